"""Restating: whether a statement says no more than the sentences it is drawn from. English only.

Its numbers and names must stand in those sentences, and what it affirms must not be negated there, nor
the other way round. Each check is of words and their places, deterministic, and errs towards turning a
statement away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.fold import INVISIBLE, fold, fold_with_offsets
from assistant.grounding.passages import Passage, dashed
from assistant.language.clauses import Clause, Clauses, Scope, clauses_of, stem
from assistant.language.names import names
from assistant.language.numbers import Number, numbers

_NAME_WORD = re.compile(
    r"'s\b|(?:[^\W_]\.){2,8}|[^\W_][^\W_\u0300-\u036f]*[\w\u0300-\u036f]*(?:'(?!s\b)\w+)?|[.,;:()!?]"
)
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


@dataclass(frozen=True, eq=False)
class Source:
    """The sentences that a statement may draw on."""

    passages: tuple[Passage, ...]

    @cached_property
    def numbers(self) -> frozenset[object]:
        """What their numbers mean."""
        return frozenset(number.meaning for passage in self.passages for number in passage.numbers)

    @cached_property
    def words(self) -> str:
        """Their words as names are looked up in."""
        return "".join(_comparable(passage.folded.text) for passage in self.passages)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of their words."""
        return frozenset(map(stem, self.words.split()))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Their clauses."""
        return tuple(clause for passage in self.passages for clause in passage.clauses.clauses)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Their negations."""
        return tuple(scope for passage in self.passages for scope in passage.clauses.scopes)


class Statement:
    """A statement, read once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold_with_offsets(text)
        self.clauses = clauses_of(dashed(text, self.folded))

    @property
    def affirms(self) -> bool:
        """Whether it negates nothing."""
        return not self.clauses.scopes


def breach(source: Source, statement: Statement) -> str | None:
    """Why the sentences do not bear the statement out: a code and the words in question. None if they do."""
    text = statement.folded.text
    for number in numbers(text):
        if number.meaning not in source.numbers:
            return f"number_not_in_source: {_shown(number, text)}"
    for stranger in _strangers(source, statement.text.translate(_UNSEEN)):
        return f"name_not_in_source: {stranger}"
    if changed := _changed(source, statement.clauses):
        return f"polarity_changed: {changed}"
    return None


def _shown(number: Number, text: str) -> str:
    return text[number.start : number.end] + "%" * number.percent


def _strangers(source: Source, statement: str) -> Iterator[str]:
    """The names and titles of the statement that do not stand, whole, in the sentences."""
    written = statement.title() if statement.isupper() else statement
    first = len(written) - len(written.lstrip())
    for name in names(written):
        for part in filter(None, (name.text, name.title)):
            folded = fold(part)
            sought = f" {folded} " if folded.isalpha() else _comparable(folded)
            opens = name.start == first and " " not in part
            if sought not in source.words and not (opens and stem(folded) in source.stems):
                yield part


def _comparable(folded: str) -> str:
    """Words between blanks; a comma for every mark that parts names, possessives included."""
    found = _NAME_WORD.findall(folded)
    return " " + "".join(_name_word(word) + " " for word in found)


def _name_word(word: str) -> str:
    if word == "'s" or not word[0].isalnum():
        return ","
    return word.replace(".", "")


def _changed(source: Source, statement: Clauses) -> str | None:
    for scope in statement.scopes:
        if not _is_negated_alike(source, scope):
            return f"{scope.negation.cue!r} is not said of this"
    negated = {stem_: scope for scope in source.scopes for stem_ in scope.stems}
    for clause in statement.clauses if negated else ():
        if clause.affirmed and (cue := _denied_cue(source, clause, negated)):
            return f"{cue!r} is left out"
    return None


def _is_negated_alike(source: Source, scope: Scope) -> bool:
    """Whether the sentences negate, in the same way, what the statement does."""
    near = set(scope.near)
    alike = [other for other in source.scopes if other.polarity == scope.polarity]
    reach = {stem_ for other in alike for stem_ in other.stems}
    affirmed = {stem_ for clause in source.clauses if clause.affirmed for stem_ in clause.stems}
    if not near:
        return bool(alike)
    return bool(near & reach) and len(near & reach) >= len(near & affirmed)


def _denied_cue(source: Source, clause: Clause, negated: dict[str, Scope]) -> str | None:
    """The cue of a negation that the sentences have where the statement's clause affirms."""
    shared = clause.stems & negated.keys()
    if not shared:
        return None
    affirmed = [other.stems for other in source.clauses if other.affirmed]
    only_negated = shared.difference(*affirmed)
    if only_negated:
        return negated[min(only_negated)].negation.cue
    most_negated = max(len(clause.stems & other.stems) for other in source.clauses if not other.affirmed)
    most_affirmed = max(len(clause.stems & stems) for stems in affirmed)
    return negated[min(shared)].negation.cue if most_negated > most_affirmed else None
