"""`factcheck rules`: the rules, and the reasons behind one."""

from typing import Annotated

import typer

from assistant.cli.options import Config, configured


def rules(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Show this rule's page.")] = None,
    config: Config = None,
) -> None:
    """List the rules, or show what one of them is for."""
    from rich.console import Console
    from rich.table import Table

    from assistant.errors import InputError
    from assistant.exports.rule import rule_page

    assistant = configured(config)
    if code is not None:
        for rule, stage in assistant.rules:
            if rule.code == code.upper():
                typer.echo(rule_page(rule, stage))
                return
        there = ", ".join(rule.code for rule, _ in assistant.rules)
        raise InputError(f"no rule {code!r}; there are: {there}")
    policy = assistant.settings.policy
    table = Table("code", "name", "severity", "stage", "fires when", box=None)
    for rule, stage in assistant.rules:
        severity = policy.severity.get(rule.code, rule.severity) if policy.selects(rule.code) else "off"
        table.add_row(rule.code, rule.name, severity, stage, rule.when)
    Console().print(table)
