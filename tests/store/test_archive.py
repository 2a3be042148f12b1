"""The archive on both databases: what is found again, what is not, and that erased is erased there too."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, event, func, select, text

from assistant import Article, Assistant, InputError, Outcome, Settings, StoreError, View
from assistant.archive import FromArchive
from assistant.archive.related import POSTINGS
from assistant.archived import ARCHIVE, Against
from assistant.article import identified
from assistant.replay import differences, rebuild
from assistant.report import Coverage, Report, Trace
from assistant.saving import check_and_save
from assistant.store import Store, archive, checks, fulltext
from assistant.store.tables import ArchivedArticleRow, ArchivedClaimRow
from assistant.terms import Terms
from tests.fakes import claim

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
WEIR = "The weir at Ostrava Lane burst on Tuesday and flooded the brewery."
AGAIN = "A second breach of the weir at Ostrava Lane flooded the brewery."
OTHER = "Parliament in Lisbon adopted a budget for railways."


def news(text_, id_=None, at=NOW, **more):
    metadata = {"language": "en", "id": id_ or "", "published_at": at, **more}
    (article,) = identified([Article.from_text(text_, **metadata)])
    return article


def report_of(*articles, id_=None):
    """A report in which every sentence is a claim."""
    found = identified(articles)
    return Report(
        id=id_ or f"check-{found[0].sha256[:8]}",
        status="complete",
        created_at=NOW,
        articles=found,
        claims=tuple(claim(a, s.n) for a in found for s in a.sentences),
        stages=tuple(
            Trace(name="claims", article=a.id, status="ok", coverage=Coverage(sentences=1, examined=1))
            for a in found
        ),
    )


def put(store, *articles, desk="north", id_=None, **more):
    report = report_of(*articles, id_=id_)
    store.save(report, desk, **more)
    return report


def fetch(store, *articles, desk="north", **against):
    """The outcome of the archive's step for a check of these articles."""
    found = identified(articles)
    view = View(articles=found, claims=tuple(claim(a, s.n) for a in found for s in a.sentences))
    return asyncio.run(FromArchive(store, desk, Against(**against)).run(view, None))


def ids(outcome):
    return [found.article.id for found in outcome.provided.archived]


def left_out(outcome):
    return [item.reason.removeprefix("left_out_by_bound: ") for item in outcome.provided.rejected]


def rows(store):
    with store.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(t))
            for t in (ArchivedArticleRow, ArchivedClaimRow)
        )


def indexed(store, *words, desk="north", at=NOW):
    """How many rows the full-text index itself has under these words."""
    span = (at - timedelta(days=1), at + timedelta(days=1))
    with store.reading() as session:
        found = fulltext.postings(session, words, desk, span, POSTINGS)
    return {word: len(found[word]) for word in words}


def test_a_related_article_is_found_with_what_its_check_found_and_an_unrelated_one_is_not(store):
    old, _ = put(store, news(WEIR, "weir")), put(store, news(OTHER, "budget"))
    outcome = fetch(store, news(AGAIN, "second"))
    (found,) = outcome.provided.archived
    assert (found.check, found.article) == (old.id, old.articles[0])
    assert found.claims == old.claims
    trace = outcome.trace
    assert (trace.name, trace.status, trace.engine, trace.calls) == (ARCHIVE, "ok", "full text", 0)
    assert trace.parameters == {"days": 90, "limit": 10}


def test_endings_accents_case_and_figures_do_not_matter(store):
    put(store, news("Floods closed 12 harbours in São Bento, ministers said.", "a"))
    assert ids(fetch(store, news("THE FLOODING CLOSES 17 HARBOURS OF SAO BENTO, A MINISTER SAYS.", "b"))) == [
        "a"
    ]


