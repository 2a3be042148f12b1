"""What a request asks of the database: none of it twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from assistant import Article, acheck, jobs
from assistant.store import LOCAL_DESK, Store
from tests.api.conftest import NEWS

ASKED = {"articles": [{"text": NEWS, "language": "en"}]}


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """The first word of every statement, as it is sent."""
    said: list[str] = []

    def hear(*sent: object) -> None:
        said.append(str(sent[2]).split()[0])

    event.listen(store.engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(store.engine, "before_cursor_execute", hear)


async def test_a_check_is_accepted_in_one_transaction_and_not_read_again(idle, store):
    await idle.post("/v1/checks", json=ASKED)
    with asked(store) as said:
        answer = await idle.post("/v1/checks", json=ASKED)
    assert answer.status_code == 202
    whether_keys = ["BEGIN", "SELECT"]
    check_article_queue = ["BEGIN", "INSERT", "INSERT", "INSERT", "INSERT"]
    assert said == whether_keys + check_article_queue


async def test_a_check_with_its_report_is_one_statement(idle, store):
    report = await acheck(Article.from_text(NEWS, language="en"))
    store.save(report, LOCAL_DESK)
    jobs.prepare(store)
    with asked(store) as said:
        answer = await idle.get(f"/v1/checks/{report.id}")
    assert answer.json()["report"]["id"] == report.id
    assert said.count("SELECT") == 2  # whether there are keys, and the check
