"""What changed between checks of the same articles: which findings are new, which gone, which still there.

Only what both checks examined, and in the same way, can be told to be new or gone. The rest is said to be
uncertain, with the reason: an outage must not look like a correction.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from assistant.article import Frozen, digest
from assistant.report import CheckStatus, Finding, Report, Severity

Doubt = Literal["not_examined", "examined_otherwise", "not_together", "no_key"]
FoundBy = Literal["this", "earlier"]
Thresholds = Mapping[str, Mapping[str, float]]
_ANY_RELEASE = frozenset({"litellm"})
_KEY_DIGITS = 16


class Mark(Frozen):
    """A finding without words; `articles` are the keys, shortened, of those it speaks of."""

    fingerprint: str
    code: str
    rule: str
    severity: Severity
    articles: tuple[str, ...]


class Outline(Frozen):
    """What a later check is compared with. It holds no text, so an embargo leaves it.

    Keys of articles are `shortened`. `articles` has them by id, empty where there is none. `examined` are
    those of the articles on which a rule saw everything that it reads. `engines` says who answered each
    stage, by key.
    """

    articles: Mapping[str, str]
    findings: tuple[Mark, ...]
    examined: Mapping[str, tuple[str, ...]]
    engines: Mapping[str, Mapping[str, str]]
    versions: Mapping[str, str]
    thresholds: Thresholds

    @property
    def fingerprints(self) -> frozenset[str]:
        """The fingerprints of all findings."""
        return frozenset(mark.fingerprint for mark in self.findings)

    def holds(self, mark: Mark) -> bool:
        """Whether all articles that the finding speaks of were part of the check."""
        return set(mark.articles) <= set(self.articles.values())


class Since(Frozen):
    """The earlier check that an article is compared with, and the revision it had then."""

    article: str
    check: str
    status: CheckStatus
    revision: str | None
    created_at: datetime


class Known(Frozen):
    """A finding of an earlier check, or one of which it is not known whether it is new or gone."""

    fingerprint: str
    code: str
    rule: str
    severity: Severity
    articles: tuple[str, ...] = Field(description="The ids, in this check, of the articles it speaks of.")


class Uncertain(Known):
    """A finding that only one of the checks has, where the other cannot tell.

    `not_examined`: not all that the rule reads was there; `examined_otherwise`: another model, prompt,
    threshold or release; `not_together`: its articles were not all part of the other check; `no_key`: an
    article without id and url cannot be found again.
    """

    found_by: FoundBy
    why: Doubt


class Changes(Frozen):
    """What a check found otherwise than the newest earlier check of the same articles.

    `new` and `unchanged` are fingerprints of this check's findings, `gone` are findings that it looked for
    and did not find. Every finding of this check is in just one of `new`, `unchanged` and `uncertain`.
    """

    since: tuple[Since, ...]
    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[Known, ...]
    uncertain: tuple[Uncertain, ...]


def shortened(hashed: str) -> str:
    """The key of an article in an outline: the first digits of its SHA-256."""
    return hashed[:_KEY_DIGITS]


def outline(report: Report, thresholds: Thresholds | None = None) -> Outline:
    """The outline of a report; `thresholds` are those of its policy."""
    keys = {a.id: shortened(digest(a.key)) if a.key else "" for a in report.articles}
    return Outline(
        articles=keys,
        findings=tuple(_mark(finding, keys) for finding in report.findings),
        examined=_examined(report, keys),
        engines={key: _engines(report, key, keys) for key in sorted({*keys.values()} - {""})},
        versions=report.versions,
        thresholds=thresholds or {},
    )


def compared(here: Outline, before: Mapping[str, Outline], since: Iterable[Since]) -> Changes:
    """What `here` found otherwise than, for the article of each key, the check in `before`."""
    gone, uncertain = [], []
    new, unchanged = [], []
    known = frozenset[str]().union(*(base.fingerprints for base in before.values()))
    for mark in here.findings:
        if mark.fingerprint in known:
            unchanged.append(mark.fingerprint)
        elif (why := _doubts_new(mark, here, before)) is None:
            new.append(mark.fingerprint)
        else:
            uncertain.append(Uncertain(**_told(mark, here), found_by="this", why=why))
    for mark, base in _not_found_again(here, before):
        if (why := _doubt(mark, here, base)) is None:
            gone.append(Known(**_told(mark, here)))
        else:
            uncertain.append(Uncertain(**_told(mark, here), found_by="earlier", why=why))
    return Changes(
        since=tuple(since),
        new=tuple(new),
        unchanged=tuple(unchanged),
        gone=tuple(gone),
        uncertain=tuple(uncertain),
    )


def _not_found_again(here: Outline, before: Mapping[str, Outline]) -> Iterator[tuple[Mark, Outline]]:
    """The findings of earlier checks about an article that is compared with them, each once."""
    told = set(here.fingerprints)
    for key, base in before.items():
        for mark in base.findings:
            if key in mark.articles and mark.fingerprint not in told:
                told.add(mark.fingerprint)
                yield mark, base


def _doubts_new(mark: Mark, here: Outline, before: Mapping[str, Outline]) -> Doubt | None:
    """Why it cannot be said that the finding is new. An article that was never checked has only new ones."""
    if "" in mark.articles:
        return "no_key"
    if not before.keys() >= {*mark.articles}:
        return None
    together = next((before[key] for key in mark.articles if before[key].holds(mark)), None)
    return "not_together" if together is None else _doubt(mark, together, here)


def _doubt(mark: Mark, other: Outline, own: Outline) -> Doubt | None:
    """Why `other`, which lacks the finding of `own`, cannot tell that it was not there."""
    if "" in mark.articles:
        return "no_key"
    if not other.holds(mark):
        return "not_together"
    if not set(mark.articles) <= set(other.examined.get(mark.code, ())):
        return "not_examined"
    alike = (
        all(_agree(other.engines[key], own.engines[key]) for key in mark.articles)
        and _agree(other.versions, own.versions)
        and other.thresholds.get(mark.code) == own.thresholds.get(mark.code)
    )
    return None if alike else "examined_otherwise"


def _agree(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the two say the same of what both speak of."""
    return all(one[name] == other[name] for name in (one.keys() & other.keys()) - _ANY_RELEASE)


