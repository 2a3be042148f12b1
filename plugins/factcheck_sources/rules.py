"""The rules that the sources stage brings: what a desk asks of every source."""

from assistant.rule import Rule
from factcheck_sources.checks_claims import lost_attribution, single_source, unattributed_claim
from factcheck_sources.checks_sources import (
    agentless,
    anonymous_no_reason,
    anonymous_opinion,
    bare_source,
    loaded_verb,
    quote_without_speaker,
    second_hand,
    vague_source,
)

_ATTRIBUTIONS = frozenset({"attributions"})
_BOTH = frozenset({"claims", "attributions"})
_AP_ANONYMOUS = "Associated Press, News Values and Principles: anonymous sources."

RULES = (
    Rule(
        code="SRC001",
        name="unattributed-claim",
        severity="warning",
        when="A claim that can be checked and that somebody may contest stands in the reporter's own "
        "voice, with no source.",
        why="Readers cannot weigh what they are told by nobody, and the desk cannot check it where it "
        "came from. Attribution belongs into the sentence that makes the claim.",
        example="The dam was built without a permit.",
        better="The dam was built without a permit, the water authority's register shows.",
        fix="Name the person, body or document that the claim rests on, in the same sentence; or say how "
        "the reporter knows.",
        check=unattributed_claim,
        reads=_BOTH,
        source="Associated Press Stylebook: attribution.",
    ),
    Rule(
        code="SRC002",
        name="anonymous-no-reason",
        severity="warning",
        when="An unnamed source is used, and the article does not say why the source is not named.",
        why="Anonymity costs the reader the means to judge the source. The reason is owed in return, and "
        "giving it makes the desk ask whether there is a good one.",
        example="A senior official said the talks had stopped.",
        better="A senior official, who was not authorised to speak publicly, said the talks had stopped.",
        fix="Give the reason for anonymity, or name the source.",
        check=anonymous_no_reason,
        reads=_ATTRIBUTIONS,
        source=_AP_ANONYMOUS,
    ),
    Rule(
        code="SRC003",
        name="anonymous-opinion",
        severity="error",
        when="An unnamed source voices an opinion, a prediction or speculation.",
        why="Anonymity may protect information that cannot be had otherwise. It may not shield a "
        "judgement: whoever praises, blames or foretells has to stand for it.",
        example="A diplomat said on condition of anonymity that the plan could ruin the region.",
        better="The plan closes two of the region's three mines, a diplomat said on condition of anonymity.",
        fix="Use the unnamed source for facts only; find somebody who says the rest on the record, or "
        "leave it out.",
        check=anonymous_opinion,
        reads=_ATTRIBUTIONS,
        source=_AP_ANONYMOUS,
    ),
    Rule(
        code="SRC004",
        name="vague-source",
        severity="warning",
        when="A statement is credited to “experts”, “analysts”, “critics”, “some” or “many”, with no name "
        "behind them.",
        why="Such a crowd has any size, one included, and often it is the reporter's own view in disguise.",
        example="Experts say the ban will fail.",
        better="The ban will fail, said Ruth Okoye, who studies border trade at Lindholm University.",
        fix="Name at least one of them and say what makes them an expert, or cut the statement.",
        check=vague_source,
        reads=_ATTRIBUTIONS,
        source="Associated Press and Reuters style: avoid “experts say” and “observers believe”.",
    ),
    Rule(
        code="SRC005",
        name="bare-source",
        severity="error",
        when="A statement is credited to “a source” or “sources”, and no word says who they are or how "
        "they could know.",
        why="The description is all that the reader has of an unnamed source.",
        example="Sources said the minister will resign.",
        better="Two people who attended the cabinet meeting said the minister will resign.",
        fix="Describe the source as closely as the agreement with it allows.",
        check=bare_source,
        reads=_ATTRIBUTIONS,
        source=_AP_ANONYMOUS,
    ),
    Rule(
        code="SRC006",
        name="second-hand",
        severity="info",
        when="A statement is known only through another outlet, or through somebody who has it from "
        "somebody else.",
        why="A copy adds no evidence. Many articles that lead to one report are one source, and the first"
        " may be wrong.",
        example="The bank is for sale, according to the Merrin Post, citing two managers.",
        better="The bank is for sale, two managers told this newspaper, confirming a report by the Merrin "
        "Post.",
        fix="Ask the first source, or say that the report could not be confirmed independently.",
        check=second_hand,
        reads=_ATTRIBUTIONS,
        source="Reuters Handbook of Journalism: picking up other media.",
    ),
    Rule(
        code="SRC007",
        name="single-source",
        severity="warning",
        when="Every contestable claim that the article credits to anybody leads to one and the same source.",
        why="One source can be mistaken or have an interest, however many sentences repeat it.",
        example="Police said the driver fled. Police also said he had been drinking.",
        better="Police said the driver fled. Two residents said they saw him run; his lawyer denied it.",
        fix="Look for a second source that does not depend on the first, or tell readers that there is "
        "only one.",
        check=single_source,
        reads=_BOTH,
        absence=True,
        thresholds={"claims": 2},
        source="The two-source rule of news desks; Associated Press, News Values and Principles.",
    ),
    Rule(
        code="SRC008",
        name="lost-attribution",
        severity="error",
        when="A claim is attributed or hedged in one place and stated as fact in another of the same "
        "article.",
        why="What was an allegation becomes a fact on the way, most often into the headline.",
        example="Headline: Mayor took bribes. Text: The mayor took bribes, a former aide alleges.",
        better="Headline: Mayor took bribes, former aide alleges.",
        fix="Carry the source, or the hedge, wherever the claim is repeated.",
        check=lost_attribution,
        reads=_BOTH,
        thresholds={"overlap": 0.7, "words": 4},
        source="Associated Press Stylebook: allege; headlines.",
    ),
    Rule(
        code="SRC009",
        name="loaded-verb",
        severity="info",
        when="The verb that brings a statement judges it: “admitted”, “claimed”, “revealed”, “boasted”.",
        why="“Admitted” implies guilt, “claimed” doubt, “revealed” truth. “Said” implies nothing.",
        example="The manager claimed that the books were in order.",
        better="The manager said that the books were in order.",
        fix="Write “said”, unless the verb's judgement is meant and the article bears it out.",
        check=loaded_verb,
        reads=_ATTRIBUTIONS,
        source="Associated Press Stylebook and Guardian style guide: said.",
    ),
    Rule(
        code="SRC010",
        name="agentless-attribution",
        severity="warning",
        when="A statement is passed on by “is said to”, “is expected to”, “reportedly” or “allegedly”, "
        "with nobody saying it.",
        why="The passive hides that somebody said it, and who. Often it is a guess that nobody would sign.",
        example="The firm is said to be close to bankruptcy.",
        better="The firm is close to bankruptcy, two of its creditors said.",
        fix="Say who says, reports, alleges or expects it.",
        check=agentless,
        reads=_ATTRIBUTIONS,
        source="Associated Press Stylebook: attribution; passive voice.",
    ),
    Rule(
        code="SRC011",
        name="quote-without-speaker",
        severity="warning",
        when="Words stand between quotation marks, and the article credits nobody with them.",
        why="A quotation vouches for somebody's very words. Without the speaker it cannot be checked.",
        example="The mood in town was grim. “We have been forgotten.”",
        better="“We have been forgotten,” said Marta Lind, who runs the bakery.",
        fix="Name the speaker beside the quotation, or take the quotation marks away.",
        check=quote_without_speaker,
        reads=_ATTRIBUTIONS,
        source="Associated Press Stylebook: quotations in the news.",
    ),
)
