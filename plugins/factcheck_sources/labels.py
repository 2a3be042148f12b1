"""How a statement is brought: hedged or not, and the reason for anonymity."""

import re

from assistant.language.hedges import is_hedged as has_hedge
from assistant.language.words import Words

_ANONYMITY = re.compile(
    r"\b(?:(?:condition of |granted |requested |requesting |asked for |asking for )[^.;]{0,40}?anonym\w+"
    r"|anonymity|anonymously|not to be (?:named|identified)|not be (?:named|identified)"
    r"|not (?:be )?(?:authori[sz]ed|allowed|permitted) to (?:speak|discuss|comment|talk|brief)"
    r"|(?:declined|refused|did not want|didn['’]t want) to be (?:named|identified))",
    re.IGNORECASE,
)
# Every way to say it holds one of these, which are found much faster.
_HINTS = ("anonym", "named", "identified", "authori", "allowed", "permitted")
_BECAUSE = re.compile(
    r"\b(?:because|since they|since (?:s?he)|citing|for fear|out of fear|fearing|due to)\b[^.,;\n]*",
    re.IGNORECASE,
)
_IN_ORDER_TO = re.compile(
    r"\b(?:in order )?to (?:discuss|describe|speak|talk|share|protect|avoid|disclose|reveal|brief|be able)\b"
    r"[^.,;\n]*",
    re.IGNORECASE,
)
_UNAUTHORISED = re.compile(
    r"\b(?:was|were|is|are|as)?\s*not (?:be )?(?:authori[sz]ed|allowed|permitted) to[^,.;\n]*", re.IGNORECASE
)


def anonymity(text: str) -> bool:
    """Whether a sentence says that its source asked not to be named."""
    return any(map(text.lower().__contains__, _HINTS)) and _ANONYMITY.search(text) is not None


def reason(text: str) -> str | None:
    """The article's own words for why a source is not named, if it gives a reason."""
    found = _ANONYMITY.search(text)
    if found is None:
        return None
    for pattern, start in ((_BECAUSE, 0), (_UNAUTHORISED, 0), (_IN_ORDER_TO, found.start())):
        if why := pattern.search(text, start):
            words_ = why.group().strip(' ,”"')
            return words_.partition(" ")[2] if words_.lower().startswith(("because ", "since ")) else words_
    return None


def is_hedged(content: str | Words, marks: frozenset[str]) -> bool:
    """Whether the statement, or the verb that brings it, leaves it open."""
    return "hedged" in marks or has_hedge(content)
