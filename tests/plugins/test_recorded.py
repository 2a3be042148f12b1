"""Every prompt against a real model, in both wire formats, on the project's example articles."""

from pathlib import Path

import pytest

from assistant import Assistant, Report
from assistant.config import StageSettings
from assistant.config.settings import Stages
from assistant.files import read
from tests.recording import WireName, recorded_settings

pytestmark = pytest.mark.vcr
EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
WINDOW = 8
both = pytest.mark.parametrize("wire", ["openai", "anthropic"])


async def checked(wire: WireName, stage: str, *names: str) -> Report:
    """A check in which one stage asks the model, and the stages that it needs do not."""
    settings = recorded_settings(wire, max_tokens=1024).model_copy(
        update={
            "model": "baseline",
            "window": WINDOW,
            "stages": Stages(
                enabled=("claims", "sources", "consistency"), settings={stage: StageSettings(model="local")}
            ),
        }
    )
    articles, errors = read([EXAMPLES / name for name in names])
    assert not errors
    async with Assistant(settings) as assistant:
        return await assistant.check(articles, stages=[stage])


def verify(report: Report, stage: str) -> None:
    """What holds whatever a model says: honest counts, exact anchors, and a reason for all that was turned away."""
    (trace,) = [trace for trace in report.stages if trace.name == stage]
    assert trace.engine == "local"
    assert (trace.prompt, trace.calls >= 1) == (f"{stage}/v1", True)
    assert trace.status == ("ok" if trace.error is None else "partial")
    assert trace.prompt_tokens > trace.completion_tokens > 0
    texts = {article.id: article for article in report.articles}
    anchors = [a for c in report.claims for a in c.anchors] + [a for r in report.relations for a in r.anchors]
    anchors += [a for said in report.attributions for a in (*said.content_anchors, *said.cue_anchors)]
    assert all(texts[a.article].source(a.part)[a.start : a.end] == a.exact for a in anchors)
    assert all(rejected.reason for rejected in report.rejected)


@both
async def test_claims(wire: WireName):
    report = await checked(wire, "claims", "harbour-wire.txt")
    verify(report, "claims")
    assert {"model", "both"} & {claim.by for claim in report.claims}


@both
async def test_sources(wire: WireName):
    report = await checked(wire, "sources", "harbour-wire.txt")
    verify(report, "sources")
    assert {"model", "both"} & {said.by for said in report.attributions}


@both
async def test_consistency(wire: WireName):
    report = await checked(wire, "consistency", "harbour-wire.txt", "harbour-post.html")
    verify(report, "consistency")
