"""What an operator sees of the product at work, none of it an article's: log lines and traces.

origin   which request, and which span of a trace, something is done for
logs     lines on stderr, as text or as JSON
tracing  OpenTelemetry spans, off unless asked for
"""
