"""A conversation about a check: questions answered from its articles and report, and what people decide.

events      what an answer consists of, in process and over HTTP
question    what is asked: its words, what of the report it is about, whether it asks for a verdict
facets      what the report says of single sentences
choosing    the sentences that speak to a question, as many as a model takes
statements  statements of a model, each grounded as soon as it is whole
answering   from a question to the events of its answer
protocol    what a conversation can do; `local` does it in process, `remote` asks the service
"""
