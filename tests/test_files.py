"""Files of every kind in, articles and named errors out."""

import io
import json

import pytest

from assistant.files import read, sniffed

STORY = "Harbour bridge shut\n\nThe bridge was shut on Tuesday, the mayor said. It is old.\n"


@pytest.fixture
def folder(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def one(*paths, **options):
    articles, errors = read(paths, **options)
    assert not errors, errors
    (article,) = articles
    return article


def fault(*paths, **options):
    articles, errors = read(paths, **options)
    assert not articles
    (error,) = errors
    return str(error)


def test_a_text_file_is_kept_whole(folder):
    article = one(folder("a.txt", STORY.replace("\n", "\r\n")))
    assert article.text == STORY.replace("\n", "\r\n")
    assert article.headline == "Harbour bridge shut"


def test_front_matter_is_metadata_and_no_sentence(folder):
    text = (
        "---\ntitle: 'Bridge: shut'\noutlet: The Norla Post\ndate: 2025-03-01 10:00:00 +0100\nlang: no\n"
        "id: 007\nurl: https://norla.example/1\nauthor: Ada\ntags: [a, b]\nrevision:\n"
        "---\n# Bridge: shut\n\nThe rain fell.\n"
    )
    for name in ("a.md", "a.txt"):
        article = one(folder(name, text))
        assert article.text == text
        assert (article.headline, article.outlet, article.language) == (
            "Bridge: shut",
            "The Norla Post",
            "no",
        )
        assert (article.id, article.url, article.revision) == ("007", "https://norla.example/1", None)
        assert article.published_at.isoformat() == "2025-03-01T10:00:00+01:00"
        assert [article.words(s) for s in article.sentences] == ["Bridge: shut", "The rain fell."]


def test_a_line_of_hyphens_is_not_yet_front_matter(folder):
    article = one(folder("a.md", "---\nThe rain fell.\n---\nIt fell all day."))
    assert [article.words(s) for s in article.sentences] == ["The rain fell.", "It fell all day."]


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        ("title: a: b", "line 2"),
        ("title: [a]", "single value"),
        ("date: soon", "published_at"),
        ("a: " + "[" * 9_000, "YAML"),
    ],
)
def test_bad_front_matter_is_named(folder, matter, said):
    message = fault(folder("a.md", f"---\n{matter}\n---\nThe rain fell."))
    assert "a.md: " in message
    assert said in message


def test_html_and_json_files(folder):
    assert one(folder("a.html", "<p>The rain fell.</p>")).text == "The rain fell."
    entry = {"text": "The rain fell.", "outlet": "Norla", "published_at": "2025-03-01", "language": "en"}
    assert one(folder("a.json", json.dumps(entry))).outlet == "Norla"
    articles, errors = read([folder("b.json", json.dumps([entry, {"html": "<p>It fell.</p>"}]))])
    assert [a.text for a in articles] == ["The rain fell.", "It fell."]
    assert not errors


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"text": "a", "html": "b"}', "got text and html"),
        ('{"outlet": "a"}', "got none"),
        ('{"text": "a", "body": "b"}', "body: no such field"),
        ('{"text": "a", "published_at": "soon"}', "published_at: expected a date"),
        ('{"text": ""}', "got nothing"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "a\\ud83db"}', "surrogate"),
        ('{"text": \n nonsense}', "line 2"),
        ("[]", "a list of them"),
        ("5", "a list of them"),
        ("[" * 100_000, "beyond all measure"),
        ("[" + "9" * 10_000 + "]", "beyond all measure"),
    ],
)
def test_bad_json_is_named(folder, content, said):
    message = fault(folder("a.json", content))
    assert "a.json" in message
    assert said in message


def test_one_bad_entry_leaves_the_others(folder):
    path = folder(
        "a.json", '[{"text": "The rain fell."}, {"text": "x", "author": "y"}, 7, {"text": "It fell."}]'
    )
    articles, errors = read([path])
    assert [a.text for a in articles] == ["The rain fell.", "It fell."]
    assert [str(e).split(": ")[1] for e in errors] == ["article 2", "article 3"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty file"),
        (b" \n\t ", "empty file"),
        (b"%PDF-1.7 abc", "a PDF"),
        (b"PK\x03\x04abc", "office document"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"Rain \x00 fell." * 9, "binary"),
        (bytes(range(1, 256)) * 8, "expected text"),
        (b"\x00\x01\xff\xfe" * 50, "could not decode"),
    ],
)
def test_what_is_no_text_is_named(folder, content, said):
    message = fault(folder("a.txt", content))
    assert "a.txt: expected" in message
    assert said in message


