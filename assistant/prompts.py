"""Prompt templates: found, parsed, rendered, and named by a digest.

A prompt is a Markdown file `prompts/<stage>/<version>.md` with the parts `# system` and `# user`,
each a Jinja template. Text of an article reaches a template as a value only and is never a template
itself; it stands between fence lines that do not occur in it. Templates run in a sandbox: they reach no
attribute that begins with `_`, change nothing, and fail on a variable that they were not given.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from re import MULTILINE, fullmatch, split
from typing import Literal, cast

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.asking import Message
from assistant.errors import PluginError
from assistant.windows import Window

_Role = Literal["system", "user"]
_ROLES = ("system", "user")


@dataclass(frozen=True)
class Prompt:
    """One version of a stage's prompt: `id` is `<stage>/<version>`, `digest` the SHA-256 of the text."""

    id: str
    digest: str
    parts: tuple[tuple[_Role, str], ...]

    def render(self, variables: Mapping[str, object]) -> tuple[Message, ...]:
        """The messages. Raises PluginError when the template asks for what it was not given."""
        window = variables.get("window")
        given = {**variables, "fence": fence_of(window) if isinstance(window, Window) else ""}
        try:
            return tuple(
                Message(role=role, content=_template(text).render(given).strip()) for role, text in self.parts
            )
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise PluginError(f"prompt {self.id}: cannot be rendered: {error}") from error


def load(stage: str, version: str, owner: type | None = None) -> Prompt:
    """The stage's prompt of that version, the one shipped beside `owner`'s module or a built-in one.

    Raises PluginError with the versions there are.
    """
    id_ = f"{stage}/{version}"
    if fullmatch(r"[\w-]+/[\w.-]+", id_):
        for root in _roots(owner):
            if (file := root / stage / f"{version}.md").is_file():
                return parse(id_, _read(id_, file))
    there = ", ".join(versions(stage, owner)) or "none"
    raise PluginError(f"prompt {id_}: no such file; versions of {stage}: {there}")


def versions(stage: str, owner: type | None = None) -> tuple[str, ...]:
    """The versions of a stage's prompt, sorted: v9 before v10."""
    folders = [root / stage for root in _roots(owner)]
    found = {file.name for folder in folders if folder.is_dir() for file in folder.iterdir()}
    names = (name.removesuffix(".md") for name in found if name.endswith(".md"))
    return tuple(sorted(names, key=lambda name: (len(name), name)))


def parse(id_: str, text: str) -> Prompt:
    """Read a prompt file. Raises PluginError when a part is missing or is no template."""
    pieces = split(r"^# (system|user)[ \t]*\n", text, flags=MULTILINE)
    parts = tuple(zip(pieces[1::2], pieces[2::2], strict=True))
    if tuple(role for role, _ in parts) != _ROLES:
        raise PluginError(
            f"prompt {id_}: expected the parts '# system' and '# user', once each and in this order"
        )
    for role, part in parts:
        try:
            _template(part)
        except TemplateSyntaxError as error:
            raise PluginError(f"prompt {id_}: {role}, line {error.lineno}: {error.message}") from error
    return Prompt(id_, sha256(text.encode()).hexdigest(), cast("tuple[tuple[_Role, str], ...]", parts))


def fence_of(window: Window) -> str:
    """A word that fences the window's text: the same for the same text, and not to be found in it."""
    text = "\n".join(place.words for place in (*window.context, *window.places))
    return "article-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _read(id_: str, file: Traversable) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise PluginError(f"prompt {id_}: expected UTF-8: {error}") from error


def _roots(owner: type | None) -> Iterator[Traversable]:
    if owner is not None and (beside := _beside(owner.__module__.partition(".")[0])):
        yield beside / "prompts"
    packaged = Path(__file__).with_name("_prompts")
    yield packaged if packaged.is_dir() else Path(__file__).parent.with_name("prompts")


def _beside(name: str) -> Traversable | None:
    """The folder of a package, or of a plugin that is one file."""
    module = sys.modules.get(name)
    if hasattr(module, "__path__"):
        return files(name)
    file = getattr(module, "__file__", None)
    return Path(file).parent if file else None


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    # Nothing is escaped: what is rendered is plain text for a model and never HTML.
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


@cache
def _template(text: str) -> Template:
    return _environment().from_string(text)
