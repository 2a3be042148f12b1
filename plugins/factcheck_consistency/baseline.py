"""The consistency stage's own answer, by rules of language alone."""

from assistant.stage import Provided
from assistant.view import View
from factcheck_consistency.alignment import aligned
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.corroboration import corroborations
from factcheck_consistency.facts import facts_of
from factcheck_consistency.relations import relations


def compared(view: View) -> Provided:
    """How the claims of a story stand to each other, and how many sources stand behind the shared ones."""
    alignment = view.once(aligned)
    bounds = Bounds()
    related = relations(view, view.once(facts_of), alignment, bounds)
    return Provided(
        relations=related,
        corroboration=tuple(corroborations(view, alignment)),
        rejected=(*alignment.bounds.rejected(), *bounds.rejected()),
    )
