"""A rule as a page: in the docs, and at `factcheck rules CODE`."""

from assistant.rule import Rule


def rule_page(rule: Rule, stage: str) -> str:
    """One rule's page: what, why, example, how to fix."""
    reads = ", ".join(sorted(rule.reads)) or "the article's text"
    tongues = "any" if rule.languages is None else ", ".join(sorted(rule.languages))
    parts = [
        f"# {rule.code} {rule.name}",
        f"Severity: {rule.severity}. Stage: {stage}. Reads: {reads}. Languages: {tongues}.",
        f"## What it finds\n{rule.when}",
        f"## Why it matters\n{rule.why}",
        f"## Example\n> {rule.example}",
        f"Better:\n> {rule.better}",
        f"## How to fix it\n{rule.fix}",
    ]
    if rule.thresholds:
        values = "\n".join(f"- `{name}`: {value:g}" for name, value in sorted(rule.thresholds.items()))
        parts.append(f"## Thresholds\n{values}")
    if rule.absence:
        parts.append(
            "It fires on what is not there, so it is evaluated only where every sentence was examined."
        )
    if rule.source:
        parts.append(f"Basis: {rule.source}")
    return "\n\n".join(parts) + "\n"