def test_an_over_long_file_is_named(folder):
    assert "at most 100 characters" in fault(folder("a.txt", "a" * 101), limit=100)
    assert "at most 4,000 bytes" in fault(folder("b.txt", "a" * 5_000), limit=100)


def test_missing_files_folders_and_globs_are_named_and_the_rest_is_read(folder, tmp_path):
    good = folder("good.txt", STORY)
    articles, errors = read([tmp_path / "none.txt", tmp_path, str(tmp_path / "*.xyz"), good])
    assert [a.text for a in articles] == [STORY]
    messages = [str(error) for error in errors]
    assert "none.txt: expected a file, found none" in messages[0]
    assert "got a directory" in messages[1]
    assert "*.xyz: expected files that match" in messages[2]


def test_globs_are_expanded_in_order_and_no_file_is_read_twice(folder, tmp_path):
    for name in ("b.txt", "a.txt", "c.md"):
        folder(name, f"The rain fell on {name}.")
    articles, errors = read([str(tmp_path / "*.txt"), tmp_path / "a.txt", str(tmp_path / "**" / "*.md")])
    assert [a.text for a in articles] == [f"The rain fell on {name}." for name in ("a.txt", "b.txt", "c.md")]
    assert not errors


def test_a_file_whose_name_looks_like_a_glob_is_a_file(folder):
    assert one(folder("a[1].txt", STORY)).text == STORY


def test_more_articles_than_allowed_is_an_error(folder):
    articles, errors = read([folder("a.json", json.dumps([{"text": "Rain."}] * 5))], most=3)
    assert len(articles) == 3
    assert "at most 3 articles" in str(errors[0])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The rain fell.", "text"),
        ("<p>The rain fell.</p>", "html"),
        ("<!DOCTYPE html><html>", "html"),
        ("< 5 people came.", "text"),
        ('{"text": "a"}', "json"),
        ('[{"text": "a"}]', "json"),
        ("[Norla] The rain fell.", "text"),
        ("# Rain\n\nIt fell.", "markdown"),
        ("---\ntitle: Rain\n---\nIt fell.", "markdown"),
    ],
)
def test_standard_input_is_told_by_its_beginning(text, kind):
    assert sniffed(text) == kind


def test_standard_input_is_read_once():
    assert one("-", "-", stdin=io.BytesIO(b"<p>The rain fell.</p>")).text == "The rain fell."
    assert "standard input: expected" in fault("-", stdin=io.BytesIO(b""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_files_are_decoded_and_nothing_else(folder, encoding):
    text = "Café Norla’s “bridge” — 😀 e\u0301 was shut.\r\nIt is old."
    assert one(folder("a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The mayor’s office said it would “close” the café on Tuesday — for £5."),
        ("cp1252", "It cost £5."),
        ("cp1250", "Prezydent powiedział, że wybory odbędą się później, w środę."),
        ("cp1251", "Министр заявил в понедельник, что выборы отложены."),
        ("koi8-r", "Министр заявил в понедельник, что выборы отложены."),
        ("shift_jis", "政府は月曜日に選挙を延期すると発表した。"),
        ("big5", "政府週一宣布推遲選舉。"),
    ],
)
def test_older_encodings_are_detected(folder, encoding, text):
    assert one(folder("a.txt", text.encode(encoding))).text == text


def test_a_page_declares_its_encoding(folder):
    page = '<meta charset="iso-8859-7"><p>Ο υπουργός το είπε.</p>'.encode("iso-8859-7")
    assert one(folder("a.html", page)).text == "Ο υπουργός το είπε."


def test_utf8_is_never_taken_for_anything_else(folder):
    page = '<meta charset="windows-1252"><p>Café €5 – “ž” 政府</p>'
    assert one(folder("a.html", page)).text == "Café €5 – “ž” 政府"


def test_a_byte_order_mark_in_a_page_shifts_no_anchor(folder):
    article = one(folder("a.html", "<p>The rain fell.</p>".encode("utf-8-sig")))
    assert article.anchor_of(article.sentences[0]).html.start == 3


def test_json_that_holds_no_article_says_what_came(folder):
    _, (error,) = read([folder("none.json", b"[]")])
    assert str(error).endswith("got an empty list")
    _, (error,) = read([folder("five.json", b"[5]")])
    assert str(error).endswith("article 1: expected an article as a JSON object, got something else")
