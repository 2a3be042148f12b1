"""The report as one self-contained page: what an editor with ten minutes to deadline sees."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup
from pydantic import JsonValue

from assistant.exports import marked, words
from assistant.exports.coverage import examined, rule_limits, shortfalls
from assistant.exports.drawing import HEIGHT, WIDTH, draw
from assistant.exports.outline import Outline, outline
from assistant.exports.passages import quoted
from assistant.exports.plain import encodable, one_line
from assistant.exports.sayings import (
    besides,
    day,
    decided,
    found,
    how_many,
    nothing_found,
    sentence_case,
    vetoed,
)
from assistant.exports.templating import environment, resource
from assistant.exports.upstream import upstream
from assistant.report import Claim, Rejected, Report, Trace

_PACKAGE = "assistant.exports"


def to_html(report: Report) -> str:
    """The page. It loads nothing, runs only its own script, and takes every word of the report as text."""
    outlined = outline(report)
    graph, short = upstream(outlined), shortfalls(report)
    style, script = Markup(resource(_PACKAGE, "page.css")), Markup(resource(_PACKAGE, "page.js"))  # noqa: S704 - our own files
    page = _environment().get_template("page.html.jinja")
    return encodable(
        page.render(
            outlined=outlined,
            report=report,
            style=style,
            script=script,
            policy=_policy(style, script),
            marked=marked.places(outlined),
            graph=graph,
            drawing=draw(outlined, graph),
            claims=_by_priority(report),
            credited={a.id: a for a in report.attributions if a.id},
            rejected=_by_reason(report.rejected),
            total_cost=_total_cost(report.stages),
            article_stages=list(dict.fromkeys(t.name for t in report.stages if t.article is not None)),
            story_traces=[trace for trace in report.stages if trace.article is None],
            short=short,
            incomplete=bool(short) or not report.stages or report.status != "complete",
            limits=rule_limits(report),
            evaluated=[s for s in report.rules if s.status == "evaluated" and not s.why],
        )
    )


def content_policy() -> str:
    """The content security policy of every page, for a server that sends it as a header too."""
    return _policy(resource(_PACKAGE, "page.css"), resource(_PACKAGE, "page.js"))


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web: anything else (`javascript:`, `data:`) is never linked."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


@cache
def _environment() -> Environment:
    pages = environment(_PACKAGE)
    pages.globals |= {
        "article_text": marked.marked_text,
        "article_headline": marked.marked_headline,
        "besides": besides,
        "box_height": HEIGHT,
        "box_width": WIDTH,
        "counted": words.counted,
        "decided": decided,
        "examined": examined,
        "found": found,
        "how_many": how_many,
        "name_of": _name_of,
        "nothing_found": nothing_found,
        "quoted": quoted,
        "vetoed": vetoed,
        "web_address": web_address,
        "words": words,
    }
    pages.filters |= {"day": day, "line": one_line, "pretty": _pretty, "sentence": sentence_case}
    return pages


def _policy(style: str, script: str) -> str:
    """The content security policy: this style and this script, and nothing from anywhere."""
    own = f"style-src {_hash(style)}; script-src {_hash(script)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def _name_of(outlined: Outline, article: str) -> str:
    subject = outlined.by_article.get(article)
    return subject.name if subject else one_line(article)


def _by_priority(report: Report) -> list[tuple[int, Claim]]:
    """The submitted articles' claims with the number their marks have, the most urgent first."""
    order = {"high": 0, "medium": 1, "low": 2}
    submitted = {article.id for article in report.articles if article.role == "submitted"}
    own = [(n, claim) for n, claim in enumerate(report.claims, start=1) if claim.article in submitted]
    return sorted(own, key=lambda pair: order[pair[1].priority])


def _by_reason(rejected: Iterable[Rejected]) -> Mapping[tuple[str, str | None, str], list[JsonValue]]:
    grouped: dict[tuple[str, str | None, str], list[JsonValue]] = {}
    for item in rejected:
        grouped.setdefault((item.stage, item.article, item.reason), []).append(item.item)
    return grouped


def _total_cost(traces: Iterable[Trace]) -> str:
    """What the stages cost in US dollars; a cost that is not known is never taken for none."""
    costs = [trace.cost_usd for trace in traces]
    known = sum(cost for cost in costs if cost is not None)
    unknown = sum(cost is None for cost in costs)
    return f"{known:.4f}" + (f" and {unknown} unknown" if unknown else "")


def _pretty(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
