"""Reports built by hand over articles invented here, for the tests of the exports."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from assistant.article import Anchor, Article, Segment, Sentence, digest
from assistant.report import (
    Attribution,
    Claim,
    Corroboration,
    Coverage,
    Decision,
    Finding,
    Quantity,
    Rejected,
    Relation,
    RelayLink,
    Report,
    RuleStatus,
    Source,
    TimeExpression,
    Trace,
    Veto,
)

WHEN = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)

LEDGER = """The harbour at Port Elspeth was closed on Tuesday after the car ferry Marigold ran \
aground, the first such accident there in 40 years. Northwire reported, citing unnamed coastguard \
officers, that 112 passengers were taken off by lifeboat.

“The pilot left the bridge before the turn,” a source said. A senior port official, who spoke on \
condition of anonymity, predicted that the channel would stay shut for a month.

Some experts believe the dredging was neglected. Harbour master Ilse Vantongeren admitted that the \
buoys had not been checked since January.

The company is said to be preparing a statement. The ferry line carries about 400,000 people a year."""

COURIER = """PORT ELSPETH — Lifeboats brought 121 people ashore on Tuesday when the Marigold struck a \
sandbank at the mouth of the harbour, according to Northwire, which cited unnamed coastguard officers.

The pilot may have left the bridge before the turn, one crew member told the Courier. He asked not to be \
named because he fears for his job.

Two ferries had already run aground at Port Elspeth in 2019 and 2024, the harbour museum's records show. \
The channel will reopen on Friday, Harbour master Ilse Vantongeren said."""


def article(text: str, **metadata: object) -> Article:
    """An article cut at full stops and blank lines: enough for drawing, whatever the reading code does."""
    sentences = list(_sentences(text))
    headline = metadata.get("headline")
    if isinstance(headline, str) and headline:
        sentences.insert(0, Sentence(n=0, part="headline", start=0, end=len(headline), paragraph=0))
    return Article.model_validate(
        {"language": "en", "sha256": digest(text), "text": text, "sentences": tuple(sentences), **metadata}
    )


def at(whole: Article, words: str, *, nth: int = 0, part: str = "text") -> Anchor:
    """The anchor of the nth place where these words stand."""
    source = whole.text if part == "text" else whole.headline or ""
    start = -1
    for _ in range(nth + 1):
        start = source.index(words, start + 1)
    return whole.anchor("headline" if part == "headline" else "text", start, start + len(words))


def finding(code: str, rule: str, severity: str, message: str, *anchors: Anchor, **more: object) -> Finding:
    """A finding with a fingerprint made from its code and place."""
    print_ = digest(code + rule + "".join(f"{a.article}{a.part}{a.start}{a.end}" for a in anchors))[:16]
    base = {"code": code, "rule": rule, "severity": severity, "message": message, "anchors": anchors}
    return Finding.model_validate({**base, "stage": "sources", "fingerprint": print_, **more})


def claim(id_: str, anchor: Anchor, **more: object) -> Claim:
    """A claim that restates its anchor word for word."""
    base = {"id": id_, "article": anchor.article, "sentences": (1,), "statement": anchor.exact}
    kind = {"kind": "event", "checkable": True, "contestable": True, "priority": "medium"}
    return Claim.model_validate({**base, "anchors": (anchor,), **kind, **more})


def attribution(id_: str, content: Anchor, source: Source, **more: object) -> Attribution:
    """An attribution of the anchored words."""
    base = {"id": id_, "article": content.article, "sentences": (1,), "source": source}
    return Attribution.model_validate({**base, "content_anchors": (content,), **more})


def trace(name: str, article_id: str | None, examined: int, sentences: int, **more: object) -> Trace:
    """A stage that did what the numbers say."""
    coverage = Coverage(sentences=sentences, examined=examined)
    return Trace.model_validate(
        {"name": name, "article": article_id, "coverage": coverage, "status": "ok", **more}
    )


