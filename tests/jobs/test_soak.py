"""Load and kills: nothing accepted is lost or doubled, and no finished call is paid twice.

`make test` runs it small, `make soak` in full; the moments of the kills are those of a seed.
"""

import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from random import Random

import pytest
from sqlalchemy import func, select

from assistant.jobs import upgrade
from assistant.store import Store
from assistant.store.tables import CheckRow, EventRow
from tests.jobs.cluster import Clients, Cluster, answered, ended, free_port, kill, provided, wait_for
from tests.store.conftest import postgresql

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])


@pytest.fixture
def scale(request):
    """How many kills, articles and clients, and the seed."""
    option = request.config.getoption
    return option("--soak-kills"), option("--soak-articles"), option("--soak-clients"), option("--soak-seed")


@pytest.fixture
def provider():
    with provided(seconds=0.1) as server:
        yield server


@dataclass
class Roles:
    """The processes that are to be there, by role; which are killed, and started again."""

    cluster: Cluster
    commands: dict[str, tuple[str, ...]]
    port: int = field(default_factory=free_port)
    running: dict = field(default_factory=dict)

    def start(self, role):
        command, *options = self.commands[role]
        port = ("--port", str(self.port)) if command == "serve" else ()
        self.running[role] = self.cluster.start(command, *port, *options)

    def base(self):
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(folder, provider, url, **commands):
    environment = {**provider.environment, "FACTCHECK_DATABASE_URL": url}
    cluster = Cluster(folder, environment, light=True)
    roles = Roles(cluster, commands)
    for role in commands:
        roles.start(role)
    try:
        yield roles
    finally:
        cluster.stop()


class Killing:
    """Kills at moments that a seed decides, and what had been paid by each."""

    def __init__(self, roles, provider, store, seed):
        self.random = Random(seed)  # noqa: S311 - a seed is the point
        self.roles, self.provider, self.store = roles, provider, store
        self.paid = []

    def strike(self, *, for_good=None):
        """Kill one; it is started again unless it is killed for good."""
        time.sleep(self.random.uniform(0.2, 2.5))
        role = for_good or self.random.choice(sorted(self.roles.running))
        kill(self.roles.running.pop(role))
        known = answered(self.store)
        self.paid.append({key: self.provider.asked[key] for key in known})
        if for_good is None:
            self.roles.start(role)

    def paid_again(self):
        """The calls that had been answered when something was killed, and were sent again afterwards."""
        return [
            key for before in self.paid for key, times in before.items() if self.provider.asked[key] != times
        ]


def verify(store, clients, roles, articles):
    """Every article has one check of its own, and each has ended well, once."""
    assert sorted(clients.ids) == list(range(articles))
    for number, id_ in clients.ids.items():
        body = wait_for(partial(ended, roles.base, id_))
        assert body["status"] == "complete", (body["problem"], body["report"] and body["report"]["stages"])
        assert body["report"]["articles"][0]["id"] == f"article-{number}"
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(CheckRow)) == articles
        done = session.scalars(select(EventRow.check_id).where(EventRow.kind == "done")).all()
    assert Counter(done) == dict.fromkeys(clients.ids.values(), 1)


def test_of_many_articles_from_many_clients_none_is_lost_and_none_doubled(scale, provider, tmp_path):
    _, articles, size, _ = scale
    url = f"sqlite:///{tmp_path / 'facts.db'}"
    with (
        Store(url) as store,
        running(tmp_path, provider, url, server=("serve", "--concurrency", "8")) as roles,
    ):
        clients = Clients(roles.base, size, articles)
        clients.start()
        clients.join()
        verify(store, clients, roles, articles)
    assert set(provider.asked.values()) == {1}


def test_server_and_worker_on_a_file_are_killed_at_random(scale, provider, tmp_path):
    kills, articles, size, seed = scale
    url = f"sqlite:///{tmp_path / 'facts.db'}"
    commands = {"server": ("serve",), "worker": ("worker",)}
    with Store(url) as store, running(tmp_path, provider, url, **commands) as roles:
        killing, clients = Killing(roles, provider, store, seed), Clients(roles.base, size, articles)
        clients.start()
        for _ in range(kills):
            killing.strike()
        clients.join()
        verify(store, clients, roles, articles)
    assert killing.paid_again() == []


def test_on_postgresql_one_worker_dies_for_good_and_the_database_restarts(scale, provider, tmp_path):
    kills, articles, size, seed = scale
    commands = {"server": ("serve", "--no-work"), "first": ("worker",), "second": ("worker",)}
    with postgresql() as server, Store(server.get_uri()) as store:
        upgrade(store)
        url = server.get_uri()
        with running(tmp_path, provider, url, **commands) as roles:
            killing, clients = Killing(roles, provider, store, seed), Clients(roles.base, size, articles)
            clients.start()
            for number in range(kills):
                if number == kills // 2:
                    server.stop()
                    time.sleep(1.0)
                    server.start()
                killing.strike(for_good="second" if number == kills - 1 else None)
            clients.join()
            verify(store, clients, roles, articles)
    assert killing.paid_again() == []
