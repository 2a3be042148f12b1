"""Whether a statement can be checked: a report of what is or was, against opinion, prediction and framing.

The evidence is weighed by a linear score. Its weights are a logistic regression (L2 1.5) on the development
split of the gold set and on sixty sentences of our own (tests/plugins/framing.txt); lists and weights know
nothing of the split that is held out.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from assistant.language.phrases import Phrase
from assistant.language.times import TimeMention
from assistant.language.words import Words
from factcheck_claims.signals import Signals

Sort = Literal["statement", "prediction", "opinion", "question", "boilerplate", "fragment"]

_FIRST_PERSON = frozenset(
    {"i", "we", "us", "our", "my", "me", "i'm", "we're", "we've", "i've", "let's", "ours"}
)
_SECOND_PERSON = frozenset({"you", "your", "you're", "yours"})
_DISPUTED = frozenset({"contested", "accusations", "harm"})
_ACTS = frozenset({"acts", "stances"})
_CLOSERS = "\"'”’)» "
_STOPS = ".!?…:;"
_PRECEDENTS = frozenset({"first time", "first ever", "first-ever", "never before"})
_HEADING = 12
_SHORT = 9
_FEWEST_WORDS = 3
_MOSTLY = 0.5
_A_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Judgement:
    """What sort of sentence it is. Only statements are checkable; predictions are claims all the same."""

    sort: Sort

    @property
    def checkable(self) -> bool:
        """Whether a fact-checker can hold it against the world."""
        return self.sort == "statement"


def judge(signals: Signals) -> Judgement:
    """The sort of a statement."""
    if _is_question(signals):
        return Judgement("question")
    if signals.says("boilerplate"):
        return Judgement("boilerplate")
    if _is_fragment(signals):
        return Judgement("fragment")
    if _looks_ahead(signals):
        return Judgement("prediction")
    stated = score(signals) >= 0 or _is_plain_rank(signals) or _is_plain_generality(signals)
    return Judgement("statement" if stated else "opinion")


def features(signals: Signals) -> dict[str, int]:
    """The evidence for and against, as numbers."""
    tokens, found, said = signals.words.tokens, signals.found, signals.said
    mostly_quoted = signals.share_quoted > _MOSTLY
    bare = not (signals.has_figure or signals.times or signals.has_capital)
    return {
        "figure": signals.has_figure,
        "quantity": bool(signals.quantities),
        "time": bool(signals.times) and not all(time.vague for time in signals.times),
        "past": signals.first_past is not None,
        "reported": "reporting" in said,
        "rank": bool(signals.superlatives),
        "contested": not _DISPUTED.isdisjoint(found),
        "act": not _ACTS.isdisjoint(said),
        "rhetoric": min(2, len(signals.phrases("rhetoric"))),
        "evaluation": min(3, len(signals.phrases("evaluations"))),
        "colour": "colour" in found,
        "unsaid": "unsaid" in said,
        "first_person": not _FIRST_PERSON.isdisjoint(tokens),
        "second_person": not _SECOND_PERSON.isdisjoint(tokens),
        "quoted": mostly_quoted,
        "some_quoted": bool(signals.quoted) and not mostly_quoted,
        "bare": bare,
        "short": len(tokens) < _SHORT,
    }


WEIGHTS: dict[str, float] = {
    "bias": 0.07,
    "figure": 0.81,
    "quantity": 0.95,
    "time": 1.62,
    "past": 1.0,
    "reported": 0.26,
    "rank": 0.3,
    "contested": 1.0,
    "act": 0.98,
    "rhetoric": -1.79,
    "evaluation": -1.01,
    "colour": -1.13,
    "unsaid": -2.09,
    "first_person": -1.05,
    "second_person": -0.98,
    "quoted": -2.24,
    "some_quoted": -1.68,
    "bare": -0.47,
    "short": -0.68,
}


def score(signals: Signals) -> float:
    """The evidence, weighed: at or above 0 the statement is taken as checkable."""
    return WEIGHTS["bias"] + sum(
        [WEIGHTS[name] * value for name, value in features(signals).items() if value]
    )


def _is_plain_rank(signals: Signals) -> bool:
    """A first, or a superlative without judgement: one look at a list settles it."""
    if not signals.superlatives or signals.share_quoted > _MOSTLY:
        return False
    if any(found.entry in _PRECEDENTS for found in signals.superlatives):
        return True
    return not (signals.has("evaluations") or signals.has("rhetoric"))


def _is_plain_generality(signals: Signals) -> bool:
    """What holds in general, without judgement: "the dye causes cancer", "most voters agree"; it needs no day."""
    if not (signals.has_effect or signals.has_share) or signals.share_quoted > _MOSTLY:
        return False
    judged = signals.has("evaluations") or signals.has("rhetoric") or signals.has("colour")
    mine = (_FIRST_PERSON | _SECOND_PERSON).intersection(signals.words.tokens)
    return not (judged or mine or signals.says("unsaid"))


def _is_question(signals: Signals) -> bool:
    return signals.text.rstrip().rstrip(_CLOSERS).endswith("?")


def _is_fragment(signals: Signals) -> bool:
    """A heading within the text, or a headline without a verb."""
    if len(signals.words) < _FEWEST_WORDS:
        return True
    if signals.is_clause:
        return False
    if signals.is_headline:
        return not _has_verb(signals)
    return len(signals.words) < _HEADING and signals.text.rstrip(_CLOSERS)[-1:] not in _STOPS


def _has_verb(signals: Signals) -> bool:
    if signals.has("verbs") or signals.has("reporting"):
        return True
    return any(word.endswith(("ed", "s")) and len(word) > _FEWEST_WORDS for word in signals.words.tokens)


def _looks_ahead(signals: Signals) -> bool:
    """Whether the text is about what may come; a rank or a date in a calendar is a statement all the same."""
    cues = [found for found in signals.phrases("ahead") if not _is_month(signals.words, found)]
    ahead = cues[0] if cues else None
    if ahead is None or _is_plain_rank(signals):
        return False
    if signals.first_past is not None and signals.first_past < ahead.first:
        return False
    return not (ahead.entry in {"will", "won't"} and any(_is_scheduled(time) for time in signals.times))


def _is_month(words: Words, found: Phrase) -> bool:
    return found.entry == "may" and words.is_capitalised(found.first)


def _is_scheduled(time: TimeMention) -> bool:
    first, last = time.expression.from_, time.expression.to
    if first is None or last is None:
        return last is not None or not time.relative
    return last - first <= _A_MONTH