def empty(*articles: Article, **more: object) -> Report:
    """A report without anything found, in which no stage ran unless `more` has stages."""
    base = {"id": "check-1", "status": "complete", "created_at": WHEN, "articles": articles}
    return Report.model_validate({**base, **more})


def examined_fully(*articles: Article) -> tuple[Trace, ...]:
    """Traces of two article stages that examined everything."""
    return tuple(
        trace(name, one.id, len(one.sentences), len(one.sentences))
        for one in articles
        for name in ("claims", "sources")
    )


def ledger() -> Article:
    """The first article of the story."""
    return article(
        LEDGER,
        id="ledger-7781",
        key="ledger-7781",
        headline="Ferry Marigold aground: harbour shut “for a month”",
        outlet="The Elspeth Ledger",
        url="https://ledger.example/news/marigold",
        published_at=datetime(2031, 5, 13, 18, 5, tzinfo=UTC),
    )


def courier() -> Article:
    """The second article of the story."""
    return article(
        COURIER,
        id="courier-204",
        key="courier-204",
        headline="Lifeboats clear stranded ferry",
        outlet="Harbour Courier",
        url="https://courier.example/2031/05/14/ferry",
        published_at=datetime(2031, 5, 14, 6, 0, tzinfo=UTC),
    )


def story() -> Report:
    """Two articles with conflicts, relays, decisions, rejected items and a stage that fell short."""
    one, two = ledger(), courier()
    wire = Source(text="Northwire", kind="organization", name="Northwire")
    guards = Source(text="unnamed coastguard officers", kind="anonymous_group")
    master = Source(
        text="Harbour master Ilse Vantongeren", kind="person", name="Ilse Vantongeren", title="Harbour master"
    )
    passengers = (
        at(one, "112 passengers were taken off by lifeboat"),
        at(two, "Lifeboats brought 121 people ashore"),
    )
    first = (
        at(one, "the first such accident there in 40 years"),
        at(two, "Two ferries had already run aground at Port Elspeth in 2019 and 2024"),
    )
    bridge = (
        at(one, "The pilot left the bridge before the turn"),
        at(two, "The pilot may have left the bridge"),
    )
    shut = (at(one, "the channel would stay shut for a month"), at(two, "The channel will reopen on Friday"))
    aground = (at(one, "the car ferry Marigold ran aground"), at(two, "the Marigold struck a sandbank"))
    return Report(
        id="01JV7ELSPETH",
        status="partial",
        created_at=WHEN,
        articles=(one, two),
        claims=(
            claim(
                "c1-1",
                first[0],
                kind="first",
                priority="high",
                priority_reasons=("a first is cheap to check and often wrong",),
                sentences=(1,),
                times=(
                    TimeExpression.model_validate(
                        {"text": "Tuesday", "from": "2031-05-13", "to": "2031-05-13"}
                    ),
                ),
            ),
            claim(
                "c1-2",
                passengers[0],
                kind="quantity",
                sentences=(2,),
                modality="attributed",
                attribution="a1-1",
                quantities=(Quantity(text="112", low=112, high=112, unit="passenger"),),
                by="both",
            ),
            claim(
                "c1-3", at(one, "the dredging was neglected"), sentences=(5,), kind="causal", priority="high"
            ),
            claim(
                "c1-4",
                at(one, "The ferry line carries about 400,000 people a year"),
                sentences=(8,),
                kind="quantity",
                contestable=False,
                priority="low",
            ),
            claim(
                "c2-1",
                passengers[1],
                kind="quantity",
                sentences=(1,),
                modality="attributed",
                attribution="a2-1",
            ),
            claim("c2-2", first[1], sentences=(4,), priority="high"),
        ),
        attributions=(
            attribution(
                "a1-1",
                passengers[0],
                wire,
                sentences=(2,),
                relay=(RelayLink(source=guards, anchors=(at(one, "unnamed coastguard officers"),)),),
                cue="reported",
                source_anchors=(at(one, "Northwire"),),
                cue_anchors=(at(one, "reported"),),
            ),
            attribution(
                "a1-2",
                bridge[0],
                Source(text="a source", kind="anonymous_person"),
                sentences=(3,),
                cue="said",
                directness="direct",
                source_anchors=(at(one, "a source"),),
            ),
            attribution(
                "a1-3",
                shut[0],
                Source(text="A senior port official", kind="anonymous_person", title="senior port official"),
                sentences=(4,),
                cue="predicted",
                content_kind="prediction",
                source_anchors=(at(one, "A senior port official"),),
            ),
            attribution(
                "a1-4",
                at(one, "the dredging was neglected"),
                Source(text="Some experts", kind="vague"),
                sentences=(5,),
                cue="believe",
                content_kind="opinion",
                source_anchors=(at(one, "Some experts"),),
            ),
            attribution(
                "a1-5",
                at(one, "the buoys had not been checked since January"),
                master,
                sentences=(6,),
                cue="admitted",
                source_anchors=(at(one, "Harbour master Ilse Vantongeren"),),
            ),
            attribution(
                "a2-1",
                passengers[1],
                wire,
                sentences=(1,),
                relay=(RelayLink(source=guards, anchors=(at(two, "unnamed coastguard officers"),)),),
                cue="according to",
                source_anchors=(at(two, "Northwire"),),
            ),
            attribution(
                "a2-2",
                bridge[1],
                Source(text="one crew member", kind="anonymous_person"),
                sentences=(2,),
                cue="told",
                hedged=True,
                reason="because he fears for his job",
                source_anchors=(at(two, "one crew member"),),
                by="model",
            ),
            attribution(
                "a2-3", shut[1], master, sentences=(5,), cue="said", content_kind="prediction", by="both"
            ),
        ),
        relations=(
            Relation(
                id="r1",
                kind="number_mismatch",
                claims=("c1-2", "c2-1"),
                anchors=passengers,
                explanation="112 passengers in one, 121 people in the other, both by lifeboat on Tuesday",
            ),
            Relation(
                id="r2",
                kind="precedent",
                claims=("c1-1", "c2-2"),
                anchors=first,
                explanation="a first in 40 years beside groundings in 2019 and 2024",
            ),
            Relation(
                id="r3", kind="certainty_drift", anchors=bridge, explanation="stated as fact, and hedged"
            ),
            Relation(
                id="r4",
                kind="reported_dispute",
                anchors=shut,
                explanation="two forecasts of when the channel opens, each credited to its source",
                by="model",
            ),
            Relation(
                id="r5",
                kind="contradiction",
                anchors=(at(one, "was closed on Tuesday"), at(two, "on Tuesday")),
                explanation="closed on one side, open on the other",
                vetoed=Veto(reason="the second article does not say that the harbour was open"),
            ),
            Relation(id="r6", kind="agreement", anchors=aground, explanation="the same grounding"),
        ),
        corroboration=(
            Corroboration(
                claims=("c1-2", "c2-1"),
                articles=("ledger-7781", "courier-204"),
                sources=("unnamed coastguard officers",),
                independent=1,
                circular=True,
                anchors=aground,
            ),
        ),
        findings=(
            finding(
                "CLM001", "superlative-or-first", "info", "A first: “the first such accident”.", first[0]
            ),
            finding(
                "SRC006",
                "second-hand",
                "info",
                "Known only through Northwire.",
                at(one, "Northwire reported, citing unnamed coastguard officers"),
                suggestion="Say that it could not be verified independently.",
            ),
            finding(
                "SRC002",
                "anonymous-no-reason",
                "warning",
                "Unnamed source and no reason given: “unnamed coastguard officers”.",
                at(one, "unnamed coastguard officers"),
                suggestion="Say why the source is not named, in the source's own circumstances.",
            ),
            finding(
                "SRC005",
                "bare-source",
                "error",
                "“a source” says nothing about who is speaking.",
                at(one, "a source"),
                suggestion="Describe the source as closely as the agreement with them allows.",
                decision=Decision(state="confirmed", by="mira", at=WHEN, reason="desk rule 4"),
            ),
            finding(
                "SRC003",
                "anonymous-opinion",
                "error",
                "An unnamed source is used for a prediction.",
                at(one, "A senior port official"),
                at(one, "the channel would stay shut for a month"),
                suggestion="Find someone who says it on the record, or leave it out.",
            ),
            finding(
                "SRC004",
                "vague-source",
                "warning",
                "Nobody stands behind “Some experts”.",
                at(one, "Some experts"),
            ),
            finding(
                "SRC009",
                "loaded-verb",
                "info",
                "“admitted” suggests guilt.",
                at(one, "admitted"),
                decision=Decision(state="waived", by="config", reason="quoted from the minutes"),
            ),
            finding(
                "SRC010",
                "agentless-attribution",
                "warning",
                "“is said to” with nobody saying it.",
                at(one, "is said to be preparing"),
                decision=Decision(
                    state="dismissed", by="tomas", at=WHEN, reason="company has since confirmed"
                ),
            ),
            finding(
                "CON002",
                "number-mismatch",
                "error",
                "The same quantity, different figures: 112 and 121.",
                *passengers,
                stage="consistency",
                relation="r1",
                suggestion="Ask Northwire which figure it stands by.",
            ),
            finding(
                "CON010",
                "contested-first",
                "warning",
                "A first beside a reported precedent.",
                *first,
                stage="consistency",
                relation="r2",
            ),
            finding(
                "CON004",
                "certainty-drift",
                "warning",
                "One states what the other hedges.",
                *bridge,
                stage="consistency",
                relation="r3",
            ),
            finding(
                "CON006",
                "circular-sourcing",
                "warning",
                "Both rest on Northwire and its unnamed coastguard officers.",
                at(one, "Northwire reported, citing unnamed coastguard officers"),
                at(two, "according to Northwire, which cited unnamed coastguard officers"),
                stage="consistency",
                suggestion="Look for a second, independent source.",
            ),
        ),
        rules=(
            RuleStatus(
                code="SRC001", status="not_evaluated", articles=("courier-204",), why="sources is partial"
            ),
            RuleStatus(code="SRC002", status="evaluated", articles=("ledger-7781", "courier-204")),
            RuleStatus(
                code="SRC004", status="evaluated", articles=("courier-204",), why="sources is partial"
            ),
            RuleStatus(code="CON001", status="evaluated"),
        ),
        rejected=(
            Rejected(
                stage="sources",
                article="courier-204",
                item={"sentences": [2], "quote": "the captain had left the bridge", "kind": "person"},
                reason="the quote is not in sentence 2",
            ),
            Rejected(stage="claims", article="ledger-7781", item="dropped", reason="dropped_by_model"),
        ),
        stages=(
            trace("claims", "ledger-7781", 9, 9),
            trace(
                "sources",
                "ledger-7781",
                9,
                9,
                engine="house",
                model="local/small-1",
                prompt="sources/v1",
                digest="ab" * 32,
                calls=2,
                prompt_tokens=3210,
                completion_tokens=702,
                cost_usd=0.0123,
                seconds=8.25,
                attempts=2,
                parameters={"temperature": 0},
            ),
            trace("claims", "courier-204", 6, 6),
            trace(
                "sources",
                "courier-204",
                4,
                6,
                status="partial",
                engine="house",
                model="local/small-1",
                prompt="sources/v1",
                digest="ab" * 32,
                calls=3,
                prompt_tokens=2800,
                completion_tokens=2048,
                cost_usd=None,
                seconds=31.5,
                attempts=4,
                error="the reply was cut at 2048 tokens",
            ),
            trace("consistency", None, 15, 15),
        ),
        versions={"factcheck-assistant": "0.1.0", "litellm": "1.91.2"},
    )


