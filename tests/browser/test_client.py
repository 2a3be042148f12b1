"""factcheck.js asks the real service: events, resumption, decisions in the database, and faults told as faults."""

import json

import pytest

from assistant.api import create_app
from assistant.config import Settings
from assistant.jobs import Worker
from assistant.keys import Keys
from assistant.store import Store, reviews
from tests.api.listening import listening

NEWS = "The harbour reopened on Friday. Sources said it was the first closure since 1990."


@pytest.fixture(name="js")
def javascript(chrome, cms):
    """Run the body of an async function beside the module."""
    chrome.open(f"{cms}/nothing")

    def run(body):
        return chrome.run(f"""(async () => {{
          const {{ FactCheck, examination, verdict }} = await import("/factcheck.js");
          const articles = [{{ id: "story", text: {json.dumps(NEWS)}, language: "en" }}];
          const told = async (promise) => {{
            try {{ return await promise; }} catch (error) {{
              const {{ name, kind, status, message, faults, check }} = error;
              return {{ name, kind, status, message, faults, check }};
            }}
          }};
          {body}
        }})()""")

    return run


def test_articles_are_posted_followed_and_come_back_with_annotations(js):
    said = js("""
      const events = [];
      const check = await new FactCheck().check(articles, { onEvent: (event) => events.push(event) });
      return { events, check, verdict: verdict(check.report), examination: examination(check.report) };
    """)
    kinds = [event["kind"] for event in said["events"]]
    assert (kinds[0], kinds[-1], kinds.count("progress")) == ("accepted", "done", 3)
    report = said["check"]["report"]
    assert len(said["check"]["annotations"]) == len(report["findings"]) > 1
    assert said["verdict"].split(" ")[1].startswith("error")
    assert said["examination"]["state"] == "all"


def test_a_broken_stream_is_resumed_after_its_last_event_and_a_hopeless_one_is_replaced_by_asking(js):
    said = js("""
      const asked = [];
      const breaking = (always) => async (url, init) => {
        const answer = await fetch(url, init);
        if (!url.endsWith("/events")) return answer;
        const first = asked.push(init.headers["Last-Event-ID"] ?? null) === 1;
        if (!first && !always) return answer;
        const all = (await answer.text()).split("\\n\\n");
        return new Response(always ? ": nothing" : all.slice(0, 2).join("\\r\\n\\r\\n") + "\\r\\n\\r\\nid: 7", answer);
      };
      const ids = [];
      const desk = new FactCheck({ fetch: breaking(false) });
      const one = await desk.check(articles, { onEvent: (event) => ids.push(event.id) });
      const resumed = asked.splice(0);
      const kinds = [];
      const other = await new FactCheck({ fetch: breaking(true) })
        .check(articles, { onEvent: (event) => kinds.push(event.kind) });
      return { ids, resumed, kinds, tries: asked.length, statuses: [one.status, other.status] };
    """)
    assert said["ids"] == sorted(set(said["ids"]))
    assert said["resumed"] == [None, str(said["ids"][2])]
    assert said["kinds"] == ["accepted", "polling", "done"]
    assert said["tries"] == 3
    assert said["statuses"] == ["complete", "complete"]


def test_a_lost_answer_to_a_post_makes_no_second_check(js):
    before, after, keys = js("""
      const count = async () => (await (await fetch("/v1/checks?limit=200")).json()).checks.length;
      const [before, keys] = [await count(), []];
      const losing = async (url, init) => {
        if (init.method !== "POST") return fetch(url, init);
        keys.push(init.headers["Idempotency-Key"]);
        const answer = await fetch(url, init);
        if (keys.length === 1) throw new TypeError("Failed to fetch");
        return answer;
      };
      const check = await new FactCheck({ fetch: losing }).check(articles);
      return [before, check.status === "complete" && await count(), keys];
    """)
    assert after == before + 1
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_following_can_be_given_up(js):
    said = js("""
      const control = new AbortController();
      const stuck = (url, init) => url.endsWith("/events")
        ? Promise.resolve(new Response(new ReadableStream({ pull: () => control.abort() })))
        : fetch(url, init);
      return told(new FactCheck({ fetch: stuck }).check(articles, { signal: control.signal }));
    """)
    assert said["name"] == "AbortError"


