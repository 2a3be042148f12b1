"""The page in a real browser: from a finding to its passage and back, by mouse and by keyboard alone."""

import pytest

from assistant.exports.html import to_html
from tests.exports import samples

FOCUS = "document.activeElement"
IN_VIEW = """(() => {
  const run = document.activeElement.getBoundingClientRect();
  const box = document.activeElement.closest(".text, .rail, body").getBoundingClientRect();
  return run.top >= Math.max(box.top, 0) && run.bottom <= Math.min(box.bottom, innerHeight);
})()"""


@pytest.fixture(name="show")
def shown(chrome, tmp_path):
    def show(report, width=1400, height=900, **media):
        file = tmp_path / "report.html"
        file.write_text(to_html(report), "utf-8", newline="")
        chrome.open(file, width, height, prefers_reduced_motion="reduce", **media)
        return chrome

    return show


def long_story(many):
    """Articles long enough to scroll, with one conflict near the ends of the last and the first or second."""
    body = "\n\n".join(f"Nothing much happened on day {n} of the quiet festival." for n in range(60))
    articles = [
        samples.article(f"{body}\n\nThe tower is {n} metres high.", id=f"a{n}", outlet=f"Outlet {n}")
        for n in range(1, many + 1)
    ]
    sides = [samples.at(one, f"{one.id[1:]} metres") for one in (articles[min(1, many - 2)], articles[-1])]
    conflict = samples.finding(
        "CON002", "number-mismatch", "error", "Two heights.", *sides, stage="consistency"
    )
    return samples.empty(*articles, findings=(conflict,))


def test_a_click_on_a_finding_leads_to_its_passage_and_enter_leads_back(show):
    page = show(samples.story())
    page.run("document.querySelector('#f1 a.go').click()")
    assert page.run(f"{FOCUS}.textContent") == "112 passengers were taken off by lifeboat"
    assert page.run(IN_VIEW)
    assert page.run("[...document.querySelectorAll('.pane a.on')].map((run) => run.textContent)") == [
        "112 passengers were taken off by lifeboat",
        "Lifeboats brought 121 people ashore",
    ]
    page.press("Enter", 13, "\r")
    assert page.run(f"{FOCUS}.closest('.card').id") == "f1"
    assert page.run("document.querySelector('#f1').getAttribute('aria-current')") == "true"


def test_a_conflict_joins_both_sides_with_a_line_and_escape_takes_it_away(show):
    page = show(long_story(2))
    page.run("document.querySelector('#f1 a.go').click()")
    assert page.run("document.querySelector('.thread path').getAttribute('d')").startswith("M")
    seen = """[...document.querySelectorAll('.pane a.on')].every((run) => {
      const [at, box] = [run.getBoundingClientRect(), run.closest('.text').getBoundingClientRect()];
      return at.top >= box.top && at.bottom <= box.bottom && at.top >= 0 && at.bottom <= innerHeight;
    })"""
    assert page.run(seen)
    page.press("Escape", 27)
    assert page.run("document.querySelector('.thread path').hasAttribute('d')") is False
    assert page.run("document.querySelectorAll('.on').length") == 0


def test_the_two_articles_of_a_conflict_come_side_by_side_out_of_twenty(show):
    page = show(long_story(20))
    visible = "[...document.querySelectorAll('.pane')].filter((pane) => !pane.hidden).map((pane) => pane.id)"
    assert page.run(visible) == ["article-1", "article-2"]
    page.run("document.querySelector('#f1 a.go').click()")
    assert sorted(page.run(visible)) == ["article-2", "article-20"]
    assert page.run(IN_VIEW)
    assert page.run("[...document.querySelectorAll('.chooser select')].map((one) => one.value).sort()") == [
        "article-2",
        "article-20",
    ]


def test_a_passage_of_several_findings_leads_to_each_in_turn(show):
    page = show(samples.story())
    words = "unnamed coastguard officers"
    run = f"[...document.querySelectorAll('.pane a')].find((a) => a.textContent === '{words}')"
    keys = [key for key in page.run(f"{run}.dataset.i").split() if key.startswith("f")]
    assert len(keys) == 3
    met = []
    for _ in keys:
        page.run(f"{run}.click()")
        met.append(page.run(f"{FOCUS}.closest('.card').id"))
    assert met == keys


