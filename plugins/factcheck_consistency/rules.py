"""The rules that the consistency stage brings: what is at odds between articles, and inside one."""

from collections.abc import Callable, Iterator

from assistant.report import Corroboration, Relation, RelationKind
from assistant.rule import Breach, Check, Rule, Thresholds
from assistant.view import View

_NAMED = 3  # upstream sources that a finding names and shows
_RELATIONS = frozenset({"relations"})
_OF_ONE_ARTICLE: frozenset[RelationKind] = frozenset(
    {"contradiction", "number_mismatch", "time_mismatch", "entity_mismatch", "quote_mismatch"}
)


def _is_inside(relation: Relation) -> bool:
    return len({anchor.article for anchor in relation.anchors}) == 1


def _across(kind: RelationKind) -> Check:
    """Every standing relation of a kind between different articles."""
    return _every(lambda relation: relation.kind == kind and not _is_inside(relation))


def _every(fits: Callable[[Relation], bool]) -> Check:
    def check(view: View, _: Thresholds) -> Iterator[Breach]:
        for relation in view.relations:
            if relation.vetoed is None and fits(relation):
                yield Breach(relation.explanation, relation.anchors, relation=relation.id)

    return check


def _circular(view: View, _: Thresholds) -> Iterator[Breach]:
    """What the same articles share from one upstream source each, in one breach."""
    by_articles: dict[frozenset[str], list[Corroboration]] = {}
    for shared in view.corroboration:
        if shared.circular:
            by_articles.setdefault(frozenset(shared.articles), []).append(shared)
    for articles, circular in by_articles.items():
        sources = list(dict.fromkeys(source for shared in circular for source in shared.sources))
        more = f"; and {rest} more" if (rest := len(sources) - _NAMED) > 0 else ""
        upstream = f"{'sources' if len(sources) > 1 else 'source'}: {'; '.join(sources[:_NAMED])}{more}"
        yield Breach(
            f"{len(articles)} articles seem to confirm each other and rest on the same upstream {upstream}",
            tuple(dict.fromkeys(anchor for shared in circular[:_NAMED] for anchor in shared.anchors)),
        )


