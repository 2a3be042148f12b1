"""What a cue was found to say: token ranges of one attribution inside a unit."""

from dataclasses import dataclass
from typing import Literal

from factcheck_sources.phrases import Phrase

Shape = Literal["verb", "according", "noun", "state", "agentless", "label", "quote"]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A cue with its source and content, all in tokens of the unit.

    `source` None with `shared` means the subject that the unit's other verbs have; without it, nobody.
    `relay` holds the phrases of the links behind the source. `start` is where everything that belongs
    to this attribution, but not to a statement before it, begins.
    """

    shape: Shape
    cue: Range
    source: Phrase | None
    content: tuple[Range, ...]
    start: int
    lemma: str = ""
    marks: frozenset[str] = frozenset()
    shared: bool = False
    relay: tuple[Phrase, ...] = ()
    trailing: bool = False
