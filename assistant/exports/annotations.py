"""Findings as W3C Web Annotations (https://www.w3.org/TR/annotation-model/).

Every anchor is one target with up to three selectors: a range in the markup as it was posted, the quoted
words with what stands around them, and their position in the article's text, in code points.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from pydantic import JsonValue

from assistant.article import Anchor, Article
from assistant.exports.html import web_address
from assistant.exports.ranges import Markup, Point
from assistant.report import Finding, Report

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32


def to_annotations(report: Report, markup: Mapping[str, str] | None = None) -> dict[str, JsonValue]:
    """A page of annotations, one for each finding. `markup` is the HTML that articles came as, by id."""
    articles = {article.id: article for article in report.articles}
    pages = {id_: Markup(html) for id_, html in (markup or {}).items()}
    base = f"urn:factcheck:check:{report.id}"
    return {
        "@context": _CONTEXT,
        "id": f"{base}:annotations",
        "type": "AnnotationPage",
        "items": [_annotation(base, report, finding, articles, pages) for finding in report.findings],
    }


def _annotation(
    base: str,
    report: Report,
    finding: Finding,
    articles: Mapping[str, Article],
    pages: Mapping[str, Markup],
) -> JsonValue:
    said = " ".join(filter(None, [finding.message, finding.suggestion]))
    targets: list[JsonValue] = [
        _target(base, articles[anchor.article], anchor, pages.get(anchor.article))
        for anchor in finding.anchors
    ]
    return {
        "id": f"{base}:finding:{finding.fingerprint}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": report.created_at.isoformat(),
        "body": [
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": said},
            {"type": "TextualBody", "purpose": "tagging", "value": finding.code},
        ],
        "target": targets or base,
        "factcheck": {
            "code": finding.code,
            "rule": finding.rule,
            "severity": finding.severity,
            "fingerprint": finding.fingerprint,
            "decision": finding.decision.state,
        },
    }


def _target(base: str, article: Article, anchor: Anchor, page: Markup | None) -> JsonValue:
    source = web_address(article.url) or f"{base}:article:{quote(article.id, safe='')}"
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": list(_selectors(article, anchor, page)),
        "factcheck": {"article": article.id, "part": anchor.part},
    }


def _selectors(article: Article, anchor: Anchor, page: Markup | None) -> Iterator[JsonValue]:
    points = page.points(anchor.html) if page is not None and anchor.html is not None else None
    if points is not None:
        start, end = points
        yield {"type": "RangeSelector", "startSelector": _at(start), "endSelector": _at(end)}
    if anchor.exact:
        text = article.source(anchor.part)
        yield {
            "type": "TextQuoteSelector",
            "exact": anchor.exact,
            "prefix": text[max(0, anchor.start - _AROUND) : anchor.start],
            "suffix": text[anchor.end : anchor.end + _AROUND],
        }
    yield {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}


def _at(point: Point) -> JsonValue:
    refined: JsonValue = {"type": "TextPositionSelector", "start": point.offset, "end": point.offset}
    return {"type": "XPathSelector", "value": point.xpath, "refinedBy": refined}
