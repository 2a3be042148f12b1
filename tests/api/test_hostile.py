"""Bodies made to break things, on every route that takes one: a problem that names the field, never more."""

import json
from dataclasses import dataclass

import pytest
from fastapi.routing import iter_route_contexts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.api import create_app
from assistant.config import Settings
from assistant.jobs import Worker
from tests.api.conftest import NEWS, checked, served

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Raw:
    """JSON as it is written, which Python would not write."""

    text: str


class Pairs(list):
    """An object as its pairs, so that a key may come twice."""


def written(value):
    """The value as JSON, and as what only looks like JSON."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, dict):
        value = Pairs(value.items())
    if isinstance(value, Pairs):
        return "{" + ",".join(f"{json.dumps(str(key))}:{written(part)}" for key, part in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value)


NUMBERS = ["1e400", "-1e400", "NaN", "Infinity", "-0", "1.0", "1" * 400, "9" * 5000, "1e-400", "01", "0x1"]
TEXTS = [
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800 a", "\ufeff", "\u202eabc", "\u2028", "\uffff", "a" * 70_000,
    "\U0001f469\u200d\U0001f373 said.", "e" + "\u0301" * 2000, "“" * 500, ". " * 500, "[" * 2000,
    "{{ 7 * 7 }}", "%s%n", "../../etc/passwd", "' OR 1=1 --", "\r\nSet-Cookie: a=b",
]  # fmt: skip
MARKUPS = [
    "<div>" * 3000 + "words", "<p " + " ".join(f"a{n}=1" for n in range(2000)) + ">words", "&#x110000; &#0; words",
    "<!--" * 500 + "words", "<b><i><p>" * 300 + "words", "<svg><math>" * 300 + "words", "<" * 3000, "<p>a\0b words",
    "<script>words</script>", "<template>" * 300 + "words", "<table><tr><td>" * 300 + "words", "</p>" * 3000 + "words",
]  # fmt: skip
DATES = [
    "never", "2024-13-45", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00",
    "2024-01-01T00:00:00+99:99", "2024-02-30", "1e9", "٢٠٢٤-٠١-٠١", "2024-01-01T24:00:00Z", "P1D",
]  # fmt: skip
DEEP = [Raw("[" * 50_000), Raw("[" * 400 + "]" * 400), Raw('{"a":' * 400 + "1" + "}" * 400), [0] * 20_000]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([*map(Raw, NUMBERS), *TEXTS, *MARKUPS, *DATES, *DEEP])
    | st.text(st.characters(exclude_categories=[]), max_size=20)
)
keys = st.sampled_from(["text", "html", "id", "articles", "a\ud800", "__proto__", ""]) | st.text(max_size=5)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(keys, inner), max_size=3).map(Pairs),
    max_leaves=5,
)


def either(*good):
    return st.sampled_from(good) | anything


def doubled(body):
    """The body, some of whose keys come again with something else."""
    again = st.lists(st.tuples(st.sampled_from([*body, "other"]), anything), max_size=1)
    return again.map(lambda more: Pairs([*body.items(), *more]))


articles = st.fixed_dictionaries(
    {},
    optional={
        "text": either(NEWS),
        "html": either(f"<p>{NEWS}</p>", *MARKUPS),
        "headline": either("Harbour reopens"),
        "outlet": either("Coast Wire"),
        "url": either("https://news.example/1", "javascript:alert(1)"),
        "published_at": either("2025-03-28", *DATES),
        "language": either("en", "de", "tlh"),
        "id": either("a"),
        "revision": either("3"),
    },
).flatmap(doubled)
rules = either("SRC", "SRC005")
policies = st.fixed_dictionaries(
    {},
    optional={
        "select": st.lists(rules, max_size=2) | anything,
        "ignore": st.lists(rules, max_size=2) | anything,
        "severity": st.dictionaries(st.sampled_from(["SRC005", "X"]), either("info")) | anything,
        "thresholds": st.dictionaries(st.sampled_from(["SRC001"]), anything) | anything,
        "waivers": st.lists(anything, max_size=1) | anything,
    },
)
others = {
    "stages": either(["sources"], ["none"]),
    "model": either("baseline", "x/y"),
    "policy": policies | anything,
}
BODIES = {
    "/v1/checks": st.fixed_dictionaries(
        {"articles": st.lists(articles | anything, max_size=2) | anything},
        optional={**others, "embargo": either(0, 60), "unknown": anything},
    ),
    "/v1/checks/{id}/rerun": st.fixed_dictionaries({}, optional={**others, "articles": anything}),
    "/v1/checks/{id}/questions": st.fixed_dictionaries(
        {}, optional={"question": either("Who says so?"), "model": either("baseline"), "unknown": anything}
    ),
    "/v1/checks/{id}/reviews": st.fixed_dictionaries(
        {},
        optional={
            "fingerprint": either("0" * 16),
            "state": either("confirmed", "dismissed", "waived"),
            "reason": either("known"),
            "comment": either("seen"),
            "reviewer": anything,
        },
    ),
}


def test_every_route_that_takes_a_body_is_tried():
    taking = {
        context.path
        for context in iter_route_contexts(create_app(Settings(), None).routes)
        if getattr(context.original_route, "body_field", None) is not None
    }
    assert taking == set(BODIES)


@pytest.fixture
async def ended(store):
    """The id of a check that has ended; the worker that made it is gone."""
    async with served(create_app(Settings(), store, Worker(store, Settings(), poll=0.02))) as client:
        return (await checked(client))["id"]


# A thread of the service may draw a random number while hypothesis watches that its strategies do not; to
# say so it would print them.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("path", BODIES)
@settings(suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_no_body_is_more_than_a_problem_that_names_the_field(idle, ended, path, data):
    body = written(data.draw(BODIES[path].flatmap(doubled) | anything)).encode("utf-8", "surrogatepass")
    answer = await idle.post(path.replace("{id}", ended), content=body, headers=JSON)
    assert answer.status_code in {200, 201, 202, 400, 422}, answer.text
    if answer.status_code >= 400:
        verify_problem(answer)


def verify_problem(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    if answer.status_code == 422:
        assert problem["errors"]
        assert all(fault.get("parameter") or fault["pointer"].startswith("#") for fault in problem["errors"])
