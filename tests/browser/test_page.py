"""The page at `/` of a real service: articles in, stages watched, findings read and decided; by keyboard alone."""

import json
from contextlib import contextmanager

import pytest

from assistant.api import create_app
from assistant.config import Settings
from assistant.jobs import Worker
from assistant.keys import Keys
from assistant.store import Store, reviews
from tests.api.listening import listening
from tests.browser.conftest import ROOT

ARTICLES = ROOT / "examples" / "articles"
FOCUS = "document.activeElement"
ENDED = "!document.querySelector('#result').hidden"
VERDICT = "document.querySelector('.fc-verdict').textContent"
OFFLINE = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


def tab_to(page, condition, *, back=False):
    """Press Tab until the focus is where it should be."""
    for _ in range(80):
        if page.run(f"Boolean({condition})"):
            return
        page.press("Tab", shift=back)
    pytest.fail(f"Tab never leads there: {condition}")


def drop(page, **files):
    """Drop files on the page."""
    names = {name.replace("_", "."): text for name, text in files.items()}
    page.run(f"""{{
      const data = new DataTransfer();
      for (const [name, text] of Object.entries({json.dumps(names)})) data.items.add(new File([text], name));
      document.dispatchEvent(new DragEvent("drop", {{ dataTransfer: data, bubbles: true, cancelable: true }}));
    }}""")
    page.wait(f"document.querySelectorAll('#articles > li').length === {len(files)}")


def check(page):
    """Check what is there, and wait for the result."""
    page.press("Enter", control=True)
    page.wait(f"{ENDED} || !document.querySelector('#problem').hidden")
    assert page.run(ENDED), page.run("document.querySelector('#problem').textContent")


@pytest.fixture(name="page")
def opened(chrome, service):
    chrome.open(f"{service}/", prefers_reduced_motion="reduce")
    return chrome


@contextmanager
def serving(store, *, work):
    """A service in this process, with or without a worker."""
    worker = Worker(store, Settings(), poll=0.02) if work else None
    with listening(create_app(Settings(), store, worker)) as address:
        yield address


def test_the_whole_way_by_keyboard_alone(page, service, database):
    tab_to(page, f"{FOCUS}.matches('#articles textarea')")
    page.type(
        "The harbour was shut, a source said. Ferries may stay in port until June, an official predicted."
    )
    tab_to(page, f"{FOCUS}.id === 'add'")
    page.press("Enter", text="\r")
    assert page.run(f"{FOCUS}.matches('#articles > li:nth-child(2) textarea')")
    page.type("Mayor Ada Bream said 12 ships were damaged in the harbour, and that it was open on Friday.")
    tab_to(page, f"{FOCUS}.matches('#articles > li:nth-child(2) summary')")
    page.press("Enter", text="\r")
    page.press("Tab")
    page.press("Tab")
    page.type("The Lowbridge Courier")
    tab_to(page, f"{FOCUS}.id === 'check'")
    page.press("Enter", text="\r")
    page.wait(ENDED)
    assert page.run(f"{FOCUS}.matches('.fc-verdict')")
    assert "error" in page.run(VERDICT)
    names = page.run("[...document.querySelectorAll('#texts article')].map((one) => one.ariaLabel)")
    assert names == ["1: Article 1", "2: The Lowbridge Courier"]

    tab_to(page, f"{FOCUS}.matches('.fc-go')")
    finding = page.run(f"{FOCUS}.closest('.fc-card').id")
    words = page.run(f"{FOCUS}.querySelector('q').textContent")
    page.press("Enter", text="\r")
    assert page.run(f"{FOCUS}.closest('.text') && {FOCUS}.textContent") == words
    page.press("Enter", text="\r")
    assert page.run(f"{FOCUS}.id") == finding
    tab_to(page, f"{FOCUS}.textContent === 'Dismiss…'")
    page.press("Enter", text="\r")
    page.type("Named in the second paragraph.")
    page.press("Enter", control=True)
    page.wait(f"document.getElementById('{finding}').dataset.state === 'dismissed'")
    here = f"[...document.querySelectorAll('[data-factcheck~=\"{finding[8:]}\"]')].length"
    assert page.run(here) == 0
    page.press("Enter", text="\r")
    page.wait(f"document.getElementById('{finding}').dataset.state === 'open'")
    assert page.run(here) > 0
    tab_to(page, f"{FOCUS}.textContent === 'Confirm'")
    page.press("Enter", text="\r")
    page.wait(f"document.getElementById('{finding}').dataset.state === 'confirmed'")
    with Store(database) as store, store.reading() as session:
        kept = reviews.of(session, "local", [finding[8:]])
    assert [one.state for one in kept] == ["dismissed", "open", "confirmed"]
    tab_to(page, f"{FOCUS}.matches('#texts [data-factcheck]')")

    address = page.run("location.href")
    page.open("about:blank")
    page.open(address)
    page.wait(ENDED)
    assert page.run(f"document.getElementById('{finding}').dataset.state") == "confirmed"


