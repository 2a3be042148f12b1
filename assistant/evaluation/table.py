"""The results as a table for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.evaluation.results import Measured, Results, Spent, Unscored
from assistant.exports.plain import one_line

_SHOWN = 5


def to_table(results: Results) -> str:
    """Every number with its interval and its counts; what was not examined; cost and time."""
    lines = [title(results)]
    for field in dict.fromkeys(measure.field for measure in results.measures):
        mine = [measure for measure in results.measures if measure.field == field]
        lines += ["", *_field(field, mine)]
    lines += ["", *_unscored(results.unscored), *map(spending, results.spent)]
    return (
        "\n".join([*lines, f"{results.seconds:.1f} s in all; {method(results)}; floors in brackets"]) + "\n"
    )


def title(results: Results) -> str:
    """What was evaluated, on what."""
    subject = results.subject
    split = f", {subject.split} split" if subject.split else ""
    limit = f", the first {subject.limit}" if subject.limit else ""
    articles = f"{subject.articles} article{'s' if subject.articles != 1 else ''}"
    return f"{subject.name} ({subject.format}{split}{limit}), {articles}: {results.model}"


def method(results: Results) -> str:
    """How the intervals were made."""
    return f"95 % intervals: percentile bootstrap over units, {results.rounds} resamples, seed {results.seed}"


def spending(spent: Spent) -> str:
    """What answered a stage, by which prompt, and what it cost."""
    cost = "unknown cost" if spent.cost_usd is None else f"${spent.cost_usd:.4f}"
    tokens = f"{spent.prompt_tokens:,} + {spent.completion_tokens:,} tokens"
    prompt = f", prompt {spent.prompt}" if spent.prompt else ""
    return (
        f"{spent.stage}: {spent.engine}{prompt}: {spent.calls} calls, {tokens}, {cost}, {spent.seconds:.1f} s"
    )


def number(value: float | None) -> str:
    """A share with three decimals, or a dash."""
    return "-" if value is None else f"{value:.3f}"


def counted(measure: Measured) -> str:
    """Hits and cases, such as 41/50; twice the hits over found and expected for an F1."""
    return " ".join(f"{hits}/{of}" for hits, of in measure.shares)


def ordered(measures: Iterable[Measured]) -> list[Measured]:
    """The measures, floors last."""
    return sorted(measures, key=lambda measure: measure.floor)


def _field(field: str, measures: Sequence[Measured]) -> Iterator[str]:
    yield f"{field:44}{'value':>7}  {'95 % interval':15}{'counts':>16}{'units':>7}"
    for measure in ordered(measures):
        if not any(of for _, of in measure.shares):
            continue
        name = f"({measure.name})" if measure.floor else measure.name
        span = "" if measure.low is None else f"{number(measure.low)} to {number(measure.high)}"
        units = sum(any(of for _, of in shares) for shares in measure.units.values())
        yield f"  {name:42}{number(measure.value):>7}  {span:15}{counted(measure):>16}{units:>7}"


def _unscored(unscored: Sequence[Unscored]) -> Iterator[str]:
    if unscored:
        units = {(one.field, one.unit) for one in unscored}
        yield f"NOT EXAMINED WHOLE, and in no number above: {len(units)}"
    for one in unscored[:_SHOWN]:
        cover = f"{one.coverage.examined} of {one.coverage.sentences} sentences"
        yield f"  {one.field} of {one_line(one.unit)}: {one.stage} {one.status}, {cover}: {one_line(one.why)}"
    if len(unscored) > _SHOWN:
        yield f"  and {len(unscored) - _SHOWN} more (in the JSON and the page)"
