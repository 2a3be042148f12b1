"""Findings as W3C Web Annotations.

Every anchor is one target with up to three selectors: a range in the markup as it was posted, the quoted
words with what stands around them, and their position in the article's text, in code points.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from assistant.article import Anchor, Article
from assistant.exports.html import web_address
from assistant.exports.ranges import Markup, Point
from assistant.exports.webannotation import (
    CONTEXT,
    AnnotatedFinding,
    Annotation,
    AnnotationPage,
    ArticlePart,
    RangeSelector,
    Selector,
    SpecificResource,
    TextPositionSelector,
    TextQuoteSelector,
    TextualBody,
    XPathSelector,
)
from assistant.report import Finding, Report

MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
_AROUND = 32


def to_annotations(report: Report, markup: Mapping[str, str] | None = None) -> AnnotationPage:
    """A page of annotations, one for each finding. `markup` is the HTML that articles came as, by id."""
    articles = {article.id: article for article in report.articles}
    pages = {id_: Markup(html) for id_, html in (markup or {}).items()}
    base = f"urn:factcheck:check:{report.id}"
    return AnnotationPage(
        id=f"{base}:annotations",
        items=tuple(_annotation(base, report, finding, articles, pages) for finding in report.findings),
    )


def _annotation(
    base: str,
    report: Report,
    finding: Finding,
    articles: Mapping[str, Article],
    pages: Mapping[str, Markup],
) -> Annotation:
    said = " ".join(filter(None, [finding.message, finding.suggestion]))
    targets = tuple(
        _target(base, articles[anchor.article], anchor, pages.get(anchor.article))
        for anchor in finding.anchors
    )
    return Annotation(
        id=f"{base}:finding:{finding.fingerprint}",
        created=report.created_at,
        body=(
            TextualBody(purpose="commenting", value=said),
            TextualBody(purpose="tagging", value=finding.code),
        ),
        target=targets or base,
        factcheck=AnnotatedFinding(
            code=finding.code,
            rule=finding.rule,
            severity=finding.severity,
            fingerprint=finding.fingerprint,
            decision=finding.decision.state,
        ),
    )


def _target(base: str, article: Article, anchor: Anchor, page: Markup | None) -> SpecificResource:
    return SpecificResource(
        source=web_address(article.url) or f"{base}:article:{quote(article.id, safe='')}",
        selector=tuple(_selectors(article, anchor, page)),
        factcheck=ArticlePart(article=article.id, part=anchor.part, role=article.role),
    )


def _selectors(article: Article, anchor: Anchor, page: Markup | None) -> Iterator[Selector]:
    points = page.points(anchor.html) if page is not None and anchor.html is not None else None
    if points is not None:
        start, end = points
        yield RangeSelector(start_selector=_at(start), end_selector=_at(end))
    if anchor.exact:
        text = article.source(anchor.part)
        yield TextQuoteSelector(
            exact=anchor.exact,
            prefix=text[max(0, anchor.start - _AROUND) : anchor.start],
            suffix=text[anchor.end : anchor.end + _AROUND],
        )
    yield TextPositionSelector(start=anchor.start, end=anchor.end)


def _at(point: Point) -> XPathSelector:
    return XPathSelector(
        value=point.xpath, refined_by=TextPositionSelector(start=point.offset, end=point.offset)
    )