def test_files_are_dropped_shown_side_by_side_and_marked_word_for_word(page):
    drop(
        page,
        wire_txt=(ARTICLES / "harbour-wire.txt").read_text("utf-8"),
        post_html=(ARTICLES / "harbour-post.html").read_text("utf-8"),
        council_md=(ARTICLES / "council.md").read_text("utf-8"),
    )
    check(page)
    report = page.run("fetch(`/v1/checks/${location.hash.slice(7)}`).then((answer) => answer.json())")[
        "report"
    ]
    texts = page.run("[...document.querySelectorAll('#texts .text')].map((text) => text.textContent)")
    assert texts == [article["text"] for article in report["articles"]]
    assert [article["outlet"] for article in report["articles"]][1:] == [
        "The Estuary Post",
        "Millbrook Courier",
    ]
    marked = page.run("""Object.groupBy(
      [...document.querySelectorAll('#texts [data-factcheck]')].flatMap((mark) =>
        mark.dataset.factcheck.split(' ').map((fingerprint) => [fingerprint, mark.textContent])),
      ([fingerprint]) => fingerprint)""")
    found = report["findings"]
    assert any(len({anchor["article"] for anchor in finding["anchors"]}) > 1 for finding in found)
    for finding in found:
        parts = sorted(
            {(a["article"], a["part"], a["start"]): a["exact"] for a in finding["anchors"]}.items()
        )
        quoted = "".join(exact for _, exact in parts)
        shown = "".join(words for _, words in marked[finding["fingerprint"]])
        assert sorted("".join(shown.split())) == sorted("".join(quoted.split())), finding["message"]
    examined = page.run("document.querySelector('#examined').innerText")
    assert examined.count("✓ ok") == 7
    assert page.run("document.querySelectorAll('.fc-why').length") == 0


def test_a_hostile_article_runs_nothing_asks_nothing_and_is_shown_as_text(page, service):
    bad = "<img src='https://evil.example/x' onerror='window.hacked=1'><script>window.hacked=2</script>"
    html = f"<title>{bad}</title><p onclick='hacked=3'>Sources said so. {bad} It was the first time since 1990.</p>"
    text = f"{bad}\n\nSources said the </p>{bad} was shut. It is the first time ever, a source said."
    drop(
        page, bad_html=html, bad_txt=text, **{"javascript:alert(1)_md": f"# {bad}\n\nSources said {bad} so."}
    )
    page.run("document.querySelectorAll('[data-key=outlet]')[1].value = '<b onclick=hacked=4>'")
    check(page)
    page.run("document.querySelectorAll('.fc-go').forEach((button) => button.click())")
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert page.run("typeof window.hacked") == "undefined"
    assert page.run("document.querySelectorAll('main img, main script, main b').length") == 0
    assert bad in page.run("document.querySelectorAll('#texts .text')[1].textContent")
    assert page.reported("Log.entryAdded") == []
    assert page.reported("Runtime.exceptionThrown") == []
    asked = [one["request"]["url"] for one in page.reported("Network.requestWillBeSent")]
    # The browser's own drawing of a date field is a data: address.
    assert [url for url in asked if not url.startswith((f"{service}/", "data:image/svg+xml"))] == []


def test_markup_that_got_in_nevertheless_is_refused_by_the_policy(page):
    assert page.run("""(() => {
      try { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hacked=1'>"); }
      catch (error) { return error.name; }
    })()""") == "TypeError"  # fmt: skip
    page.run("""{
      const button = document.createElement("button");
      try { button.setAttribute("onclick", "window.hacked = 2"); } catch {}
      document.body.append(button);
      button.click();
    }""")
    assert page.run("typeof window.hacked") == "undefined"


def test_what_could_not_be_examined_never_looks_like_nothing_found(page):
    drop(
        page,
        a_txt="Quae cum ita sint, ad portum navigavimus. Magistratus urbis hoc dixit.",
        b_txt="Ada Bream spoke.",
    )
    check(page)
    assert page.run(VERDICT) in {"Not examined", "No findings in what was examined"}
    alarm = page.run("document.querySelector('#findings .fc-alarm').innerText")
    assert "examined" in alarm
    assert "0 of 2 sentences examined" in alarm
    assert "not evaluated" in page.run("document.querySelector('.fc-unevaluated').textContent")


def test_a_lost_service_and_a_wrong_article_are_told_and_the_articles_kept(page):
    page.press("Enter", control=True)
    page.wait("document.activeElement.id === 'check'")
    assert "Paste an article" in page.run("document.querySelector('#problem').textContent")
    page.run("document.querySelector('#articles textarea').value = '!?'")
    page.press("Enter", control=True)
    page.wait("document.querySelector('#problem').textContent.includes('no words at all')")
    assert page.run(f"{FOCUS}.matches('#articles textarea')")
    page.run("document.querySelector('#articles textarea').value = 'Sources said so.'")
    page.call("Network.emulateNetworkConditions", offline=True, **OFFLINE)
    page.press("Enter", control=True)
    page.wait("document.querySelector('#problem').textContent.includes('No answer')")
    page.call("Network.emulateNetworkConditions", offline=False, **OFFLINE)
    assert page.run("document.querySelector('#articles textarea').value") == "Sources said so."
    assert page.run("document.querySelector('#result').hidden")


