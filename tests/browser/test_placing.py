"""Findings in the article itself, in a real browser: the quoted words in their place, or nothing at all."""

import json

import pytest

from assistant import Article
from assistant.exports.annotations import to_annotations
from assistant.reading.markup import body, render
from tests.exports import samples

MARKUP = (
    "<h2>Caf&#233; prices</h2>\n<p>Caf\u00e9 owners \U0001f469\u200d\U0001f373 met &amp; talked; "
    "naïve e\u0301lan \U0001f3f4\U000e0067\U000e0062\U000e007f.</p>\r\n"
    "<p>Early <b>on <i>Friday</i></b>, sources\n   <em>sa</em>id that &lt;12 ships&gt; were\u00a0damaged. Sources "
    "said no more.</p><script>var sources = 'said';</script><ul><li>A source said 12.</li>"
    "<li>A source said 12.</li></ul>"
    "<p>Later that day, two <b>sources</b> said the harbour was shut, and nobody spoke of the 12 ships.</p>"
)
ARTICLE = Article.from_html(MARKUP, id="a", language="en")


def findings(*anchors):
    """A check of the article with one finding for each passage."""
    found = [
        samples.finding("SRC005", "bare-source", severity, f"Finding {n}.", anchor)
        for n, (anchor, severity) in enumerate(zip(anchors, ["error", "warning", "info"] * 9, strict=False))
    ]
    report = samples.empty(ARTICLE, findings=tuple(found))
    return {
        "annotations": drawn(report, MARKUP),
        "report": report.model_dump(mode="json", by_alias=True),
    }


def drawn(report, markup=None):
    """The annotations as the service sends them."""
    page = to_annotations(report, markup and {"a": markup})
    return json.loads(page.model_dump_json())["items"]


def at(words, nth=0):
    return samples.at(ARTICLE, words, nth=nth)


@pytest.fixture(name="lab")
def laboratory(chrome, cms):
    """The article in an editable element, with the findings of a check shown by `show`."""
    chrome.open(f"{cms}/nothing")

    def show(check, mode="paint", markup=MARKUP, *, report=True):
        check = check if report else {"annotations": check["annotations"]}
        return chrome.run(f"""(async () => {{
          window.fc = await import("/factcheck.js");
          document.body.innerHTML = "<div id=root contenteditable></div>";
          window.root = document.querySelector("#root");
          root.innerHTML = {json.dumps(markup)};
          window.before = root.innerHTML;
          window.shown = new fc.Highlighter({{ a: {{ text: root }} }}, {{ mode: "{mode}" }});
          shown.show({json.dumps(check)});
          return {MARKED};
        }})()""")

    show.run = chrome.run
    show.press = chrome.press
    show.type = chrome.type
    return show


# What is to be seen of every passage: its words as the browser draws them, and the block they stand in.
MARKED = """(() => {
  const drawn = (target, finding) => {
    const named = (mark) => mark.dataset.factcheck.split(" ").includes(finding.fingerprint);
    const ranges = !root.querySelector("[data-factcheck]")
      ? [...CSS.highlights.get("factcheck-" + finding.severity) ?? []].filter((range) =>
          target.pieces.some((piece) => piece.node === range.startContainer && piece.start === range.startOffset &&
            piece.node === range.endContainer && piece.end === range.endOffset))
      : [...root.querySelectorAll("[data-factcheck]")].filter(named).map((mark) => {
          const range = document.createRange();
          range.selectNodeContents(mark);
          return range;
        });
    return ranges.map((range) => fc.rangeOf([{ node: range.startContainer, start: range.startOffset },
      { node: range.endContainer, end: range.endOffset }]).toString()).join("");
  };
  const blocks = [...root.children];
  return shown.findings.flatMap((finding) => finding.targets.map((target) => !target.why ? [
    drawn(target, finding).replace(/\\s/g, ""),
    blocks.findIndex((block) => block.contains(target.pieces[0].node)),
  ] : target.why));
})()"""
SOURCES, SAID, TWIN, LATER = (
    at("sources said that"),
    at("Sources said"),
    at("A source said 12", 1),
    at("sources said the harbour"),
)


def squeezed(anchor):
    return "".join(anchor.exact.split())