CON001 = Rule(
    code="CON001",
    name="contradiction",
    severity="error",
    when="Two articles say things that cannot both be right, in their own voice or in the name of the "
    "same source.",
    why="One of them is wrong, and a reader of both cannot tell which. A dispute that is reported as a "
    "dispute, each side with its own source, is no contradiction.",
    example="The council approved the plan. / The council rejected the plan.",
    better="The council approved the plan in a first vote and rejected it in the second.",
    fix="Go back to the record or the source, correct the article that is wrong, or credit each side.",
    check=_across("contradiction"),
    reads=_RELATIONS,
    scope="story",
    source="The verification practice of fact-checking desks.",
)
CON002 = Rule(
    code="CON002",
    name="number-mismatch",
    severity="error",
    when="Two articles give figures for the same quantity that do not overlap once ranges, bounds, "
    "approximation, rounding and units are allowed for.",
    why="Figures are copied more often than they are checked, and a slip of a digit travels with them.",
    example="The crash killed 12 people. / The crash killed 17 people. (both on the same morning)",
    better="The crash killed at least 12 people, the fire brigade said at noon.",
    fix="Ask the source of the figure, and write whose count it is and when it was made.",
    check=_across("number_mismatch"),
    reads=_RELATIONS,
    scope="story",
    source="The Reuters Handbook of Journalism: check every figure, and that figures add up.",
)
CON003 = Rule(
    code="CON003",
    name="time-mismatch",
    severity="warning",
    when="Two articles put the same event on different days, each resolved against its own date of "
    "publication.",
    why="A weekday is relative to the day of writing and goes wrong when copy is reused the day after.",
    example="She resigned on Tuesday. / She resigned on Thursday. (both articles of Friday)",
    better="She resigned on Tuesday, 6 May.",
    fix="Look the day up, and write the date beside the weekday.",
    check=_across("time_mismatch"),
    reads=_RELATIONS,
    scope="story",
    source="The Associated Press Stylebook, time element.",
)
CON004 = Rule(
    code="CON004",
    name="certainty-drift",
    severity="warning",
    when="One article hedges a claim, or credits it to somebody unnamed, and another that is no later "
    "states it as fact.",
    why="On the way from one article to the next the doubt gets lost, and an allegation becomes a fact.",
    example="The senator allegedly took bribes. / The senator took bribes.",
    better="The senator took bribes, according to the indictment; she denies it.",
    fix="Say how it is known, or take the certainty back to what the source bears.",
    check=_across("certainty_drift"),
    reads=_RELATIONS,
    scope="story",
    source="The Associated Press, News Values and Principles: say how the information was obtained.",
)
CON005 = Rule(
    code="CON005",
    name="quote-mismatch",
    severity="error",
    when="One utterance of one speaker stands in two articles inside quotation marks with different "
    "words. Excerpts, marked omissions, brackets, spelling and typography are none.",
    why="Words inside quotation marks are the speaker's own; two versions cannot both be.",
    example="“I did not know,” he said. / “I did know,” he said.",
    better="“I did not know about the payments before June,” he said, according to the recording.",
    fix="Compare with the recording or the transcript, or paraphrase without quotation marks.",
    check=_across("quote_mismatch"),
    reads=_RELATIONS,
    scope="story",
    source="The Associated Press Stylebook, quotations: never alter them.",
)
CON006 = Rule(
    code="CON006",
    name="circular-sourcing",
    severity="warning",
    when="Several articles carry the same claim, and all they give for it leads to one upstream source: "
    "through another outlet, through an unnamed source, or by the same passage.",
    why="It looks like two reports that confirm each other, and it is one: if the source errs, both do.",
    example="A: …, according to the Daily Courier, citing officials. / B: …, the Daily Courier reported.",
    better="…, according to officials quoted by the Daily Courier; the Evening Star could not confirm it.",
    fix="Look for a second source that does not depend on the first, or say that there is only one.",
    check=_circular,
    reads=frozenset({"corroboration"}),
    scope="story",
    source="The desk's habit of asking how many independent sources there really are.",
)
CON007 = Rule(
    code="CON007",
    name="superseded",
    severity="info",
    when="A later article gives another figure or date for something that is still unfolding, or says "
    "that it changed.",
    why="The earlier figure was right when it was written and is out of date now.",
    example="The earthquake killed 40 people. (Monday) / The earthquake killed 112 people. (Wednesday)",
    better="The earthquake killed 112 people, the ministry said on Wednesday, up from 40 on Monday.",
    fix="Update the earlier article, or say as of when the figure holds.",
    check=_across("superseded"),
    reads=_RELATIONS,
    scope="story",
    source="The Reuters Handbook of Journalism: corrections, refiles and updates.",
)
CON008 = Rule(
    code="CON008",
    name="self-contradiction",
    severity="error",
    when="Two places of one article, the headline included, contradict each other or give different "
    "figures, dates, names or words of a quotation for the same thing.",
    why="Nothing costs a reader's trust as fast, and it needs no other source to see it.",
    example="Fire injures 31 people (headline) … The fire injured 13 people. (text)",
    better="Fire injures 13 people (headline) … The fire injured 13 people. (text)",
    fix="Find out which of the two is right, and correct the other.",
    check=_every(lambda relation: relation.kind in _OF_ONE_ARTICLE and _is_inside(relation)),
    reads=_RELATIONS,
    scope="story",
    source="The Associated Press, News Values and Principles: accuracy.",
)
CON009 = Rule(
    code="CON009",
    name="entity-mismatch",
    severity="error",
    when="Two articles put different people, places or organisations into the same role of the same "
    "event. Aliases, abbreviations, transliterations and family names alone are none.",
    why="A wrong name accuses or praises the wrong one, and is the error that people complain of first.",
    example="The bakery in Dornau burnt down. / The bakery in Kelberg burnt down.",
    better="The bakery in Dornau, near Kelberg, burnt down.",
    fix="Check the name with the source or a register, and correct the article that is wrong.",
    check=_across("entity_mismatch"),
    reads=_RELATIONS,
    scope="story",
    source="The verification practice of fact-checking desks: names are checked one by one.",
)
CON010 = Rule(
    code="CON010",
    name="contested-first",
    severity="warning",
    when="A first, a record or “unprecedented” stands beside a report of an earlier case, in another "
    "article or the same.",
    why="One earlier case refutes a first; where an article has the case itself, the first was not checked.",
    example="It would be the first deployment abroad. / Three companies have already been sent abroad.",
    better="It would be the first deployment of a whole battalion abroad.",
    fix="Look the earlier case up; narrow the scope of the first, or drop it.",
    check=_every(lambda relation: relation.kind == "precedent"),
    reads=_RELATIONS,
    scope="story",
    source="The practice of fact-checking desks: firsts are looked up before anything else.",
)

RULES = (CON001, CON002, CON003, CON004, CON005, CON006, CON007, CON008, CON009, CON010)
