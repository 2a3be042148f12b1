"""Front matter: metadata as YAML between two lines of three hyphens at the very beginning of a text."""

import re

from assistant.errors import InputError

_LONGEST = 20_000
_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"^[A-Za-z_][\w.-]*[ \t]*:", re.MULTILINE)
_FIELDS = {
    "headline": "headline",
    "title": "headline",
    "outlet": "outlet",
    "url": "url",
    "date": "published_at",
    "published_at": "published_at",
    "language": "language",
    "lang": "language",
    "id": "id",
    "revision": "revision",
}


def split(text: str, name: str) -> tuple[dict[str, object], int]:
    """The metadata, and where the article begins; nothing and 0 if there is no front matter.

    Values are taken as written, so that `no` is a language and `007` an id. Raises InputError for
    YAML that cannot be read, or a list where a single value belongs.
    """
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end(), opened.end() + _LONGEST) if opened else None
    if not opened or not closed or not _KEY.search(text, opened.end(), closed.start()):
        return {}, 0
    return _fields(text[opened.end() : closed.start()], name), closed.end()


def _fields(source: str, name: str) -> dict[str, object]:
    import yaml

    try:
        tree = yaml.compose(source, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""
        raise InputError(
            f"{name}: expected YAML between the lines of hyphens, could not read it{line}; "
            "put values with a colon in quotation marks"
        ) from None
    found: dict[str, object] = {}
    for key, value in tree.value if isinstance(tree, yaml.MappingNode) else ():
        field = _FIELDS.get(str(key.value).lower())
        if field is None or field in found:
            continue
        if not isinstance(value, yaml.ScalarNode):
            raise InputError(
                f"{name}: {key.value}: expected a single value in the front matter, got a list or mapping"
            )
        if value.value.strip() and value.tag != "tag:yaml.org,2002:null":
            found[field] = value.value
    return found