@pytest.mark.parametrize("mode", ["paint", "wrap"])
def test_every_passage_is_marked_word_for_word_across_tags_entities_and_wide_characters(lab, mode):
    anchors = [
        at("Caf\u00e9 owners \U0001f469\u200d\U0001f373 met & talked"),
        at("e\u0301lan \U0001f3f4"),
        at("Friday, sources said"),
        at("said that <12 ships> were\u00a0damaged"),
        SAID,
        at("A source said 12"),
        TWIN,
        at("more.\n\nA source"),
        at("two sources said"),
    ]
    marked = lab(findings(*anchors), mode)
    assert marked == [
        [squeezed(anchor), place] for anchor, place in zip(anchors, [1, 1, 2, 2, 2, 4, 4, 2, 5], strict=True)
    ]
    caret = "shown.at([...root.querySelectorAll('li')].at(-1).querySelector('mark')?.firstChild ?? "
    caret += "root.querySelectorAll('li')[1].firstChild, 3)"
    assert lab.run(f"{caret}.map((finding) => finding.message)") == ["Finding 6."]


def test_what_does_not_read_as_text_here_is_what_the_service_does_not_read(lab):
    lab(findings(SAID))
    assert set(lab.run("[...fc.SILENT]")) == body.SILENT
    assert set(lab.run("[...fc.BLOCKS]")) == render._BLOCKS


def test_marks_leave_the_markup_as_it_was(lab):
    lab(findings(SOURCES, SAID, LATER, at("Friday, sources")), "wrap")
    assert lab.run("root.querySelectorAll('[data-factcheck]').length") > 4
    assert lab.run("fc.markupOf(root) === before")
    lab.run("shown.clear()")
    assert lab.run("root.innerHTML === before && root.childNodes.length")
    lab(findings(SOURCES), "paint")
    assert lab.run("root.innerHTML === before")
    lab.run("shown.clear()")
    assert lab.run("[...CSS.highlights.values()].every((highlight) => highlight.size === 0)")


def test_overlapping_findings_share_one_element_with_the_worst_severity(lab):
    lab(findings(at("sources said that"), at("said that <12 ships>")), "wrap")
    marks = "[...root.querySelectorAll('mark')].map((mark) => [mark.className, mark.textContent.trim()])"
    assert lab.run(marks) == [
        ["factcheck factcheck-error", "sources"],
        ["factcheck factcheck-error", "sa"],
        ["factcheck factcheck-error", "id that"],
        ["factcheck factcheck-warning", "<12 ships>"],
    ]


def test_each_severity_has_a_line_of_its_own(lab):
    lab(findings(SOURCES, SAID, LATER), "wrap")
    styles = (
        "[...root.querySelectorAll('mark')].map((mark) => getComputedStyle(mark).textDecorationStyle).sort()"
    )
    assert set(lab.run(styles)) == {"solid", "dashed", "dotted"}


FAR = "Yesterday two sources said the harbour was open, and one source spoke of 12 ships."
EDITS = {
    "nothing": ("", SOURCES, 2),
    "a paragraph with the same words above": (f"root.prepend(p('{FAR}'))", LATER, 6),
    "an emoji right before": ("say(5, 'two ', 'two \U0001f600')", LATER, 5),
    "a word inserted right before": ("say(2, ', sources', ', unnamed sources')", SOURCES, 2),
    "the word before replaced": ("say(5, 'two ', 'three ')", LATER, 5),
    "the sentence before removed": ("root.children[1].remove()", SOURCES, 1),
    "the paragraph moved to the end": ("root.append(root.children[2])", SOURCES, 5),
    "half of the words made bold": ("bold(5, 'said the')", LATER, 5),
    "blanks made hard": ("say(5, ' said the', '\u00a0said\u00a0\u00a0the')", LATER, 5),
    "two words typed inside": ("say(5, 'the harbour', 'that the harbour')", LATER, "changed"),
    "a figure changed": ("say(5, 'the 12 ships', 'the 15 ships')", at("12 ships", 1), "changed"),
    "a digit added": ("say(4, '12', '125')", at("A source said 12"), "changed"),
    "a decimal added": ("say(4, '12.', '12.5.')", at("A source said 12"), "changed"),
    "a sign added": ("say(5, 'the 12', 'the -12')", at("12 ships", 1), "changed"),
    "a letter added": ("say(5, 'spoke of', 'spoke offof')", at("nobody spoke"), 5),
    "an accent added": ("say(5, 'nobody spoke', 'nobody spoke\u0301')", at("nobody spoke"), "changed"),
    "a plural made": ("say(4, 'source', 'sources')", at("A source"), "changed"),
    "the other of two alike edited": ("say(4, '12', '125')", TWIN, 4),
    "the sentence removed where the words stand elsewhere": ("root.children[5].remove()", LATER, "changed"),
    "the words removed where they stand elsewhere": ("say(2, 'Sources said no', 'Ada said no')", SAID, "changed"),
    "everything removed": ("root.textContent = ''", SOURCES, "changed"),
}  # fmt: skip
TOOLS = """
  window.p = (text) => Object.assign(document.createElement("p"), { textContent: text });
  window.range = (block, words) => {
    const range = document.createRange();
    let at = root.children[block].textContent.indexOf(words);
    const walker = document.createTreeWalker(root.children[block], NodeFilter.SHOW_TEXT);
    for (let [node, left] = [walker.nextNode(), words.length]; node && left > 0; node = walker.nextNode()) {
      if (at >= node.length) { at -= node.length; continue; }
      if (left === words.length) range.setStart(node, at);
      range.setEnd(node, Math.min(node.length, at + left));
      left -= node.length - at;
      at = 0;
    }
    return range;
  };
  window.say = (block, old, now) => {
    const here = range(block, old);
    const node = here.startContainer;
    if (here.endContainer === node) node.replaceData(here.startOffset, old.length, now);
    else { here.deleteContents(); node.appendData(now); }
  };
  window.bold = (block, words) => {
    const b = document.createElement("b");
    const here = range(block, words);
    b.append(here.extractContents());
    here.insertNode(b);
  };
"""


