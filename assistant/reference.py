"""Reference pages, drawn from what is declared in code: rules, settings, stages and command help.

`python -m assistant.reference docs` writes them; a test compares them with what stands in `docs/`.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import typer
from typer.core import TyperGroup

from assistant.config import Options
from assistant.exports.rule import rule_page
from assistant.registry import Registered
from assistant.rule import Rule

Schema: TypeAlias = Mapping[str, Any]
BUILT_IN = ("claims", "sources", "consistency")


def rules_index(rules: tuple[tuple[Rule, str], ...]) -> str:
    """The table of all rules."""
    rows = [
        f"| [{r.code}]({r.code}.md) | {r.name} | {r.when} | {r.severity} | {stage} |" for r, stage in rules
    ]
    head = [
        "# Rules",
        "",
        "| code | name | fires when | severity | stage |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *rows]) + "\n"


def settings_page() -> str:
    """Every key under `factcheck:`, with its default."""
    schema = Options.model_json_schema()
    rows = _rows(schema, schema["$defs"])
    head = [
        "# Settings",
        "",
        "Keys under `factcheck:` in `factcheck.yaml`. `*` stands for a name of yours.",
        "",
    ]
    return (
        "\n".join([*head, "| key | type | default | what it is |", "| --- | --- | --- | --- |", *rows]) + "\n"
    )


def stages_page(stages: tuple[Registered, ...]) -> str:
    """The built-in stages."""
    loaded = [entry.load() for entry in stages if entry.name in BUILT_IN]
    rows = [
        f"| `{s.name}` | {s.scope} | {_list(s.needs)} | {_list(s.provides)} "
        f"| {_list(rule.code for rule in s.rules)} |"
        for s in loaded
    ]
    head = ["# Stages", "", "| stage | sees | needs | provides | rules |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows]) + "\n"


def commands_page() -> str:
    """The help of every command."""
    from assistant.cli.app import app

    root = typer.main.get_command(app)
    return "# Commands\n" + "".join(_help(root, "factcheck"))


def pages() -> Mapping[str, str]:
    """Every generated page, by its path under `docs/`."""
    from assistant.checking import Assistant
    from assistant.config import Settings
    from assistant.config.settings import Stages
    from assistant.exports.schema import schema_text

    assistant = Assistant(Settings(stages=Stages(enabled=BUILT_IN)))
    rules = {f"rules/{rule.code}.md": rule_page(rule, stage) for rule, stage in assistant.rules}
    return {
        **rules,
        "rules/README.md": rules_index(assistant.rules),
        "settings.md": settings_page(),
        "stages.md": stages_page(assistant.registered),
        "commands.md": commands_page(),
        "report.schema.json": schema_text(),
    }


def write(folder: Path) -> None:
    """Write every page, and remove pages of rules that are no more."""
    made = pages()
    for old in (folder / "rules").glob("*.md"):
        if f"rules/{old.name}" not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _rows(schema: Schema, defined: Schema, prefix: str = "") -> Iterator[str]:
    """A table row for every setting, from its JSON schema; sections are entered, not listed."""
    for name, field in schema["properties"].items():
        section, suffix = _section(field)
        if section:
            yield from _rows(defined[section], defined, f"{prefix}{name}{suffix}.")
        else:
            default = "" if field.get("default") in (None, [], {}, [""]) else f"`{field['default']}`"
            yield f"| `{prefix}{name}` | {_kind(field)} | {default} | {field.get('description', '')} |"


def _section(field: Schema) -> tuple[str, str]:
    """The section that a field holds, if it does: itself, by name of yours (`.*`), or in a list (`[]`)."""
    for holder, suffix in (
        (field, ""),
        (field.get("additionalProperties"), ".*"),
        (field.get("items"), "[]"),
    ):
        if isinstance(holder, dict) and "$ref" in holder:
            return holder["$ref"].rpartition("/")[2], suffix
    return "", ""


def _kind(field: Schema) -> str:
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(_kind(option) for option in field["anyOf"] if option.get("type") != "null")
    kind = {"array": "list", "object": "mapping", "string": "text"}.get(field["type"], field["type"])
    return str(kind)


def _help(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - typer exports no type of its commands
    context = typer.Context(command, info_name=name, terminal_width=100)
    yield f"\n## {name}\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, TyperGroup):
        for part in command.list_commands(context):
            yield from _help(command.get_command(context, part), f"{name} {part}")


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
