"""Two facts side by side: what they share, what only one has, and what keeps them from being compared."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from assistant.language.lists import entries
from assistant.report import Attribution, Source
from factcheck_consistency.facts import NAME_WEIGHT, Fact, Period, origin
from factcheck_consistency.origins import has_the_name_of_an_outlet
from factcheck_consistency.terms import PACKAGE, key_of, name_key, sounds_alike
from factcheck_consistency.topics import one_story


@dataclass(frozen=True)
class Pair:
    """Two facts that may speak of the same thing."""

    a: Fact
    b: Fact

    @cached_property
    def whole(self) -> "Pair":
        """The same two facts, compared with the words that credit them to somebody."""
        return Pair(self.a.whole, self.b.whole)

    @cached_property
    def shared(self) -> frozenset[str]:
        """The terms of both, names written in two ways included."""
        return self.a.keys & self.b.keys

    @cached_property
    def only_a(self) -> frozenset[str]:
        """The terms of `a` alone."""
        return self.a.keys - self.b.keys - self._variants

    @cached_property
    def only_b(self) -> frozenset[str]:
        """The terms of `b` alone."""
        return self.b.keys - self.a.keys - self._variants

    @cached_property
    def weight(self) -> int:
        """How much they share."""
        return self.a.weight(self.shared) + NAME_WEIGHT * (len(self._variants) // 2)

    @cached_property
    def overlap(self) -> float:
        """How much of the one with less to say the other says too, 0 to 1."""
        smaller = min(self.a.weight(self.a.keys), self.b.weight(self.b.keys))
        return min(1.0, self.weight / smaller) if smaller else 0.0

    @cached_property
    def likeness(self) -> float:
        """How much of everything that either says both say, 0 to 1."""
        both = self.weight + self.a.weight(self.only_a) + self.b.weight(self.only_b)
        return self.weight / both if both else 0.0

    @cached_property
    def names_a(self) -> frozenset[str]:
        """The names of `a` alone."""
        return self.only_a & self.a.names

    @cached_property
    def names_b(self) -> frozenset[str]:
        """The names of `b` alone."""
        return self.only_b & self.b.names

    @property
    def names_differ(self) -> bool:
        """Whether each names somebody or something that the other does not."""
        return bool(self.names_a and self.names_b)

    @cached_property
    def contrasts(self) -> frozenset[str]:
        """The words of either that tell the two subjects apart: northern and southern, old and new."""
        found = (words for words in _contrasts() if self.only_a & words and self.only_b & words)
        return frozenset(key for words in found for key in words & (self.only_a | self.only_b))

    @property
    def contrasted(self) -> bool:
        """Whether a pair of words tells the two subjects apart."""
        return bool(self.contrasts)

    @cached_property
    def times_apart(self) -> bool:
        """Whether each is dated and no two of their dates can be the same."""
        if not self.a.times or not self.b.times:
            return False
        return not any(self._meet(x, y) for x in self.a.times for y in self.b.times)

    @cached_property
    def same_time(self) -> bool:
        """Whether their dates meet; undated ones meet when published on one day, or nobody knows when.

        What happened long ago is not what is in the news, dated or not.
        """
        if self.a.tells_of_long_ago != self.b.tells_of_long_ago:
            return False
        if self.a.times and self.b.times:
            return not self.times_apart
        if self._published_together:
            return True
        return not (self.a.times or self.b.times or self.published_apart)

    @cached_property
    def published_apart(self) -> bool:
        """Whether the articles are known to have appeared at different times.

        On one day that takes two times of day: midnight stands for a date that came without one.
        """
        mine, theirs = self.a.article.published_at, self.b.article.published_at
        if not mine or not theirs or mine == theirs:
            return False
        return mine.date() != theirs.date() or bool(_time_of_day(mine) and _time_of_day(theirs))

    @cached_property
    def numbers_apart(self) -> bool:
        """Whether each has numbers and they are not the same: figures that do not fit, hours, results."""
        mine, theirs = self.a.figures, self.b.figures
        units = {figure.unit for figure in mine} & {figure.unit for figure in theirs}
        for unit in units:
            if not any(x.fits(y) for x in mine for y in theirs if x.unit == y.unit == unit):
                return True
        return bool(self.a.odd_numbers and self.b.odd_numbers) and self.a.odd_numbers != self.b.odd_numbers

    @property
    def same_article(self) -> bool:
        """Whether both stand in one article."""
        return self.a.article.id == self.b.article.id

    @property
    def both_archived(self) -> bool:
        """Whether no submitted article takes part: such a pair is none of this check's business."""
        return self.a.is_archived and self.b.is_archived

    @cached_property
    def one_story(self) -> bool:
        """Whether they stand in two articles that tell one story."""
        return not self.same_article and one_story(self.a.article, self.a.topic, self.b.article, self.b.topic)

    @cached_property
    def disputed(self) -> bool:
        """Whether each is credited to a source of its own: the articles report a dispute.

        Sources that cannot be told from others ("officials") are no side of one, nor is an outlet that reports.
        """
        if not self.a.credits or not self.b.credits:
            return False
        if any(has_the_name_of_an_outlet(origin(credit)) for credit in (*self.a.credits, *self.b.credits)):
            return False
        both = [(x, y) for x in self.a.credits for y in self.b.credits]
        return all(source_keys(x) and source_keys(y) and not same_source(x, y) for x, y in both)

    def _meet(self, mine: Period, theirs: Period) -> bool:
        """Whether two times can be one; the same words on the same day mean the same."""
        return mine.meets(theirs) or (mine.text.lower() == theirs.text.lower() and self._published_together)

    @property
    def _published_together(self) -> bool:
        mine, theirs = self.a.article.published_at, self.b.article.published_at
        return not (mine and theirs) or mine.date() == theirs.date()

    @cached_property
    def _variants(self) -> frozenset[str]:
        """Name keys of either that are the other's name in another spelling or an abbreviation of it."""
        left, right = self.a.names - self.b.names, self.b.names - self.a.names
        found = {key for one in left for other in right if sounds_alike(one, other) for key in (one, other)}
        return frozenset(found | _abbreviated(self.a, self.b) | _abbreviated(self.b, self.a))


