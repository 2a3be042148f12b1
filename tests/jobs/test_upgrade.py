"""A rolling upgrade: the next release takes over, process by process, while checks come in and are made."""

import os
import re
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import assistant
from assistant import StoreError
from assistant.store import Store, schema
from tests.jobs.cluster import PATIENCE, Cluster, accepted, ended, provided, wait_for

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
ROOT = Path(assistant.__file__).parent.parent
EACH = 3  # checks in each phase
LATER = f'''
"""What a release after this one may bring: columns, one of them never empty, an index and a table."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{schema.HEAD}"


def upgrade() -> None:
    op.add_column("checks", sa.Column("later_word", sa.Text()))
    op.add_column("checks", sa.Column("later_count", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_checks_later_word", "checks", ["desk", "later_word"])
    op.create_table("later", sa.Column("id", sa.Text(), primary_key=True))
'''


@pytest.fixture
def later(tmp_path):
    """The next release: a copy of this one with a migration of its own. What has a process of it started."""
    root = tmp_path / "later"
    shutil.copytree(ROOT / "assistant", root / "assistant", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("plugins", "prompts"):
        (root / name).symlink_to(ROOT / name)
    (root / "assistant/store/migrations/versions/r9999_later.py").write_text(LATER)
    module = root / "assistant/store/migrations/__init__.py"
    was = f'HEAD = "{schema.HEAD}"'
    assert was in module.read_text()
    module.write_text(module.read_text().replace(was, 'HEAD = "9999"'))
    return {"PYTHONPATH": os.pathsep.join([str(root), *sys.path])}


@pytest.fixture
def provider():
    with provided(seconds=0.3) as server:
        yield server


def test_the_next_release_takes_over_while_checks_are_made(postgres_url, provider, later, tmp_path):
    environment = {**provider.environment, "FACTCHECK_DATABASE_URL": postgres_url}
    old = Cluster(tmp_path, environment, light=True)
    new = Cluster(tmp_path / "later", {**environment, **later}, light=True)
    ids: list[str] = []

    def post(base):
        for _ in range(EACH):
            article = {"text": f"Warden {len(ids)} said {len(ids) + 2} boats sank.", "language": "en"}
            ids.append(accepted(lambda: base, article, str(len(ids))))

    try:
        old_worker = old.start("worker")
        old_server, first = old.serve("--no-work")
        post(first)
        upgrading = _upgrade(tmp_path, {**environment, **later})
        post(first)
        said, _ = upgrading.communicate(timeout=PATIENCE)
        assert f"schema {schema.HEAD} -> 9999".encode() in said
        post(first)
        wait_for(lambda: ended(lambda: first, ids[-1]))
        post(first)
        new.start("worker")
        _leave(old_worker)
        _, second = new.serve("--no-work")
        post(second)
        _leave(old_server)
        bodies = [wait_for(partial(ended, lambda: second, id_)) for id_ in ids]
    finally:
        old.stop()
        new.stop()
    assert [body["status"] for body in bodies] == ["complete"] * len(ids)
    assert len(set(ids)) == 5 * EACH
    assert set(provider.asked.values()) == {1}
    with Store(postgres_url) as late, pytest.raises(StoreError, match="of a newer release"):
        late.page("local")


def _upgrade(folder, environment):
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "db", "upgrade"]
    words = {**os.environ, **environment}
    return subprocess.Popen(command, env=words, cwd=folder, stdout=subprocess.PIPE)


def _leave(process):
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) in {0, -signal.SIGTERM}


def test_from_this_release_on_a_migration_only_adds():
    """What an old process still uses may go only in the release after the one that stopped using it."""
    folder = Path(schema.__file__).with_name("migrations") / "versions"
    takes = re.compile(r"drop_|alter_column|rename_|batch_alter_table|DROP |RENAME ")
    since = [path for path in sorted(folder.glob("r*.py")) if path.stem[1:5] > "0005"]
    takers = {path.name for path in since if takes.search(path.read_text("utf-8"))}
    assert takers == set()