HOSTILE = (
    "</article><script>window.hacked=1</script><img src=x onerror=window.hacked=2>\"' onmouseover='hacked=3"
)


def hostile() -> Report:
    """A report in which every free text tries to leave its place."""
    template = "{{ 7*7 }} {% raw %} <b>bold</b> &amp;"
    text = f"One {HOSTILE} two.\r\n\r\n{template} \x1b[31mred\x1b[0m \u202eevil\u202c end."
    one = article(
        text,
        id=HOSTILE,
        headline=f"H {HOSTILE}",
        outlet=HOSTILE,
        url="javascript:alert(1)",
        language=None,
    )
    two = article("Quiet.", id='x"y', url=f'https://example.org/"{HOSTILE}', outlet="data:text/html,x")
    words = (at(one, "window.hacked=1"), at(one, "<b>bold</b> &amp;"), at(one, HOSTILE, part="headline"))
    source = Source(text=HOSTILE, kind="vague", name=HOSTILE, title=HOSTILE)
    return Report(
        id=HOSTILE,
        status="failed",
        created_at=WHEN,
        articles=(one, two),
        claims=(claim(HOSTILE, words[0], statement=HOSTILE, priority_reasons=(HOSTILE,)),),
        attributions=(
            attribution(
                HOSTILE, words[1], source, cue=HOSTILE, reason=HOSTILE, relay=(RelayLink(source=source),)
            ),
        ),
        relations=(
            Relation(id=HOSTILE, kind="contradiction", anchors=words[:2], explanation=HOSTILE),
            Relation(
                id="r",
                kind="reported_dispute",
                anchors=words[1:],
                explanation=HOSTILE,
                vetoed=Veto(reason=HOSTILE),
            ),
        ),
        corroboration=(
            Corroboration(
                claims=(HOSTILE,), articles=(HOSTILE,), sources=(HOSTILE,), independent=1, anchors=words
            ),
        ),
        findings=(
            finding(HOSTILE, HOSTILE, "error", HOSTILE, *words, suggestion=HOSTILE, stage=HOSTILE),
            finding(
                "X",
                "y",
                "info",
                HOSTILE,
                words[0],
                decision=Decision(state="waived", by=HOSTILE, reason=HOSTILE),
            ),
        ),
        rules=(RuleStatus(code=HOSTILE, status="not_evaluated", articles=(HOSTILE,), why=HOSTILE),),
        rejected=(Rejected(stage=HOSTILE, article=HOSTILE, item={HOSTILE: [HOSTILE]}, reason=HOSTILE),),
        stages=(
            trace(
                HOSTILE,
                HOSTILE,
                0,
                2,
                status="failed",
                error=HOSTILE,
                engine=HOSTILE,
                model=HOSTILE,
                prompt=HOSTILE,
            ),
        ),
        extra={HOSTILE: HOSTILE},
        versions={HOSTILE: HOSTILE},
    )


def from_markup() -> Article:
    """An article whose text came out of markup, so that its anchors lead back into it."""
    markup = "<p>Rain &amp; wind closed the pier.</p>"
    text = "Rain & wind closed the pier."
    segments = (
        Segment(start=0, end=5, html_start=3, html_end=8),
        Segment(start=5, end=6, html_start=8, html_end=13),
        Segment(start=6, end=len(text), html_start=13, html_end=len(markup) - 4),
    )
    return article(text, id="m", segments=segments)


def _sentences(text: str) -> Iterator[Sentence]:
    paragraph = 1
    for n, match in enumerate(re.finditer(r"\S[^.]*(?:\.(?:”)?|$)(?:[^\s.]+\.?)*", text), start=1):
        before = text[: match.start()].rstrip("\r\n \t")
        paragraph += "\n" in text[len(before) : match.start()] and n > 1
        yield Sentence(n=n, start=match.start(), end=match.end(), paragraph=paragraph)
