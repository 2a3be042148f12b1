"""Articles from files, globs and standard input. What cannot be read is named, and the rest still comes.

- **Plain text** (`.txt` and anything else): the whole decoded file is the text. Front matter, YAML between
  two `---` lines at the very beginning, is metadata: headline or title, outlet, url, date or published_at,
  language or lang, id, revision; other keys are ignored. Bullets and item numbers lie outside sentences.
- **Markdown** (`.md`, `.markdown`): the same; block marks such as `#`, `>`, `-`, `|` lie outside sentences.
- **HTML** (`.html`, `.htm`, `.xhtml`): the body text of the page; metadata from the page.
- **JSON** (`.json`): one object, or a list of them, with the fields of `ArticleInput`; UTF-8.
- **`-`** is standard input, whose kind is told from its content.

Bytes become characters by their byte order mark, else as UTF-8, else by what an HTML page declares, else
by detection. Nothing else is changed.
"""

import glob
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import ValidationError

from assistant.article import LIMIT, MARKUP_FACTOR, Article, ArticleInput
from assistant.errors import InputError
from assistant.reading import frontmatter
from assistant.reading.decoding import decode
from assistant.reading.soundness import complaint

Kind = Literal["text", "markdown", "html", "json"]
Load = Callable[[], Article]

STDIN = "-"
MOST = 100
_WIDEST_CHARACTER = 4
_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
}
_HTML = re.compile(r"\s*<(?:!doctype\s+html|\?xml\b|!--|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_MARKDOWN = re.compile(r"\s*(?:#{1,6}[ \t]\S|---[ \t]*\r?\n)")
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")


def read(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, limit: int = LIMIT, most: int = MOST
) -> tuple[list[Article], list[InputError]]:
    """The articles of these paths and globs, in order, and an error for each that could not be read.

    A file named twice is read once. `limit` is in characters of one article, `most` in articles;
    what comes after those is one error. `stdin` is where "-" is read from, else standard input.
    """
    articles: list[Article] = []
    errors: list[InputError] = []
    for load in _loads(paths, stdin, limit):
        if len(articles) == most:
            errors.append(
                InputError(f"expected at most {most} articles at once, got more; check them in parts")
            )
            break
        try:
            articles.append(load())
        except InputError as error:
            errors.append(error)
    return articles, errors


def _loads(paths: Iterable[str | Path], stdin: BinaryIO | None, limit: int) -> Iterator[Load]:
    """A call for each article that either makes it or says why not."""
    seen: set[Path | None] = set()
    for given in paths:
        for found in _matches(given):
            place = found if isinstance(found, InputError) or found is None else found.resolve()
            if isinstance(place, InputError):
                yield _failing(place)
            elif place not in seen:
                seen.add(place)
                yield from _of_file(found if isinstance(found, Path) else None, stdin, limit)


def _failing(error: InputError) -> Load:
    def fail() -> Article:
        raise error

    return fail


def _matches(given: str | Path) -> list[Path | InputError | None]:
    """The files that an argument stands for; None is standard input."""
    if str(given) == STDIN:
        return [None]
    path = Path(given)
    if path.exists() or not glob.has_magic(str(given)):
        return [path]
    # Path.glob knows no absolute patterns.
    found = sorted(Path(match) for match in glob.glob(str(given), recursive=True))  # noqa: PTH207
    files: list[Path | InputError | None] = [path for path in found if not path.is_dir()]
    return files or [InputError(f"{given}: expected files that match, found none; check the pattern")]


def _of_file(path: Path | None, stdin: BinaryIO | None, limit: int) -> Iterator[Load]:
    name = "standard input" if path is None else str(path)
    try:
        text = decode(_bytes(path, stdin, name, limit), name)
        kind = (_KINDS.get(path.suffix.lower()) if path else None) or sniffed(text)
        if kind == "json":
            yield from _of_json(text, name, limit)
        else:
            yield lambda: _of_text(text, kind, name, limit)
    except InputError as error:
        yield _failing(error)


def _bytes(path: Path | None, stdin: BinaryIO | None, name: str, limit: int) -> bytes:
    """The content, if it is not beyond what any article of that many characters can take."""
    most = limit * MARKUP_FACTOR * _WIDEST_CHARACTER
    try:
        if path is None:
            data = (stdin or sys.stdin.buffer).read(most + 1)
        else:
            with path.open("rb") as file:
                data = file.read(most + 1)
    except IsADirectoryError:
        raise InputError(
            f"{name}: expected a file, got a directory; name its files, as in {name}/*.txt"
        ) from None
    except FileNotFoundError:
        raise InputError(f"{name}: expected a file, found none; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{name}: expected a file that can be read, got: {reason}") from None
    if len(data) > most:
        raise InputError(f"{name}: expected at most {most:,} bytes, got more; split it or raise the limit")
    if not data.strip():
        raise InputError(f"{name}: expected the text of an article, got an empty file; send the text itself")
    return data


def sniffed(text: str) -> Kind:
    """What a text without a telling name is: by how it begins."""
    if _JSON.match(text):
        return "json"
    if _HTML.match(text):
        return "html"
    return "markdown" if _MARKDOWN.match(text) else "text"


def _of_text(text: str, kind: Kind, name: str, limit: int) -> Article:
    if kind == "html":
        return Article.from_html(text, name=name, limit=limit)
    metadata, start = frontmatter.split(text, name)
    return Article.from_text(
        text, markdown=kind == "markdown", start=start, name=name, limit=limit, most=None, **metadata
    )


def _of_json(text: str, name: str, limit: int) -> Iterator[Load]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{name}: expected JSON, got a fault in line {error.lineno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise InputError(f"{name}: expected JSON, got nesting or a number beyond all measure") from None
    if isinstance(data, dict):
        yield lambda: _of_entry(data, name, limit)
    elif isinstance(data, list) and data:
        for number, entry in enumerate(data, start=1):
            yield _entry(entry, f"{name}: article {number}", limit)
    else:
        came = "an empty list" if data == [] else "something else"
        raise InputError(f"{name}: expected an article as a JSON object or a list of them, got {came}")


def _entry(entry: object, name: str, limit: int) -> Load:
    return lambda: _of_entry(entry, name, limit)


def _of_entry(entry: object, name: str, limit: int) -> Article:
    if not isinstance(entry, dict):
        raise InputError(f"{name}: expected an article as a JSON object, got something else")
    try:
        given = ArticleInput.model_validate(entry)
    except ValidationError as error:
        raise InputError(f"{name}: {complaint(error)}") from None
    return given.article(name=name, limit=limit)
