"""A real server, killed while a model answers: every check ends, no finished call is paid twice."""

from functools import partial

import pytest
from sqlalchemy import select

from assistant.store import Store
from assistant.store.tables import CheckRow, EventRow
from tests.jobs.cluster import Cluster, accepted, answered, ended, kill, provided, wait_for

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
TEXT = "\n\n".join(
    f"Warden {name} said {n} boats sank." for n, name in enumerate(("Ash", "Bram", "Cole", "Dunn"), 2)
)


@pytest.fixture
def provider():
    with provided() as server:
        yield server


@pytest.fixture
def cluster(tmp_path):
    """Start processes with an environment; all are killed in the end."""
    started = []

    def begin(**environment):
        started.append(Cluster(tmp_path, environment))
        return started[-1]

    yield begin
    for one in started:
        one.stop()


def article(text):
    return {"text": text, "language": "en"}


def test_a_killed_server_loses_no_check_and_pays_no_finished_call_twice(cluster, provider, tmp_path):
    url = f"sqlite:///{tmp_path / 'facts.db'}"
    one_by_one = {"FACTCHECK_MODELS": '{"openai/test": {"max_concurrency": 1, "mode": "prompt"}}'}
    processes = cluster(
        **{**provider.environment, **one_by_one}, FACTCHECK_DATABASE_URL=url, FACTCHECK_WINDOW="1"
    )
    process, base = processes.serve()
    # Two checks that ask the same at the same moment both pay for it: the texts share no sentence.
    texts = TEXT, TEXT.replace("Warden", "Keeper").replace("boats", "barges")
    ids = [accepted(lambda: base, article(text), str(n)) for n, text in enumerate(texts)]
    with Store(url) as store:
        wait_for(lambda: len(answered(store)) >= 2)
        kill(process)
        paid = answered(store)
        _, again = processes.serve()
        for id_ in ids:
            body = wait_for(partial(ended, lambda: again, id_))
            assert body["status"] == "complete", body["problem"]
            assert body["report"]["id"] == id_
        assert len(paid) >= 2
        assert {key: provider.asked[key] for key in paid} == dict.fromkeys(paid, 1)
        assert answered(store) == set(provider.asked)


def test_a_worker_that_is_killed_for_good_has_its_checks_made_by_another(cluster, postgres_url):
    processes = cluster(FACTCHECK_DATABASE_URL=postgres_url, FACTCHECK_MODEL="baseline")
    with Store(postgres_url) as store:
        _, base = processes.serve("--no-work")
        ids = [
            accepted(lambda: base, article(f"{TEXT}\n\nThere were {n}, sources said."), str(n))
            for n in range(40)
        ]
        doomed, _ = processes.start("worker"), processes.start("worker")
        wait_for(lambda: any(f"-{doomed.pid}-" in worker for worker in holders(store)))
        kill(doomed)
        assert {wait_for(partial(ended, lambda: base, id_))["status"] for id_ in ids} == {"complete"}
        assert holders(store) == []
        with store.reading() as session:
            done = select(EventRow.check_id).where(EventRow.kind == "done")
            assert sorted(session.scalars(done)) == sorted(ids)


def holders(store):
    with store.reading() as session:
        return session.scalars(select(CheckRow.worker).where(CheckRow.worker.is_not(None))).all()
