"""What a check found, in other formats: annotations that a browser can place, events, reviews."""

import json
from xml.etree import ElementTree

import pytest

from tests.api.conftest import NEWS, checked

MARKUP = (
    "<div><p>Caf&#233; owners \U0001f469\u200d\U0001f373 met &amp; talked.</p>\r\n"
    "<p>Early <b>on <i>Friday</i></b>, sources <em>said</em> that prices had doubled since 1990.</p>"
    "<p>Experts said so too, <b>sources</b> said.</p></div>"
)


def resolved(markup, range_selector):
    """The characters of a range, found as a browser does: by element, and offsets into its text."""
    root = ElementTree.fromstring(f"<body>{markup}</body>")  # noqa: S314 - our own markup
    whole = "".join(root.itertext())
    return whole[_place(root, range_selector["startSelector"]) : _place(root, range_selector["endSelector"])]


def _place(root, selector):
    element = root if selector["value"] == "." else root.find(selector["value"])
    before = 0
    for node, text in _texts(root):
        if node is element:
            break
        before += len(text)
    return before + selector["refinedBy"]["start"]


def _texts(element):
    """Every element with the text that follows its start tag, and tails as text of nobody."""
    yield element, ""
    yield None, element.text or ""
    for child in element:
        yield from _texts(child)
        yield None, child.tail or ""


async def test_ranges_lead_to_the_same_words_as_quotes_and_positions(client):
    body = await checked(client, {"html": MARKUP, "language": "en", "id": "a"})
    answer = await client.get(f"/v1/checks/{body['id']}/annotations")
    assert answer.headers["content-type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    page, text = answer.json(), body["report"]["articles"][0]["text"]
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(page["items"]) == len(body["report"]["findings"]) > 1
    ranges = 0
    for item in page["items"]:
        for target in item["target"]:
            selectors = {selector["type"]: selector for selector in target["selector"]}
            quote, position = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
            if "RangeSelector" in selectors:
                ranges += 1
                assert resolved(MARKUP, selectors["RangeSelector"]).split() == quote["exact"].split()
    assert ranges > 1


async def test_a_whole_page_is_addressed_from_its_root(client):
    markup = f"<html><head><title>T</title></head><body><article><p>{NEWS}</p></article></body></html>"
    body = await checked(client, {"html": markup, "language": "en", "url": "https://courier.example/a"})
    page = (await client.get(f"/v1/checks/{body['id']}/annotations")).json()
    target = page["items"][0]["target"][0]
    assert target["source"] == "https://courier.example/a"
    assert target["selector"][0]["startSelector"]["value"] == "/html[1]/body[1]/article[1]/p[1]"


async def test_text_has_quotes_and_positions_only_and_no_link_that_runs(client):
    body = await checked(client, {"text": NEWS, "language": "en", "url": "javascript:alert(1)"})
    page = (await client.get(f"/v1/checks/{body['id']}/annotations")).json()
    kinds = [s["type"] for item in page["items"] for t in item["target"] for s in t["selector"]]
    assert set(kinds) == {"TextQuoteSelector", "TextPositionSelector"}
    assert "javascript" not in json.dumps(page)


async def test_the_same_finding_has_the_same_fingerprint_and_decision_everywhere(client):
    body = await checked(client)
    finding = body["report"]["findings"][0]
    said = {
        "fingerprint": finding["fingerprint"],
        "state": "dismissed",
        "reason": "She is known to the desk.",
    }
    url = f"/v1/checks/{body['id']}"
    answer = await client.post(f"{url}/reviews", json=said)
    assert answer.status_code == 201
    assert answer.json()["decision"]["state"] == "dismissed"
    annotation = (await client.get(f"{url}/annotations")).json()["items"][0]
    assert annotation["factcheck"]["fingerprint"] == finding["fingerprint"]
    assert annotation["factcheck"]["decision"] == "dismissed"
    assert "She is known to the desk." in (await client.get(f"{url}/report.html")).text
    (review,) = (await client.get(f"{url}/reviews")).json()["reviews"]
    assert (review["reviewer"], review["reason"]) == ("local", "She is known to the desk.")


async def test_a_decision_outlives_its_check(client):
    first = await checked(client, {"id": "story", "text": NEWS, "language": "en"})
    fingerprint = first["report"]["findings"][0]["fingerprint"]
    said = {"fingerprint": fingerprint, "state": "confirmed"}
    await client.post(f"/v1/checks/{first['id']}/reviews", json=said)
    edited = {"id": "story", "revision": "2", "text": f"{NEWS} Rain is forecast.", "language": "en"}
    second = await checked(client, edited)
    states = {f["fingerprint"]: f["decision"]["state"] for f in second["report"]["findings"]}
    assert states[fingerprint] == "confirmed"


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"state": "dismissed"}, "#"),
        ({}, "#"),
        ({"state": "waived"}, "#/state"),
        ({"state": "confirmed", "reviewer": "somebody else"}, "#/reviewer"),
        ({"state": "confirmed", "fingerprint": "0" * 16}, "#/fingerprint"),
        ({"state": "confirmed", "fingerprint": "nonsense"}, "#/fingerprint"),
        ({"comment": "a\0b"}, "#"),
    ],
)
async def test_a_review_that_cannot_be_names_the_field(client, said, pointer):
    body = await checked(client)
    sent = {"fingerprint": body["report"]["findings"][0]["fingerprint"], **said}
    answer = await client.post(f"/v1/checks/{body['id']}/reviews", json=sent)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def parsed(stream):
    """The events of a stream, by the rules of the HTML standard."""
    for block in stream.strip().split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith(":")]
        fields = dict(line.split(": ", 1) for line in lines)
        if "data" in fields:
            yield int(fields["id"]), fields["event"], json.loads(fields["data"])


async def test_events_are_followed_to_the_end_and_resumed(client):
    asked = {"articles": [{"text": NEWS, "language": "en"}]}
    id_ = (await client.post("/v1/checks", json=asked)).json()["id"]
    answer = await client.get(f"/v1/checks/{id_}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = list(parsed(answer.text))
    numbers = [number for number, _, _ in events]
    assert numbers == sorted(set(numbers))
    assert [kind for _, kind, _ in events].count("progress") == 3
    assert events[-1][1:] == ("done", {"status": "complete", "problem": None})
    half = numbers[len(numbers) // 2]
    rest = await client.get(f"/v1/checks/{id_}/events", headers={"Last-Event-ID": str(half)})
    assert list(parsed(rest.text)) == [event for event in events if event[0] > half]
    nothing = await client.get(f"/v1/checks/{id_}/events", headers={"Last-Event-ID": str(numbers[-1])})
    assert list(parsed(nothing.text)) == []


@pytest.mark.parametrize("number", ["-1", "abc", "1" * 30, "1\u00b2"])
async def test_an_event_number_that_is_none_is_refused(client, number):
    body = await checked(client)
    headers = {"Last-Event-ID": number.encode("latin-1")}
    answer = await client.get(f"/v1/checks/{body['id']}/events", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "last-event-id"


async def test_the_catalogue_says_what_there_is(client):
    stages = {stage["name"]: stage for stage in (await client.get("/v1/stages")).json()}
    assert stages["claims"]["state"] == "in_use"
    rules = {rule["code"]: rule for rule in (await client.get("/v1/rules")).json()}
    assert rules["SRC005"]["severity"] == "error"
    assert len(rules["SRC005"]["why"]) > 20
    (model,) = (await client.get("/v1/models")).json()
    assert (model["alias"], model["default"]) == ("baseline", True)