def test_the_most_related_comes_first_and_the_limit_is_told(store):
    for n, words in enumerate(
        ("burst", "burst and flooded the brewery", "burst and flooded the brewery on Tuesday")
    ):
        put(store, news(f"The weir at Ostrava Lane {words}; number {'abc'[n] * 9}.", f"a{n}"))
    outcome = fetch(store, news(WEIR, "new"), limit=2)
    assert ids(outcome) == ["a2", "a1"]
    assert left_out(outcome) == ["1 related archived articles beyond the limit"]


def test_the_window_counts_from_the_articles_own_date_both_ways(store):
    for apart in (-60, -9, -7, 0, 7, 9):
        put(store, news(f"{WEIR} {'x' * (apart + 70)}", f"at {apart}", at=NOW + timedelta(days=apart)))
    assert set(ids(fetch(store, news(AGAIN, "new"), days=8))) == {"at -7", "at 0", "at 7"}
    assert set(ids(fetch(store, news(AGAIN, "new", at=NOW - timedelta(days=60)), days=1))) == {"at -60"}


def test_an_article_without_a_date_stands_where_it_was_checked(store):
    undated = Article.from_text(WEIR, language="en", id="weir")
    put(store, undated)
    assert ids(fetch(store, news(AGAIN, "new"), days=1)) == ["weir"]
    assert ids(fetch(store, news(AGAIN, "new", at=NOW - timedelta(days=400)), days=300)) == []


def test_a_date_at_the_end_of_the_calendar_stops_nothing(store):
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        put(store, news(f"{WEIR} {at}", at, at=at))
        fetch(store, news(AGAIN, "new", at=at), days=3660)
    put(store, news(WEIR, "later", at="9998-12-31T00:00:00+00:00"))
    assert ids(fetch(store, news(AGAIN, "new", at="9998-12-30T00:00:00+00:00"), days=3660)) == ["later"]


def test_a_desk_never_finds_what_another_checked(store):
    put(store, news(WEIR, "weir"), desk="south")
    assert ids(fetch(store, news(AGAIN, "new"), desk="north")) == []
    assert indexed(store, "weir", desk="north") == {"weir": 0}
    put(store, news(WEIR, "weir"), desk="north", id_="north-1")
    assert [f.check for f in fetch(store, news(AGAIN, "new"), desk="north").provided.archived] == ["north-1"]
    assert rows(store)[0] == 2


def test_only_the_newest_revision_is_found_and_never_by_its_own_successor(store):
    for revision, words in (("1", WEIR), ("2", WEIR.replace("Tuesday", "Monday"))):
        put(store, news(words, "weir", revision=revision), id_=f"r{revision}")
    (found,) = fetch(store, news(AGAIN, "new")).provided.archived
    assert (found.check, found.article.revision) == ("r2", "2")
    assert ids(fetch(store, news(WEIR.replace("Tuesday", "Friday"), "weir", revision="3"))) == []
    assert rows(store)[0] == 1


def test_an_article_that_is_known_by_its_url_alone_is_known_again(store):
    put(store, news(WEIR, url="https://news.example/weir"))
    assert ids(fetch(store, news(AGAIN, url="https://news.example/weir"))) == []
    assert len(ids(fetch(store, news(AGAIN, url="https://news.example/other")))) == 1


def test_the_same_text_checked_again_under_no_name_is_no_article_beside_itself(store):
    put(store, news(WEIR), id_="first")
    put(store, news(WEIR), id_="second")
    assert rows(store)[0] == 1
    assert ids(fetch(store, news(WEIR))) == []
    assert ids(fetch(store, news(WEIR, "named-now"))) == []


def test_copies_come_once_and_an_earlier_version_from_the_same_outlet_not_at_all(store):
    told = [
        WEIR,
        "The brewery was founded in 1871.",
        "Its owner could not be reached.",
        "Rain fell.",
        "No one was hurt.",
    ]
    put(store, news(" ".join(told), "wire", outlet="Wire"))
    put(store, news(" ".join([*told[:4], "Nobody was hurt."]), "copy", outlet="Courier"))
    put(store, news(" ".join([*told, "More rain is forecast."]), "draft", outlet="Post"))
    outcome = fetch(store, news(" ".join([*told[:4], "Two people were hurt."]), "new", outlet="Post"))
    assert len(ids(outcome)) == 1
    assert set(ids(outcome)) <= {"wire", "copy"}
    assert left_out(outcome) == [
        "1 archived articles that repeat another one",
        "1 earlier versions of a submitted article",
    ]


