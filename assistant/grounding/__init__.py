"""Grounding: the verbatim test that every model answer passes through.

An item is kept only if each of its `Words` is found, word for word, in the sentences it names, at one
place and no other, and if its statement takes numbers, names and polarity from those sentences. Where we
have no rules for the language (all but English) the statement is replaced by the quotation. What fails is
handed back with a reason and never repaired by guessing.

A reason is a stable code and, after a colon, the words in question:

    sentence_out_of_range   a number that this window does not have
    quote_empty             no word in the quotation
    quote_stitched          pieces joined by dots
    quote_not_found         not in the named sentences, or only inside a longer word or number
    ambiguous_quote         more than once in the named sentences
    words_not_found, ambiguous_words    the same of another field, by its path
    number_not_in_source, name_not_in_source, polarity_changed      of the statement

Known limits: a swap of who did what among words that the sentences do have ("Lind sued Bo" for "Bo sued
Lind", or two figures exchanged) is not seen; nor is a name that a statement writes in small letters, a
negation made by an affix, by irony or by a verb that is not in the word lists, or a condition left out.
"""

from assistant.grounding.quoted import Quoted, SentenceNumber, Verbatim, Words
from assistant.grounding.verdicts import Grounded, ground

__all__ = ["Grounded", "Quoted", "SentenceNumber", "Verbatim", "Words", "ground"]
