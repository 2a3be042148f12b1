"""The consistency stage's own answer, by rules of language alone."""

from assistant.stage import Provided
from assistant.view import View
from factcheck_consistency.alignment import align
from factcheck_consistency.corroboration import corroborations
from factcheck_consistency.facts import facts_of
from factcheck_consistency.relations import relations


def compared(view: View) -> Provided:
    """How the claims of a story stand to each other, and how many sources stand behind the shared ones."""
    facts = facts_of(view)
    alignment = align(facts)
    related = relations(view, facts, alignment)
    return Provided(
        relations=related,
        corroboration=tuple(corroborations(view, alignment)),
        rejected=tuple(alignment.bounds.rejected()),
    )
