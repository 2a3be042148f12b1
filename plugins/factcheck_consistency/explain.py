"""The one sentence that explains a relation, built from both sides."""

from assistant.article import Article
from assistant.report import Attribution, RelationKind
from factcheck_consistency.facts import Fact

_LONGEST = 120
_LEAD = {
    "contradiction": "Both cannot be right",
    "number_mismatch": "The figures differ",
    "time_mismatch": "The dates differ",
    "entity_mismatch": "The names differ",
    "certainty_drift": "One is sure where the other is not",
    "quote_mismatch": "The quotation differs",
    "superseded": "The later article updates the earlier",
    "precedent": "A first beside an earlier case",
    "reported_dispute": "Two sources disagree, and the report says so",
    "agreement": "Both say the same",
}


def explanation(kind: RelationKind, mine: tuple[Fact, str], theirs: tuple[Fact, str]) -> str:
    """Both sides in one sentence: outlet, words, who they are credited to, and the article's date."""
    return explained(kind, _side(*mine), _side(*theirs))


def explained(kind: RelationKind, mine: str, theirs: str) -> str:
    """The sentence, of two sides that are told already."""
    return f"{_LEAD[kind]}: {mine}, while {theirs}."


def side(article: Article, label: str, words: str, credited: tuple[Attribution, ...] = ()) -> str:
    """What one article has, in whose name, and when it appeared. `label` is what a reader calls it."""
    published = article.published_at
    dated = f" ({published.day} {published:%B %Y})" if published else ""
    credit = f", credited to {credited[0].source.text}" if credited and credited[0].source.text else ""
    return f"{label}{dated} has “{shortened(words)}”{credit}"


def _side(fact: Fact, words: str) -> str:
    hedge = ", as uncertain" if fact.claim.modality in {"hedged", "conditional"} else ""
    return side(fact.article, fact.label, words, fact.credits) + hedge


def shortened(words: str) -> str:
    """The words on one line, cut at a blank where they are long."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(" ", 1)[0] + " …"