def test_archived_articles_of_a_check_are_not_archived_again(store):
    old = put(store, news(WEIR, "weir"))
    report = report_of(news(AGAIN, "new"))
    shown = old.articles[0].model_copy(update={"role": "archive"})
    store.save(report.model_copy(update={"articles": (*report.articles, shown)}), "north")
    with store.reading() as session:
        found = dict(session.execute(select(ArchivedArticleRow.article, ArchivedArticleRow.check_id)).all())
    assert found == {"weir": old.id, "new": report.id}


TONGUES = [
    (
        "ru",
        "Министр закрыл городскую гавань Одессы.",
        "Гавань в Одессе закрыта министром.",
        "Дождь в Москве.",
    ),
    ("ja", "東京都は港を再開した。", "東京都の港が再開された。", "大阪で雨が降った。"),
    ("de", "Die Überschwemmung zerstörte eine Brücke.", "Überschwemmungen zerstören Brücken.", "Es regnet."),
    ("ar", "أغلقت السلطات ميناء بيروت", "ميناء بيروت مغلق منذ أمس", "هطل المطر"),
    ("hi", "बंदरगाह मुंबई में बंद रहा", "मुंबई का बंदरगाह बंद", "बारिश हुई"),
    ("zz", "Lokomo terena zabu lika.", "Zabu lika terena moro.", "Hapa kule."),
]


def test_claims_are_found_in_any_language(store):
    for language, before, _, other in TONGUES:
        put(store, news(before, f"before {language}", language=language))
        put(store, news(other, f"other {language}", language=language))
    for language, _, now, _ in TONGUES:
        assert ids(fetch(store, news(now, "now", language=language))) == [f"before {language}"]


HOSTILE = [
    'weir" OR "brewery',
    "weir* NEAR(Ostrava, 3) ^Lane -brewery",
    "tokens : weir AND NOT Ostrava + Lane",
    "'; DROP TABLE checks; -- weir:* & !Ostrava | 'brewery''\\",
    "weir \x01 Ostrava \u202e brewery {weir} (Ostrava) %_",
    "\"\"\" *** ::: ((( ))) '''",
]


def test_the_characters_of_an_article_are_never_a_query(store):
    put(store, news(WEIR, "weir"))
    for words in HOSTILE:
        assert ids(fetch(store, news(f"{words} and the brewery at Ostrava Lane by the weir", "new"))) == [
            "weir"
        ]
    for n, words in enumerate(HOSTILE):
        put(store, news(f"{words}: {'abcdef'[n] * 9} near the brewery at Ostrava Lane, by the weir", f"h{n}"))
    assert len(ids(fetch(store, news(AGAIN, "third")))) == 1 + len(HOSTILE)


def test_a_word_that_everybody_uses_leads_to_the_newest_alone_and_a_rare_one_all_the_way(store):
    """A rare word finds the oldest; common ones alone stop at the bound."""
    said = "Officials of the council said talks would continue about"
    put(store, news(f"{said} Quillmoor harbour.", "oldest"))
    others = (f"{said} {'abcdefghij'[n % 10] * 5}{'klmnopqrst'[n // 10] * 5}." for n in range(90))
    filler = report_of(*(news(words, f"f{n}") for n, words in enumerate(others)))
    store.save(filler, "north")
    assert indexed(store, "council", "quillmoor") == {"council": POSTINGS, "quillmoor": 1}
    assert ids(fetch(store, news("The harbour of Quillmoor is shut.", "new")))[0] == "oldest"


