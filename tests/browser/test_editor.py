"""The example editor against the real service: check, go to a passage, edit, decide, by keyboard where that matters."""

import json
import re

import httpx
import pytest

from assistant.store import Store, reviews
from tests.browser.conftest import ROOT

CARDS = "document.querySelectorAll('.fc-card').length"
FOCUS = "document.activeElement"
MARKED = """[...CSS.highlights].filter(([name]) => !name.endsWith("chosen"))
  .flatMap(([, highlight]) => [...highlight])
  .map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset))"""


@pytest.fixture(name="page")
def editor(chrome, cms):
    chrome.open(f"{cms}/")
    chrome.run("document.querySelector('#body').focus()")
    return chrome


def check(page):
    page.press("Enter", control=True)
    page.wait(f"document.querySelector('#state').textContent === 'Checked' && {CARDS}")


def card(page, words):
    """The fingerprint of the finding that quotes these words, and is first in the list."""
    quotes = f"(one) => one.querySelector('q')?.textContent === {json.dumps(words)}"
    return page.run(f"[...document.querySelectorAll('.fc-card')].find({quotes}).id.slice(8)")


def test_the_article_is_checked_marked_and_a_finding_leads_to_its_words(page):
    check(page)
    marked = page.run(MARKED)
    quoted = page.run("[...document.querySelectorAll('.fc-quotes q')].map((one) => one.textContent)")
    assert {"a source", "Some experts", "admitted"} <= set(marked)
    assert set(quoted) >= {"a source", "Some experts"}
    fingerprint = card(page, "a source")
    page.run(f"document.querySelector('#finding-{fingerprint} .fc-go').focus()")
    page.press("Enter", text="\r")
    assert page.run("getSelection().toString()") == "a source"
    assert page.run(f"{FOCUS}.id") == "body"
    current = page.wait(
        "(() => { const found = [...document.querySelectorAll('.fc-card[aria-current]')];"
        " return found.length && found.map((one) => one.id.slice(8)); })()"
    )
    assert fingerprint in current
    page.press(".", 190, control=True)
    assert page.run(f"{FOCUS}.id.slice(8)") in current
    page.press("ArrowDown")
    assert page.run(f"{FOCUS}.matches('.fc-go')")


def test_an_edit_takes_the_mark_from_changed_words_and_says_so(page):
    check(page)
    fingerprint = card(page, "a source")
    page.run(f"document.querySelector('#finding-{fingerprint} .fc-go').click()")
    page.run("getSelection().collapseToEnd()")
    page.type("s")
    assert "a source" not in page.run(MARKED)
    assert "Some experts" in page.run(MARKED)
    told = page.run(f"document.querySelector('#finding-{fingerprint} .fc-why').textContent")
    assert told.startswith("Edited since the check")
    assert page.run("document.querySelector('#state').textContent") == "Edited since the check"
    page.press("Backspace")
    assert "a source" in page.run(MARKED)
    assert page.run(f"document.querySelector('#finding-{fingerprint} .fc-why')") is None
    page.run("document.querySelector('#body').prepend(Object.assign(document.createElement('p'), "
             "{ textContent: 'New: 👩‍🍳 e\u0301 a source said.' }))")  # fmt: skip
    page.run("new Promise((done) => setTimeout(done, 0))")
    assert page.run(MARKED).count("a source") == 2
    assert page.run(
        "[...CSS.highlights.get('factcheck-error')].every((range) => "
        "!document.querySelector('#body p').contains(range.startContainer))"
    )


def test_a_saved_edit_says_what_is_new_and_what_is_gone(page):
    check(page)
    page.run(
        "document.querySelector('#body p:last-child').textContent = 'Experts said that it was the first time ever.'"
    )
    page.press("Enter", control=True)
    page.wait("document.querySelector('#state').textContent.startsWith('Checking')")
    page.wait("document.querySelector('#state').textContent === 'Checked'")
    told = page.run("document.querySelector('.fc-findings').previousSibling.textContent")
    assert re.match(r"Since the check of .+: [1-9]\d* new, [1-9]\d* gone, [1-9]\d* unchanged", told)
    fresh = page.run(
        "[...document.querySelectorAll('.fc-new')].map((one) => one.closest('.fc-card').textContent)"
    )
    assert any("Experts" in card for card in fresh)
    assert not any("Some experts" in card for card in fresh)


def test_a_finding_is_dismissed_with_a_reason_and_reopened_by_keyboard(page, database):
    check(page)
    fingerprint = card(page, "Some experts")
    button = f"document.querySelector('#finding-{fingerprint} .fc-actions').querySelectorAll('button')"
    page.run(f"{button}[1].focus()")
    page.press("Enter", text="\r")
    assert page.run(f"{FOCUS}.labels[0].textContent") == "Why it does not count"
    page.press("Enter", control=True)
    assert page.run(f"{FOCUS}.matches(':invalid')")
    page.type("Named in the next paragraph.")
    page.press("Enter", control=True)
    page.wait(f"document.querySelector('#finding-{fingerprint}').dataset.state === 'dismissed'")
    assert "Named in the next paragraph." in page.run(
        f"document.querySelector('#finding-{fingerprint} .fc-decision').textContent"
    )
    assert "Some experts" not in page.run(MARKED)
    assert page.run(f"{FOCUS}.textContent") == "Reopen"
    page.press("Enter", text="\r")
    page.wait(f"document.querySelector('#finding-{fingerprint}').dataset.state === 'open'")
    assert "Some experts" in page.run(MARKED)
    with Store(database) as store, store.reading() as session:
        kept = reviews.of(session, "local", [fingerprint])
    assert [(one.state, one.reason) for one in kept] == [
        ("dismissed", "Named in the next paragraph."),
        ("open", None),
    ]


def test_no_answer_is_never_no_finding(page):
    page.call(
        "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0
    )
    page.press("Enter", control=True)
    page.wait("document.querySelector('.fc-verdict') !== null")
    page.call(
        "Network.emulateNetworkConditions",
        offline=False,
        latency=0,
        downloadThroughput=-1,
        uploadThroughput=-1,
    )
    assert page.run("document.querySelector('.fc-verdict').textContent") == "Not examined"
    assert "No answer" in page.run("document.querySelector('.fc-alarm').textContent")
    assert page.run("document.querySelector('#state').textContent") == "Not checked"


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Host": "evil.example"}, 403),
    ],
)
def test_the_cms_asks_the_service_for_its_own_page_alone(cms, headers, status):
    assert httpx.get(f"{cms}/v1/checks", headers=headers).status_code == status
    assert httpx.get(f"{cms}/server.py").status_code == 404


def test_what_the_readme_says_works(chrome, cms):
    (code,) = re.findall(r"```js\n(.*?)```", (ROOT / "examples/cms/README.md").read_text("utf-8"), re.DOTALL)
    chrome.open(f"{cms}/nothing")
    chrome.run("""
      document.body.innerHTML = "<h1 id=headline>Harbour shut</h1><div id=list></div><div id=body><p>A source said " +
        "that the harbour was shut. The mayor said that it would be open again on Friday.</p></div>";
      for (const id of ["headline", "body", "list"]) window[id] = document.getElementById(id);
    """)
    code = re.sub(
        r"import (\{.*?\}) from \"\./(\w+\.js)\";", r'const \1 = await import("/\2");', code, flags=re.DOTALL
    )
    chrome.run(f"(async () => {{ {code} }})()")
    assert chrome.run(CARDS) > 0
    assert "A source" in chrome.run(MARKED)
