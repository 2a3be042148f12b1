"""`factcheck serve` and `factcheck keys`."""

from datetime import UTC, datetime

import pytest
import typer
from standardwebhooks import Webhook
from typer.testing import CliRunner

from assistant.api.callers import is_loopback
from assistant.cli import keys, webhooks
from assistant.cli.serve import serve
from assistant.errors import ConfigError, InputError
from assistant.keys import Keys
from assistant.store import Store
from assistant.webhooks.secrets import signing


@pytest.fixture
def url(tmp_path, monkeypatch):
    address = f"sqlite:///{tmp_path / 'facts.db'}"
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", address)
    monkeypatch.chdir(tmp_path)
    return address


def run(app, *words):
    return CliRunner().invoke(app, words)


def test_a_key_is_made_shown_once_listed_and_revoked(url):
    made = run(
        keys.app, "create", "--desk", "north", "--scope", "read", "--scope", "review", "--reviewer", "Ada"
    )
    token = made.stdout.strip()
    with Store(url) as store:
        key = Keys(store).verified(token)
        assert (key.desk, key.reviewer, key.scopes) == ("north", "Ada", ("read", "review"))
        listed = run(keys.app, "list").stdout
        assert f"{key.id}  north  Ada  read,review" in listed
        assert token.split("_", 2)[2] not in listed
        assert run(keys.app, "revoke", key.id).exit_code == 0
        assert Keys(store).verified(token) is None
    assert "revoked" in run(keys.app, "list").stdout
    assert run(keys.app, "revoke", key.id).exit_code == 2


def test_a_secret_is_made_shown_once_listed_without_it_and_replaced(url):
    made = run(webhooks.app, "secret", "--desk", "north")
    secret = made.stdout.strip()
    assert Webhook(secret).sign("msg_1", datetime.now(UTC), "{}").startswith("v1,")
    newer = run(webhooks.app, "secret", "--desk", "north").stdout.strip()
    listed = run(webhooks.app, "list").stdout
    assert [line.startswith("north  ") for line in listed.splitlines()] == [True, True]
    assert listed.splitlines()[0].endswith(" UTC")
    assert "until" in listed.splitlines()[0]
    assert secret not in listed
    with Store(url) as store, store.reading() as session:
        assert list(signing(session, "north")) == [newer, secret]
    newest = run(webhooks.app, "secret", "--desk", "north", "--at-once").stdout.strip()
    with Store(url) as store, store.reading() as session:
        assert list(signing(session, "north")) == [newest]
    assert isinstance(run(webhooks.app, "secret", "--desk", " ").exception, InputError)


@pytest.mark.parametrize("words", [["--desk", "north", "--scope", "all"], ["--desk", " ", "--scope", "read"]])
def test_a_key_that_cannot_be_is_refused(url, words):
    assert isinstance(run(keys.app, "create", *words).exception, InputError)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "news.example"])  # noqa: S104 - it must be refused
def test_beyond_this_machine_it_listens_only_with_keys(url, monkeypatch, host):
    app = typer.Typer()
    app.command()(serve)
    started = []
    monkeypatch.setattr("uvicorn.run", lambda *_, **options: started.append(options["host"]))
    refused = run(app, "--host", host).exception
    assert isinstance(refused, ConfigError)
    assert "factcheck keys create" in str(refused)
    assert started == []
    with Store(url) as store:
        Keys(store).create("north", ["read"])
    assert run(app, "--host", host).exit_code == 0
    assert started == [host]


def test_what_is_loopback():
    assert [is_loopback(host) for host in ("localhost", "127.0.0.1", "127.3.2.1", "::1")] == [True] * 4
    assert [is_loopback(host) for host in ("", "0.0.0.0", "localhost.x", "10.0.0.1", "1")] == [False] * 5  # noqa: S104
