"""A rule: a pure function over a view, with the journalism behind it declared beside it.

`factcheck rules CODE` and the rule's page in the docs are drawn from the declaration.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.article import Anchor
from assistant.report import Severity
from assistant.view import View

Scope = Literal["article", "story"]
ENGLISH = frozenset({"en"})


@dataclass(frozen=True)
class Breach:
    """One place where a rule is broken. A rule about a whole article or story sets `whole`.

    A rule that reads relations gives the id of the one it speaks of in `relation`.
    """

    message: str
    anchors: tuple[Anchor, ...]
    suggestion: str = ""
    whole: bool = False
    relation: str | None = None


Thresholds = Mapping[str, float]
Check = Callable[[View, Thresholds], Iterable[Breach]]


@dataclass(frozen=True)
class Rule:
    """A declared rule.

    `reads` names the report fields it needs ("claims", "attributions", "relations", "corroboration";
    empty: the article alone). `absence` marks a rule that fires on something not found, so that it
    cannot be evaluated where only part of an article was examined. `languages` is None for all.
    """

    code: str
    name: str
    severity: Severity
    when: str
    why: str
    example: str
    better: str
    fix: str
    check: Check
    reads: frozenset[str] = frozenset()
    scope: Scope = "article"
    absence: bool = False
    languages: frozenset[str] | None = ENGLISH
    thresholds: Thresholds = field(default_factory=dict)
    source: str = ""