def _told(mark: Mark, here: Outline) -> dict[str, object]:
    ids = tuple(id_ for id_, key in here.articles.items() if key in mark.articles)
    return {**mark.model_dump(), "articles": ids}


def _mark(finding: Finding, keys: Mapping[str, str]) -> Mark:
    return Mark(
        fingerprint=finding.fingerprint,
        code=finding.code,
        rule=finding.rule,
        severity=finding.severity,
        articles=tuple(sorted({keys[anchor.article] for anchor in finding.anchors})),
    )


def _examined(report: Report, keys: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """By rule, the keys of the articles of which it saw all that it reads."""
    seen: dict[str, set[str]] = {}
    for status in report.rules:
        if status.status == "evaluated" and not status.why:
            seen.setdefault(status.code, set()).update(status.articles or keys)
    return {
        code: tuple(sorted({*keys.values()} - {"", *(keys[id_] for id_ in keys.keys() - ids)}))
        for code, ids in sorted(seen.items())
    }


def _engines(report: Report, key: str, keys: Mapping[str, str]) -> dict[str, str]:
    """Who answered each stage, and to which prompt."""
    told: dict[str, set[str]] = {}
    for trace in report.stages:
        if trace.article is None or keys.get(trace.article) == key:
            told.setdefault(trace.name, set()).add(f"{trace.engine} {trace.digest or ''}")
    return {name: "; ".join(sorted(engines)) for name, engines in sorted(told.items())}