@pytest.mark.parametrize("with_report", [True, False], ids=["report", "annotations alone"])
@pytest.mark.parametrize("mode", ["paint", "wrap"])
def test_an_edit_moves_the_mark_with_its_words_or_takes_it_away(lab, mode, with_report):
    faults = []
    for name, (edit, anchor, expected) in EDITS.items():
        wanted = expected if isinstance(expected, str) else [squeezed(anchor), expected]
        lab(findings(anchor), mode, report=with_report)
        lab.run(TOOLS)
        lab.run(f"{{ {edit} }}")
        lab.run("new Promise((done) => setTimeout(done, 0))")
        if lab.run(MARKED) != [wanted]:
            faults.append((name, lab.run(MARKED), wanted))
        lab.run("shown.refresh()")
        if lab.run(MARKED) != [wanted]:
            faults.append((name, "after placing again", lab.run(MARKED), wanted))
    assert not faults


def test_places_that_are_alike_in_every_way_are_told_apart_or_told_to_be_alike(lab):
    assert lab(findings(TWIN)) == [[squeezed(TWIN), 4]]
    assert lab.run("shown.findings[0].targets[0].pieces[0].node.parentNode.previousSibling !== null")
    text = "The same words. " * 9
    article = Article.from_text(text, id="a", language="en")
    finding = samples.finding(
        "SRC005", "bare-source", "error", "One.", samples.at(article, "same words", nth=4)
    )
    check = {"annotations": drawn(samples.empty(article, findings=(finding,)))}
    assert lab(check, markup=f"<p>{text}</p>") == [["samewords", 0]]
    assert lab.run("shown.findings[0].targets[0].pieces[0].start") == 4 * 16 + 4
    assert lab(check, markup=f"<p>New. {text}</p>") == ["ambiguous"]


def test_what_has_no_place_here_says_why(lab):
    other = Article.from_text("Sources said so.", id="b", language="en")
    story = samples.finding("SRC007", "single-source", "warning", "One source.")
    elsewhere = samples.finding("SRC005", "bare-source", "error", "Bare.", samples.at(other, "Sources"))
    removed = samples.finding(
        "SRC005", "bare-source", "error", "Gone.", SAID.model_copy(update={"exact": ""})
    )
    report = samples.empty(ARTICLE, other, findings=(story, elsewhere, removed))
    assert lab({"annotations": drawn(report, MARKUP)}) == ["elsewhere", "removed"]
    assert lab.run("shown.findings.map((finding) => finding.targets.length)") == [0, 1, 1]


