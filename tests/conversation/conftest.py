"""One story in a store, and the two ways to hold a conversation about it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from assistant import Article, Assistant, Report, Settings
from assistant.api import create_app
from assistant.conversation.local import InProcess
from assistant.conversation.protocol import Conversation
from assistant.conversation.remote import OverHttp
from assistant.files import read
from assistant.jobs import Worker
from assistant.saving import LOCAL_DESK, check_and_save
from assistant.store import Store
from tests.api.conftest import bearer

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
REVIEWER = "Ada Bream"
SETTINGS = Settings(reviewer=REVIEWER, models={})


def story() -> tuple[Article, ...]:
    """The example articles of a fire: they differ in a figure, and lead to one source."""
    articles, errors = read([EXAMPLES / "harbour-wire.txt", EXAMPLES / "harbour-post.html"])
    assert not errors
    return tuple(
        article.model_copy(update={"id": id_})
        for article, id_ in zip(articles, ("wire", "post"), strict=True)
    )


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """A store in a file."""
    with Store(sqlite_url) as opened:
        yield opened


@pytest.fixture
async def report(store: Store) -> Report:
    """The story's check, kept for both."""
    async with Assistant(SETTINGS) as assistant:
        return await check_and_save(assistant, story(), store)


def kept_in(store: Store, settings: Settings, query: str = "") -> Settings:
    """The settings with that store as the configured one."""
    url = f"{store.url.render_as_string(hide_password=False)}{query}"
    return settings.model_copy(update={"database_url": SecretStr(url)})


@pytest.fixture(params=["in process", "in process, read by SQLAlchemy", "over HTTP"])
async def conversation(
    request: pytest.FixtureRequest, store: Store, report: Report
) -> AsyncIterator[Conversation]:
    """A conversation about the same store, in process and as a client of the service."""
    if request.param != "over HTTP":
        query = "?timeout=30" if "SQLAlchemy" in request.param else ""
        held = InProcess(kept_in(store, SETTINGS, query))
        yield held
        await held.aclose()
        return
    app = create_app(SETTINGS, store, Worker(store, SETTINGS, poll=0.02))
    key = bearer(store, LOCAL_DESK, "read", "check", "review", reviewer=REVIEWER)["Authorization"].split()[1]
    async with app.router.lifespan_context(app):
        client = OverHttp("http://localhost", key, httpx.ASGITransport(app))
        yield client
        await client.aclose()