def test_an_attribution_leads_from_its_row_to_its_passage_and_back(show):
    page = show(samples.story())
    page.run("document.getElementById('a2').click()")
    assert page.run(f"{FOCUS}.textContent").startswith("The pilot left the bridge")
    last = "document.querySelector('.pane a[data-i~=a8]')"
    keys = page.run(f"{last}.dataset.i").split()
    for _ in keys:
        page.run(f"{last}.click()")
    assert keys[-1] == page.run(f"{FOCUS}.id") == "a8"


def test_arrow_keys_walk_through_the_findings(show):
    page = show(samples.story())
    page.run("document.querySelector('#f1 a.go').focus()")
    page.press("ArrowDown", 40)
    assert page.run(f"{FOCUS}.closest('.card').id") == "f2"
    page.press("ArrowUp", 38)
    assert page.run(f"{FOCUS}.closest('.card').id") == "f1"


def test_each_kind_of_mark_can_be_turned_on_and_off(show):
    page = show(samples.story())
    ground = "getComputedStyle(document.querySelector('.pane a[class=\"source\"]')).backgroundColor"
    before = page.run(ground)
    page.run("document.querySelector('#layer-source').click()")
    assert page.run(ground) != before
    line = "getComputedStyle(document.querySelector('.pane a.error')).textDecorationLine"
    assert page.run(line) == "underline"
    page.run("document.querySelector('#layer-error').click()")
    page.run("document.querySelector('#layer-warning').click()")
    page.run("document.querySelector('#layer-info').click()")
    assert page.run(line) == "none"


@pytest.mark.parametrize("report", [samples.story(), samples.hostile()], ids=["story", "hostile"])
def test_the_page_runs_nothing_of_the_articles_asks_nothing_of_the_network_and_reports_no_fault(show, report):
    page = show(report)
    page.run("document.querySelectorAll('#findings a.go').forEach((link) => link.click())")
    assert page.run("typeof window.hacked") == "undefined"
    assert [one["request"]["url"][:8] for one in page.reported("Network.requestWillBeSent")] == ["file:///"]
    assert page.reported("Log.entryAdded") == []
    assert page.reported("Runtime.exceptionThrown") == []
    texts = page.run("[...document.querySelectorAll('.text')].map((text) => text.textContent)")
    assert texts == [article.text for article in report.articles]


def test_the_policy_stops_a_script_that_got_in_nevertheless(show):
    page = show(samples.story())
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')")
    page.run(
        "{ const s = document.createElement('script'); s.text = 'window.hacked=2'; document.body.append(s); }"
    )
    page.run("new Promise((done) => setTimeout(done, 100))")
    assert page.run("typeof window.hacked") == "undefined"


@pytest.mark.parametrize("report", [samples.story(), samples.hostile()], ids=["story", "hostile"])
@pytest.mark.parametrize("width", [360, 768, 1400])
def test_the_page_is_never_wider_than_the_window(show, report, width):
    page = show(report, width)
    assert page.run("document.documentElement.scrollWidth") <= width


def test_dark_and_print_are_drawn_in_their_own_colours(show):
    ground = "getComputedStyle(document.body).backgroundColor"
    light = show(samples.story(), prefers_color_scheme="light").run(ground)
    dark = show(samples.story(), prefers_color_scheme="dark").run(ground)
    assert (light, dark) == ("rgb(247, 244, 238)", "rgb(22, 21, 19)")
    page = show(long_story(3), prefers_color_scheme="dark")
    page.call("Emulation.setEmulatedMedia", media="print")
    assert page.run(ground) == "rgb(255, 255, 255)"
    assert page.run("[...document.querySelectorAll('.pane')].every((pane) => pane.offsetHeight > 1000)")
    page.call("Emulation.setEmulatedMedia", media="")