def test_an_article_in_a_frame_is_marked_there(lab):
    check = findings(SAID)
    lab(check, markup="")
    marked = lab.run(f"""(() => {{
      const frame = document.body.appendChild(document.createElement("iframe"));
      const [view, body] = [frame.contentWindow, frame.contentDocument.body];
      body.innerHTML = {json.dumps(MARKUP)};
      const shown = new fc.Highlighter({{ a: {{ text: body }} }});
      shown.show({json.dumps(check)});
      shown.choose(shown.findings[0].fingerprint);
      return [...view.CSS.highlights].map(([name, ranges]) => [name, ranges.size, CSS.highlights.get(name)?.size ?? 0]);
    }})()""")
    assert marked == [["factcheck-error", 1, 0], ["factcheck-chosen", 1, 0]]


def test_what_was_decided_away_is_not_marked_and_comes_back_when_it_is_reopened(lab):
    lab(findings(SAID))
    size = "[...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0)"
    fingerprint = lab.run("shown.findings[0].fingerprint")
    assert lab.run(size) == 1
    lab.run(f"shown.decide('{fingerprint}', 'dismissed')")
    assert lab.run(size) == 0
    lab.run(f"shown.decide('{fingerprint}', 'open')")
    assert lab.run(size) == 1


def test_hostile_markup_and_text_run_nothing_and_are_marked_like_any_other(lab):
    hostile = (
        "Sources said <img src=x onerror='window.hacked=1'> and </p><script>window.hacked=2</script> so."
    )
    markup = "<p>" + hostile.replace("&", "&amp;").replace("<", "&lt;") + "</p>" + "<div>" * 3000 + "deep"
    article = Article.from_html(markup, id="a", language="en")
    anchor = samples.at(article, hostile.removesuffix(" so."))
    finding = samples.finding("<img src=x onerror=window.hacked=3>", "r", "error", hostile, anchor)
    check = {"annotations": drawn(samples.empty(article, findings=(finding,)), markup)}
    for mode in ("paint", "wrap"):
        assert lab(check, mode, markup) == [[squeezed(anchor), 0]]
    lab.run("new Promise((done) => setTimeout(done, 50))")
    assert lab.run("typeof window.hacked") == "undefined"


def test_typing_among_wrapped_words_keeps_the_caret(lab):
    lab(findings(at("nobody spoke")), "wrap")
    lab.run("""{
      const mark = root.querySelector("mark");
      root.focus();
      getSelection().collapse(mark.firstChild, 6);
    }""")
    lab.type("!?")
    assert lab.run("root.textContent.includes('nobody!? spoke of the 12')")
    assert lab.run("root.querySelector('mark')") is None
    lab.press("Backspace")
    lab.press("Backspace")
    assert lab.run("root.querySelector('mark').textContent") == "nobody spoke"
    lab.type("x")
    assert lab.run("root.textContent.includes('nobodyx spoke of the 12')")


def test_random_edits_never_leave_a_mark_on_other_words_and_edits_far_away_lose_none(lab):
    anchors = [SOURCES, SAID, LATER, at("12 ships", 1), at("A source said 12"), at("nobody spoke")]
    lab(findings(*anchors))
    outcome = lab.run("""(async () => {
      let seed = 20261127;
      const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
      const pieces = ["12", " sources", "said ", "x", "\\u0301", "\\u{1F600}", " ", ".5", "-", "A source said 12. "];
      const squeezed = (text) => text.replace(/\\s/g, "");
      const wrong = []; let kept = 0; let lost = 0; let far = 0;
      for (let round = 0; round < 400; round += 1) {
        if (round % 4 === 0) root.innerHTML = before;
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const nodes = Array.from({ length: 99 }, () => walker.nextNode()).filter((node) => node?.data.trim());
        const node = nodes[random(nodes.length)];
        const at = random(node.length + 1);
        const away = round % 2 === 0;
        if (away) { root.innerHTML = before; root.prepend(Object.assign(document.createElement("p"),
          { textContent: Array.from({ length: 9 }, () => pieces[random(pieces.length)]).join("") })); }
        else if (random(2)) node.insertData(at, pieces[random(pieces.length)]);
        else node.deleteData(at, 1 + random(9));
        await null; await null;
        for (const finding of shown.findings) for (const target of finding.targets) {
          const words = target.why ? null : squeezed(String(fc.rangeOf(target.pieces)));
          if (!target.why && words !== squeezed(target.exact)) wrong.push([round, words, target.exact]);
          if (away) { far += 1; lost += Boolean(target.why); } else kept += !target.why;
        }
      }
      return { wrong, kept, lost, far };
    })()""")
    assert outcome["wrong"] == []
    assert outcome["lost"] == 0
    assert outcome["far"] == 1200
    assert outcome["kept"] > 500