def test_a_cms_without_a_backend_asks_across_origins_with_a_key(js, cms, tmp_path):
    settings = Settings.model_validate({"service": {"cors_origins": [cms]}})
    with Store(f"sqlite:///{tmp_path / 'facts.db'}") as store:
        _, token = Keys(store).create("north", ["read", "check"], None)
        with listening(create_app(settings, store, Worker(store, settings, poll=0.02))) as address:
            said = js(f"""
              const desk = new FactCheck({{ service: "{address}/", key: () => "{token}" }});
              const kinds = [];
              const check = await desk.check(articles, {{ onEvent: (event) => kinds.push(event.kind) }});
              const {{ fingerprint }} = check.report.findings[0];
              return [kinds, check.annotations.length, await told(desk.confirm(check.id, fingerprint))];
            """)
    kinds, found, refused = said
    assert (kinds[0], kinds[-1]) == ("accepted", "done")
    assert "polling" not in kinds
    assert found > 0
    assert (refused["kind"], refused["status"]) == ("forbidden", 403)


def test_decisions_reach_the_database_and_can_be_taken_back(js, database):
    fingerprint, states = js("""
      const desk = new FactCheck();
      const check = await desk.check([{ ...articles[0], id: "decided" }]);
      const { fingerprint } = check.report.findings[0];
      const states = [
        await desk.dismiss(check.id, fingerprint, "The desk knows her. \\u{1F44D}"),
        await desk.comment(check.id, fingerprint, "Asked Ada."),
        await desk.reopen(check.id, fingerprint),
        await desk.confirm(check.id, fingerprint),
      ];
      const listed = await desk.reviews(check.id);
      return [fingerprint, [...states.map((one) => one.decision.state), listed.length]];
    """)
    assert states == ["dismissed", "dismissed", "open", "confirmed", 4]
    with Store(database) as store, store.reading() as session:
        kept = reviews.of(session, "local", [fingerprint])
    assert [(review.state, review.reason, review.comment) for review in kept] == [
        ("dismissed", "The desk knows her. \U0001f44d", None),
        (None, None, "Asked Ada."),
        ("open", None, None),
        ("confirmed", None, None),
    ]


def test_every_fault_is_told_as_what_it_is(js):
    said = js("""
      const desk = new FactCheck();
      const { id } = await desk.check(articles);
      const answering = (status, body) => new FactCheck({ fetch: async () => new Response(body, { status }) });
      return {
        offline: await told(new FactCheck({ service: "http://127.0.0.1:9" }).catalogue("rules")),
        key: await told(answering(401, '{"detail": "no key"}').catalogue("rules")),
        gone: await told(desk.result("0".repeat(32))),
        invalid: await told(desk.post([{ text: "A", html: "<p>" }])),
        reason: await told(desk.dismiss(id, (await desk.result(id)).report.findings[0].fingerprint, null)),
        conflict: await told(answering(409, '{"detail": "not yet"}').annotations(id)),
        fault: await told(answering(500, "<html>").annotations(id)),
        busy: await told(answering(503, "{}").annotations(id)),
      };
    """)
    kinds = {case: found["kind"] for case, found in said.items()}
    assert kinds == {**{case: case for case in said}, "reason": "invalid"}
    assert said["invalid"]["faults"][0]["pointer"] == "#/articles/0"
    assert "expected the reason" in said["reason"]["message"]
    assert "not running" in said["offline"]["message"]
    assert said["fault"]["message"] == "The service answered 500."


def test_not_examined_nothing_found_and_not_evaluated_never_look_alike(js):
    said = js("""
      const trace = (name, article, examined, more = {}) =>
        ({ name, article, status: "ok", coverage: { sentences: 4, examined }, ...more });
      const decided = (state) => [{ severity: "error", decision: { state } }];
      const report = (stages, more = {}) => ({ status: "complete", articles: [{ id: "a", sentences: [1, 2, 3, 4] },
        { id: "b", sentences: [1] }], findings: [], rules: [], stages, ...more });
      const all = [trace("claims", "a", 4), trace("claims", "b", 4), trace("consistency", null, 4)];
      const reports = [
        report(all), report([]), null, report(all, { status: "cancelled" }), report(all.slice(0, 1)),
        report([trace("claims", "a", 0, { status: "skipped", skipped_because: "no Welsh" }), ...all.slice(1)]),
        report([trace("claims", "a", 0, { status: "failed", error: "timeout" }), trace("claims", "b", 0)]),
        report(all, { findings: decided("dismissed") }),
        report(all, { findings: [...decided("open"), ...decided("confirmed")] }),
      ];
      return reports.map((one) => {
        const { state, shortfalls } = examination(one);
        return [verdict(one), state, shortfalls.map((fall) => fall.why)];
      });
    """)
    assert said == [
        ["No findings", "all", []],
        ["Not examined", "none", []],
        ["Not examined", "none", []],
        ["No findings in what was examined", "part", []],
        ["No findings in what was examined", "part", ["did not run"]],
        ["No findings in what was examined", "part", ["no Welsh"]],
        ["Not examined", "none", ["timeout", ""]],
        ["No open findings", "all", []],
        ["2 errors", "all", []],
    ]