def _time_of_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) != (0, 0, 0)


def are_contrasted(one: str, other: str) -> bool:
    """Whether a list tells the things apart that two keys stand for."""
    return any(one in words and other in words for words in _contrasts())


def same_source(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions lead to one origin, as far as their words tell."""
    mine, theirs = source_keys(one), source_keys(other)
    if not mine or not theirs:
        return not mine and not theirs
    return mine <= theirs or theirs <= mine


def from_one_source(pair: Pair) -> bool:
    """Whether both are credited to one source that can be told from others."""
    both = ((x, y) for x in pair.a.credits for y in pair.b.credits)
    return any(source_keys(x) and source_keys(y) and same_source(x, y) for x, y in both)


def source_keys(attribution: Attribution) -> frozenset[str]:
    """The words that tell an attribution's origin from other origins."""
    return telling_keys(origin(attribution))


def telling_keys(source: Source) -> frozenset[str]:
    """The words that tell a source from others; none where it is unnamed and not described."""
    words = (source.name or source.text).replace("’", "'").split()
    bare = [word.strip(".,;:'\"()").removesuffix("'s") for word in words]
    return frozenset(
        name_key(word) if word[0].isupper() else key_of(word)
        for word in bare
        if word and word.lower() not in _unnamed()
    )


def _abbreviated(long: Fact, short: Fact) -> set[str]:
    """The abbreviations in `short` of names that `long` writes out, and those names' keys."""
    if not short.acronyms:
        return set()
    runs = {"".join(long.text[term.start] for term in run): run for run in long.name_runs if len(run) > 1}
    found: set[str] = set()
    for written, key in short.acronyms.items():
        if run := runs.get(written):
            found |= {key, *(part.key for part in run)}
    return found


@cache
def _contrasts() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(key_of(word) for word in entry.split()) for entry in entries(PACKAGE, "data/contrasts.txt")
    )


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(entries(PACKAGE, "data/unnamed.txt"))
