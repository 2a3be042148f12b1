"""What a page says about itself. Where it says it badly, it is as if it had not."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.reading.dates import moment
from assistant.reading.markup.tree import Tree
from assistant.reading.tongue import primary

_DEEPEST = 12
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date",
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """`fields` are an article's; `titles` are all the page's names for itself, best first."""

    fields: Mapping[str, object]
    titles: tuple[str, ...]


def read(tree: Tree) -> About:
    """Read meta elements, JSON-LD (schema.org), the canonical link, `time` and `lang`."""
    meta, linked = _meta(tree), _linked(tree)
    outlet = meta.get("og:site_name") or _name(linked.get("publisher")) or meta.get("application-name")
    fields: dict[str, object] = {
        "outlet": outlet,
        "url": _url(tree, meta),
        "published_at": _published(tree, meta, linked),
        "language": _language(tree, meta, linked),
    }
    named = (
        meta.get("og:title"),
        _string(linked.get("headline")),
        meta.get("twitter:title"),
        _title(tree, outlet),
    )
    return About(
        {key: value for key, value in fields.items() if value}, tuple(title for title in named if title)
    )


def _meta(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for i in tree.named("meta"):
        attributes = tree.attributes[i]
        content = attributes.get("content", "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and attributes.get(key):
                found.setdefault(attributes[key].strip().lower(), content)
    return found


def _linked(tree: Tree) -> dict[str, object]:
    """The first JSON-LD object whose type is some kind of article."""
    for i in tree.named("script"):
        if tree.attributes[i].get("type", "").strip().lower() == "application/ld+json":
            source = "".join(tree.texts[i : tree.ends[i]])
            try:
                data = json.loads(source)
            except (ValueError, RecursionError):
                continue
            for found in _objects(data, _DEEPEST):
                kinds = found.get("@type")
                if any(str(kind).endswith(("Article", "Posting", "Report")) for kind in _listed(kinds)):
                    return found
    return {}


def _objects(data: object, depth: int) -> Iterator[dict[str, object]]:
    if depth == 0:
        return
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _objects(inner, depth - 1)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _string(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    found = _listed(value)[0] if value else None
    return _string(found.get("name") if isinstance(found, dict) else found)


def _title(tree: Tree, outlet: str | None) -> str | None:
    """The title element, without the outlet's name at its end."""
    shown = next((text for i in tree.named("title") if (text := tree.text(i))), None)
    if shown and outlet:
        for mark in (" | ", " - ", " – ", " — ", " :: ", " · "):
            shown = shown.removesuffix(mark + outlet)
    return shown


def _url(tree: Tree, meta: Mapping[str, str]) -> str | None:
    canonical = [
        tree.attributes[i].get("href", "").strip()
        for i in tree.named("link")
        if "canonical" in tree.attributes[i].get("rel", "").lower().split()
    ]
    return next(
        (u for u in (*canonical, meta.get("og:url", "")) if u.startswith(("http://", "https://"))), None
    )


def _published(tree: Tree, meta: Mapping[str, str], linked: Mapping[str, object]) -> datetime | None:
    stated = (
        [meta.get(key) for key in _DATES[:2]]
        + [linked.get("datePublished")]
        + [meta.get(key) for key in _DATES[2:]]
    )
    timed = [tree.attributes[i].get("datetime") for i in tree.named("time")]
    marked = [
        tree.attributes[i].get("datetime") for i in tree.named("time") if _is_published(tree.attributes[i])
    ]
    return next((date for value in (*stated, *marked, *timed) if value and (date := _moment(value))), None)


def _is_published(attributes: Mapping[str, str]) -> bool:
    return "pubdate" in attributes or "datePublished" in attributes.get("itemprop", "").split()


def _moment(value: object) -> datetime | None:
    try:
        found = moment(value)
    except ValueError:
        return None
    return found if isinstance(found, datetime) else None


def _language(tree: Tree, meta: Mapping[str, str], linked: Mapping[str, object]) -> str | None:
    tags = [tree.attributes[i].get("lang", "") for i in tree.named("html")]
    for tag in (
        *tags,
        _string(linked.get("inLanguage")),
        meta.get("content-language"),
        meta.get("og:locale"),
    ):
        try:
            return primary(tag or "")
        except ValueError:
            continue
    return None
