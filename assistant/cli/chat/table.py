"""All commands of the conversation, in the order in which help lists them."""

from collections.abc import Iterable

from assistant.cli.chat import changing, deciding, listing, other, showing
from assistant.cli.chat.commands import Command
from assistant.cli.chat.work import Work
from assistant.exports.outline import SEVERITIES

_OWN = (
    Command(
        "claims",
        "[high|medium|low]",
        "what the articles claim, the most urgent first",
        listing.claims,
        lambda _: ("high", "medium", "low"),
    ),
    Command("sources", "", "who stands behind it, and whom they pass on", listing.sources),
    Command(
        "findings",
        "[SEVERITY|STATE|CODE]",
        "breaches of the desk's rules, the worst first",
        listing.findings,
        lambda work: (*SEVERITIES, "open", "confirmed", "dismissed", *_codes(work)),
    ),
    Command("conflicts", "", "where the articles differ", listing.conflicts),
    Command("show", "N | A:S", "open what is listed under N, or sentence S of article A", showing.show),
    Command("why", "N", "the rule behind finding N, or what makes claim N urgent", showing.why),
    Command("article", "[N] [FROM-TO]", "read article N with its sentence numbers", showing.article),
    Command("confirm", "N... [REASON]", "finding N stands", deciding.confirm),
    Command("dismiss", "N... REASON", "finding N is no problem here, and why", deciding.dismiss),
    Command("note", "N TEXT", "write a note to finding N", deciding.note),
    Command("edit", "[N] [FILE]", "edit article N in $EDITOR, or take FILE, and check again", changing.edit),
    Command(
        "rerun",
        "[STAGE...]",
        "check again, whole or only these stages",
        changing.rerun,
        lambda work: sorted({t.name for t in work.current.report.stages}) if work.current else (),
    ),
    Command(
        "model",
        "[NAME]",
        "the models, or which one questions and reruns use",
        changing.model,
        lambda work: work.models,
    ),
    Command(
        "compare", "NAME", "another model's findings beside these", changing.compare, lambda work: work.models
    ),
    Command(
        "policy",
        "[CODE SEVERITY|off]",
        "the rules, or hold one differently",
        changing.policy,
        lambda work: _codes(work),
    ),
    Command("export", "FILE", "write the report with the decisions: .json, .html, else text", other.export),
    Command("undo", "", "take the last decision, note or change back", deciding.undo),
    Command("cost", "", "what this check and your questions have cost", other.cost),
    Command("checks", "", "the newest checks", listing.checks),
    Command("open", "N | ID", "go on with another check", changing.open_),
    Command("quit", "", "leave; every decision is kept already", other.quit_),
)
COMMANDS = (*_OWN, other.helping(_OWN))


def _codes(work: Work) -> Iterable[str]:
    return sorted({finding.code for finding in work.current.report.findings}) if work.current else ()