def test_a_claim_with_one_rare_word_is_compared_in_all_its_words_however_old(store):
    """Its other words have led to the bound: that it has them too is read from its own row."""
    said = "Officials of the council said talks would continue about"
    put(store, news(f"{said} Quillmoor.", "oldest"))
    put(store, news("Rain fell in Quillmoor.", "rain"))
    others = (f"{said} {'abcdefghij'[n % 10] * 5}{'klmnopqrst'[n // 10] * 5}." for n in range(90))
    store.save(report_of(*(news(words, f"f{n}") for n, words in enumerate(others))), "north")
    found = ids(fetch(store, news(f"Reporters heard that {said.lower()} Quillmoor.", "new")))
    assert found[0] == "oldest"
    assert "rain" not in found


def test_erased_text_is_gone_from_the_archive_and_from_every_report_that_showed_it(store, tmp_path):
    first, second = (
        "The Zebulon bridge in Quillmoor was closed on Tuesday.",
        "The Zebulon bridge in Quillmoor was opened on Tuesday.",
    )

    async def run():
        async with Assistant(Settings()) as assistant:
            old = await check_and_save(assistant, [news(first, "old")], store, desk="north")
            new = await check_and_save(
                assistant, [news(second, "new")], store, desk="north", against=Against()
            )
            terms = Terms.of(store.settings(new.id, "north"))
            assert differences(new, await rebuild(new, terms, ())) == ()
            return old, new, terms

    old, new, terms = asyncio.run(run())
    assert [(a.id, a.role) for a in new.articles] == [("new", "submitted"), ("old", "archive")]
    across = [f for f in new.findings if {a.article for a in f.anchors} == {"new", "old"}]
    assert across
    assert store.erase(old.id, "north")
    left = store.report(new.id, "north")
    assert "was closed" not in left.model_dump_json()
    assert left.articles[0] == new.articles[0]
    assert [c for c in left.claims if c.article == "new"] == [c for c in new.claims if c.article == "new"]
    assert [f.fingerprint for f in left.findings] == [f.fingerprint for f in new.findings]
    assert [a.exact for f in left.findings for a in f.anchors if a.article == "new"] == [
        a.exact for f in new.findings for a in f.anchors if a.article == "new"
    ]
    assert indexed(store, "close", "bridg") == {"close": 0, "bridg": 1}
    with pytest.raises(InputError, match=f"check {old.id}, which it is from, was erased"):
        asyncio.run(rebuild(left, terms, ()))
    assert store.erase(new.id, "north")
    assert rows(store) == (0, 0)


def test_an_embargo_takes_the_text_from_the_archive_and_from_where_else_it_is_shown(store):
    old = put(store, news(WEIR, "weir"), embargo=0)
    found = fetch(store, news(AGAIN, "new")).provided.archived
    assert [f.article.id for f in found] == ["weir"]
    shown = _showing(store, old)
    store.sweep(30)
    assert rows(store)[0] == 1
    assert indexed(store, "tuesday", "breach") == {"tuesday": 0, "breach": 1}
    assert "Tuesday" not in store.report(shown, "north").model_dump_json()
    assert ids(fetch(store, news("Ostrava Lane weir and the brewery.", "third"))) == ["new"]


def test_what_is_erased_while_another_check_compares_with_it_is_not_kept_by_that_check(store):
    old = put(store, news(WEIR, "weir"))
    shown = _showing(store, old, erased_meanwhile=True)
    assert "Tuesday" not in store.report(shown, "north").model_dump_json()
    assert "brewery" in store.report(shown, "north").model_dump_json()


def test_a_check_that_is_taken_over_compares_with_what_was_fetched_before(store):
    """The fetch is a unit of work like any other: its kept outcome counts, whatever the archive has since."""
    old, kept, ran = put(store, news(WEIR, "weir")), {}, []

    async def remembering(unit, view, model):
        key = unit.stage.name, unit.article
        if key not in kept:
            ran.append(key)
            kept[key] = (await unit.stage.run(view, model)).model_dump_json(by_alias=True)
        return Outcome.model_validate_json(kept[key])

    async def run():
        async with Assistant(Settings()) as assistant:
            return await assistant.check(
                [news(AGAIN, "new")],
                id_="same",
                run_unit=remembering,
                archive=FromArchive(store, "north", Against()),
            )

    first = asyncio.run(run())
    put(store, news(f"{WEIR} More.", "another"))
    second = asyncio.run(run())
    assert (ARCHIVE, None) in ran
    assert len(ran) == len(set(ran))
    assert [a.id for a in second.articles] == ["new", "weir"]
    assert second.claims == first.claims
    assert {t.of_check for t in second.stages} == {None, old.id}


