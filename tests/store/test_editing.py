"""An article that is edited and checked again: only windows that changed are asked about, and none twice."""

import asyncio
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Article, Assistant, Settings
from assistant.asking import Usage
from assistant.config import Deployment, ModelSettings
from assistant.ledger import Ledger
from assistant.model.call import Recalled
from assistant.windows import cut
from tests.store.calls import Sender, completion

NAMES = ("Ash", "Bram", "Cole", "Dunn", "Eames", "Frost", "Gale", "Hobb", "Iver", "Jory", "Kerr", "Lamb")
SETTINGS = Settings(
    model="desk",
    window=4,
    models={"desk": ModelSettings(mode="prompt")},
    deployments=(Deployment(alias="desk", model="openai/test"),),
)
START = tuple((f"Warden {name} said {n} boats sank.", "Rain fell.") for n, name in enumerate(NAMES))


def article(paragraphs, revision="1", id_="a"):
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    return Article.from_text(text, language="en", id=id_, revision=revision)


async def asked(store, *articles):
    """What a check of these articles sends, by stage, and its report."""
    sender, check = Sender(completion('{"items": []}')), uuid4().hex
    async with Assistant(SETTINGS) as assistant:
        report = await assistant.check(
            articles,
            id_=check,
            exchanges=Ledger(store, SETTINGS, desk="north", check=check, send=sender),
        )
    store.save(report, "north")
    return [(call.stage, call.messages) for call in sender.sent], report


def rewritten(paragraphs, at, n):
    return (
        *paragraphs[:at],
        (f"Pilot {NAMES[n]} denied {n} times.", *paragraphs[at][1:]),
        *paragraphs[at + 1 :],
    )


def inserted(paragraphs, at, n):
    return (*paragraphs[:at], (f"A diver named {NAMES[n]} found {n} anchors.",), *paragraphs[at:])


def removed(paragraphs, at, n):
    return (*paragraphs[:at], *paragraphs[at + 1 :]) if n and len(paragraphs) > 1 else paragraphs


def moved(paragraphs, at, n):
    rest = (*paragraphs[:at], *paragraphs[at + 1 :])
    return (*rest[:n], paragraphs[at], *rest[n:])


def mended(paragraphs, at, n):
    """Another paragraph end: the same sentences."""
    return (*paragraphs[:at], *((sentence,) for sentence in paragraphs[at]), *paragraphs[at + 1 :])


places = st.integers(0, len(NAMES) - 1)
edits = st.lists(
    st.tuples(st.sampled_from([rewritten, inserted, removed, moved, mended]), places, places),
    min_size=1,
    max_size=4,
)


class Remembered:
    """A ledger that lies in memory: a reply to each request, by its key. Implements `Exchanges`."""

    def __init__(self):
        self.sent = {}

    async def recall(self, call):
        return Recalled(completion('{"items": []}'), Usage()) if call.key in self.sent else None

    async def send(self, call):
        self.sent[call.key] = call
        return completion('{"items": []}')

    async def approve(self, completions):
        """Nothing is noted."""


def shown(window):
    """All that a prompt can show of a window."""
    return tuple(place.words for place in (*window.context, *window.places)), len(window.context)


@settings(max_examples=15)
@given(edits)
def test_of_any_edit_just_the_windows_that_were_never_asked_about_are_sent(edits):
    async def follow():
        ledger, windows, paragraphs = Remembered(), set(), START
        async with Assistant(SETTINGS) as assistant:
            for number, (edit, at, n) in enumerate([(moved, 0, 0), *edits]):
                paragraphs = edit(paragraphs, at % len(paragraphs), n)
                revised = article(paragraphs, str(number))
                await assistant.check([revised], stages=["claims", "sources"], exchanges=ledger)
                windows |= {shown(window) for window in cut(revised, SETTINGS.window)}
                for stage in ("claims", "sources"):
                    assert len([c for c in ledger.sent.values() if c.stage == stage]) == len(windows)

    asyncio.run(follow())


async def test_an_edit_in_one_paragraph_asks_about_two_windows_at_most(store):
    first, _ = await asked(store, article(START))
    then, report = await asked(store, article(rewritten(START, 5, 3), "2"))
    assert len(first) > 10
    assert 1 <= len([stage for stage, _ in then if stage == "claims"]) <= 2
    assert 1 <= len([stage for stage, _ in then if stage == "sources"]) <= 2
    assert {trace.status for trace in report.stages} == {"ok"}
    assert {t.coverage.examined - t.coverage.sentences for t in report.stages} == {0}


async def test_an_unchanged_article_costs_nothing_whatever_it_is_called_and_beside_whom_it_stands(store):
    other = article((("The ferry Alcyon sank.", "Divers said so."),), id_="b")
    first, _ = await asked(store, article(START), other)
    assert first
    again, report = await asked(store, other, article(START, "2", "renamed"))
    assert again == []
    assert {(trace.calls, trace.cost_usd) for trace in report.stages} == {(0, 0.0)}
