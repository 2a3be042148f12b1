"""The results as one self-contained page: the numbers, and every fault in its text."""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import attrgetter

from jinja2 import Environment
from markupsafe import Markup

from assistant.evaluation import table
from assistant.evaluation.results import Measured, Results
from assistant.evaluation.sheet import Fault
from assistant.exports.plain import encodable, flat, one_line
from assistant.exports.templating import environment, resource

_PACKAGE = "assistant.evaluation"

_WIDTH = 100


def to_html(results: Results) -> str:
    """The page. It loads nothing, runs nothing, and takes every word of the articles as text."""
    fields = list(dict.fromkeys(measure.field for measure in results.measures))
    return encodable(
        _environment()
        .get_template("eval.html.jinja")
        .render(
            results=results,
            title=table.title(results),
            method=table.method(results),
            style=Markup(resource(_PACKAGE, "eval.css")),  # noqa: S704 - our own file
            fields=[(field, _rows(results.measures, field)) for field in fields],
            faults=[(field, _grouped(results.faults, field)) for field in fields],
        )
    )


def _rows(measures: Iterable[Measured], field: str) -> list[Measured]:
    mine = (measure for measure in measures if measure.field == field)
    return [measure for measure in table.ordered(mine) if any(of for _, of in measure.shares)]


def _grouped(faults: Iterable[Fault], field: str) -> list[tuple[str, str, list[Fault]]]:
    """The faults of a field by measure and by what they are, in the order of the articles."""
    by_kind = attrgetter("measure", "what")
    mine = sorted((fault for fault in faults if fault.field == field), key=by_kind)
    return [(*key, list(group)) for key, group in groupby(mine, key=by_kind)]


def _bar(measure: Measured) -> dict[str, float]:
    """Where the value and the ends of its interval lie, in hundredths of the bar's width."""
    value = measure.value or 0.0
    low = value if measure.low is None else measure.low
    high = value if measure.high is None else measure.high
    return {"value": value * _WIDTH, "low": low * _WIDTH, "span": (high - low) * _WIDTH}


@cache
def _environment() -> Environment:
    pages = environment(_PACKAGE)
    pages.globals |= {"bar": _bar, "counted": table.counted}
    pages.filters |= {"line": one_line, "flat": flat, "number": table.number}
    return pages