def test_a_report_and_its_place_in_the_archive_are_kept_together_or_not_at_all(store):
    report = report_of(news(WEIR, "weir"))

    def broken():
        with store.transaction() as session:
            checks.save(session, report, "north")
            assert session.scalar(select(func.count()).select_from(ArchivedClaimRow)) == 1
            raise StoreError("away")

    with pytest.raises(StoreError):
        broken()
    assert rows(store) == (0, 0)
    assert indexed(store, "weir") == {"weir": 0}


def test_the_window_and_the_desk_are_read_from_the_index_alone(store):
    """The plan of both databases: the full-text index, and no scan of the archive."""
    put(store, news(WEIR, "weir"))
    with store.reading() as session:
        sqlite = session.get_bind().dialect.name == "sqlite"
        sql = fulltext._sql("sqlite" if sqlite else "postgresql", ends=False)
        values = {"tokens": '["x0"]', "most": 3, "since": NOW, "until": NOW}
        if not sqlite:
            session.execute(text("SET enable_seqscan = off"))
        plan = "\n".join(
            str(row) for row in session.execute(text(f"EXPLAIN {'QUERY PLAN' * sqlite} {sql}"), values)
        )
    assert ("VIRTUAL TABLE INDEX" if sqlite else "Bitmap Index Scan on archive_index") in plan
    assert "archived_claims" not in plan or not sqlite
    assert "Seq Scan" not in plan


def test_claims_are_read_by_their_numbers_however_much_the_desk_has(tmp_path):
    """On SQLite, which has no statistics to choose by."""
    asked = []
    with Store(f"sqlite:///{tmp_path / 'desk.db'}") as store, store.reading() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2:4]))
        archive.claims(session, "north", [1])
        ((sql, values),) = asked
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all())
    assert plan.count("USING INTEGER PRIMARY KEY") == 2
    assert "archive_identity" not in plan


def test_checks_of_before_the_archive_are_found_once_it_is_filled_anew(store, monkeypatch):
    monkeypatch.setattr(archive, "_AT_ONCE", 2)
    put(store, news(WEIR, "weir"), id_="first")
    put(store, news(OTHER, "other"), id_="second")
    put(store, news(WEIR.replace("brewery", "mill"), "weir"), id_="third")
    put(store, news(f"{WEIR} It is old.", "bare"), id_="fourth", embargo=0)
    put(store, news(AGAIN, "again"), desk="south", id_="fifth")
    store.sweep(30)
    kept = rows(store)
    with store.transaction() as session:
        session.execute(delete(ArchivedArticleRow))
    assert ids(fetch(store, news(AGAIN, "new"))) == []
    for _ in range(2):
        store.reindex()
        assert rows(store) == kept
    (found,) = fetch(store, news(AGAIN, "new")).provided.archived
    assert found.check == "third"
    assert ids(fetch(store, news(WEIR, "new"), desk="south")) == ["again"]


def _showing(store, old, *, erased_meanwhile=False):
    """The id of a check whose report shows the article of an older one."""
    report = report_of(news(AGAIN, "new"))
    archived = old.articles[0].model_copy(update={"role": "archive"})
    trace = old.stages[0].model_copy(update={"of_check": old.id})
    both = report.model_copy(
        update={
            "articles": (*report.articles, archived),
            "claims": (*report.claims, *old.claims),
            "stages": (*report.stages, trace),
        }
    )
    if erased_meanwhile:
        store.erase(old.id, "north")
    store.save(both, "north")
    return both.id