def test_a_file_that_is_no_text_is_refused_by_name_and_an_old_encoding_is_read(page):
    page.run("""{
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([80, 75, 0, 0, 3])], "report.docx"));
      data.items.add(new File([new Uint8Array([67, 97, 102, 233, 32, 115, 104, 117, 116])], "old.txt"));
      document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }""")
    page.wait("!document.querySelector('#problem').hidden")
    assert "report.docx: is no text" in page.run("document.querySelector('#problem').textContent")
    assert page.run("document.querySelector('#articles textarea').value") == "Caf\u00e9 shut"
    assert "windows-1252" in page.run("document.querySelector('#articles .note').textContent")


def test_a_key_is_asked_for_only_where_one_is_needed_and_kept_in_the_tab(chrome, service, tmp_path):
    chrome.open(f"{service}/")
    chrome.wait("performance.getEntriesByName(new URL('/v1/models', location)).length")
    assert chrome.run("document.querySelector('#key-field').hidden")
    with Store(f"sqlite:///{tmp_path / 'keyed.db'}") as store:
        _, token = Keys(store).create("north", ["read", "check", "review"], "Ada Bream")
        with serving(store, work=True) as address:
            chrome.open(f"{address}/")
            chrome.wait("document.activeElement.id === 'key'")
            chrome.type("fck_nonsense")
            chrome.press("Enter", text="\r")
            chrome.wait("document.querySelector('#problem').textContent.includes('not known')")
            assert chrome.run("sessionStorage.length") == 0
            chrome.type(token)
            chrome.run("document.querySelector('#articles textarea').focus()")
            chrome.type("A source said that the harbour was shut, and that it would be open again on Friday.")
            check(chrome)
            assert chrome.run("Object.values(sessionStorage)") == [token]
            assert chrome.run("localStorage.length + document.cookie.length") == 0
            assert token not in chrome.run("document.documentElement.outerHTML + location.href")
            chrome.run("document.querySelector('.fc-actions button').click()")
            chrome.wait(
                "document.querySelector('.fc-decision').textContent.includes('Confirmed by Ada Bream')"
            )
            chrome.open("about:blank")


def test_a_check_that_is_stopped_says_that_nothing_was_examined(chrome, tmp_path):
    with Store(f"sqlite:///{tmp_path / 'idle.db'}") as store, serving(store, work=False) as address:
        chrome.open(f"{address}/")
        chrome.run("document.querySelector('#articles textarea').value = 'Sources said so.'")
        chrome.press("Enter", control=True)
        chrome.wait("location.hash.startsWith('#check=')")
        assert chrome.run("document.querySelector('#progress-table').innerText").count("waiting") == 3
        chrome.run("document.querySelector('#stop').click()")
        chrome.wait(ENDED)
        assert chrome.run(VERDICT) == "Not examined"
        assert "The check is cancelled." in chrome.run(
            "document.querySelector('#findings .fc-alarm').textContent"
        )
        chrome.open("about:blank")


def test_an_article_is_compared_with_what_was_checked_before(chrome, tmp_path):
    earlier = "The flood killed 12 people in Ostrava, police said on Monday."
    with Store(f"sqlite:///{tmp_path / 'facts.db'}") as store, serving(store, work=True) as address:
        for text in (earlier, "The flood killed 17 people in Ostrava, police said on Tuesday."):
            chrome.open(f"{address}/")
            chrome.run(f"document.querySelector('#articles textarea').value = {json.dumps(text)}")
            if text != earlier:
                tab_to(chrome, f"{FOCUS}.id === 'archive'")
                chrome.press(" ", text=" ")
            check(chrome)
        shown = chrome.run("[...document.querySelectorAll('#texts article')].map((one) => one.innerText)")
        assert len(shown) == 2
        assert "from the archive" in shown[1]
        assert earlier in shown[1]
        assert "number mismatch" in chrome.run("document.querySelector('#findings').innerText").lower()
        chrome.open("about:blank")


@pytest.mark.parametrize("width", [360, 768, 1400])
def test_the_page_is_never_wider_than_the_window(chrome, service, width):
    chrome.open(f"{service}/", width)
    long = "Sources said " + "unbroken" * 40 + " was shut. " + "A source said so. " * 9
    drop(chrome, **{f"{'name' * 30}_txt": long, "b_txt": long, "c_txt": long})
    assert chrome.run("document.documentElement.scrollWidth") <= width
    check(chrome)
    assert chrome.run("document.documentElement.scrollWidth") <= width
