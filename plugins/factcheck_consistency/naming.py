"""Entity mismatches: the same role or event, and another person, place or organisation in it."""

from assistant.language.names import same_name
from factcheck_consistency.comparable import LEAST_WEIGHT, both_affirm, both_real, clashing, say_no_more
from factcheck_consistency.difference import Difference
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair
from factcheck_consistency.terms import Term

_ALIKE = 0.8
_ONE_EACH = 2  # inside one article, lists of like things are common
_LIKE = 0.5
_LIKE_LEADS = 0.5
_DESCRIBED = 2  # as in "the Bexian firm Norline"
Run = tuple[Term, ...]


def naming(pair: Pair) -> Difference | None:
    """One name on each side that the other lacks, in the same place of the same statement."""
    if not pair.names_differ or not pair.same_time or not both_real(pair) or clashing(pair):
        return None
    if not both_affirm(pair) or not say_no_more(pair) or not _rest_alike(pair) or not _is_one_event(pair):
        return None
    swapped = _swapped(pair)
    if swapped is None:
        return None
    words_a, words_b = _written(pair.a, swapped[0]), _written(pair.b, swapped[1])
    return None if same_name(words_a, words_b) else Difference("entity_mismatch", words_a, words_b)


def _swapped(pair: Pair) -> tuple[Run, Run] | None:
    """The names that stand for each other; None where it is more than one, or one with what describes it."""
    mine, theirs = _strange(pair.a, pair.names_a), _strange(pair.b, pair.names_b)
    if pair.same_article and (len(mine) + len(theirs) > _ONE_EACH or pair.likeness < _LIKE):
        return None
    slots = [(one, other) for one in mine for other in theirs if _same_slot(pair, one, other)]
    if len(slots) == 1 and min(len(mine), len(theirs)) == 1:
        return slots[0]
    described = len(mine) == len(theirs) == _DESCRIBED and slots == list(zip(mine, theirs, strict=True))
    return slots[-1] if described and tied(pair) else None


def _strange(fact: Fact, names: frozenset[str]) -> list[Run]:
    """The names of the fact that the other fact does not have."""
    return [run for run in fact.name_runs if any(term.key in names for term in run)]


def _written(fact: Fact, run: Run) -> str:
    return fact.text[run[0].start : run[-1].end]


def _rest_alike(pair: Pair) -> bool:
    """Whether the statements are one, but for these names."""
    rest_a = pair.a.weight(pair.a.keys - pair.names_a)
    rest_b = pair.b.weight(pair.b.keys - pair.names_b)
    return pair.weight >= LEAST_WEIGHT and pair.weight >= _ALIKE * max(1, min(rest_a, rest_b))


def tied(pair: Pair) -> bool:
    """Whether a name that both have, or one story that both articles tell, ties the two to one event."""
    return bool(pair.shared & pair.a.names) or pair.one_story


def _is_one_event(pair: Pair) -> bool:
    """Whether they tell of one event and not of two of a kind; like leads and a date in both will do."""
    if pair.shared & pair.a.names:
        return True
    mine, theirs = pair.a.topic.keys, pair.b.topic.keys
    alike = pair.one_story or len(mine & theirs) >= _LIKE_LEADS * max(1, min(len(mine), len(theirs)))
    return alike and bool(pair.a.times and pair.b.times)


def _same_slot(pair: Pair, mine: Run, theirs: Run) -> bool:
    """Whether both names stand between the same words."""
    before, after = _around(pair.a, mine)
    before_too, after_too = _around(pair.b, theirs)
    if before == before_too and after == after_too:
        return True
    passive = (before == "by") != (before_too == "by")
    return passive and "" != _done_by(pair.a, mine) == _done_by(pair.b, theirs)


def _done_by(fact: Fact, run: Run) -> str:
    """The key of what the named one does: "was scored by Marsh", "Marsh scored"; "" where it is neither."""
    before, _ = _around(fact, run)
    terms = fact.terms
    if before == "by":
        behind = terms[: terms.index(run[0])]
        return behind[-1].key if behind else ""
    first = not fact.words.tokens or fact.words.starts[0] == run[0].start
    following = terms[terms.index(run[-1]) + 1 :]
    return following[0].key if first and following else ""


def _around(fact: Fact, run: Run) -> tuple[str, str]:
    words = fact.words
    first = words.starts.index(run[0].start)
    last = words.starts.index(run[-1].start)
    before = words.tokens[first - 1] if first else ""
    return "a" if before == "an" else before, words.tokens[last + 1] if last + 1 < len(words) else ""
