"""Cassettes for every test marked `vcr`: how they are recorded and matched, and that none is half played."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pytest_recording.plugin import get_default_cassette_name
from vcr import VCR
from vcr.cassette import Cassette
from vcr.errors import CannotOverwriteExistingCassetteException

from assistant.jobs import upgrade
from assistant.store import Store
from tests import chromium
from tests.recording import ReadableYaml, cassette_folder, said, vcr_options

COLLECTED = pytest.StashKey[list[pytest.Item]]()
UNMATCHED = pytest.StashKey[list[str]]()
# No deadline: how long an example takes is no property of ours, and less so on a busy machine.
settings.register_profile("suite", deadline=None)
settings.register_profile("fuzz", max_examples=5000, deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much is tried; `make fuzz` and `make soak` take minutes."""
    parser.addoption("--fuzz-examples", type=int, default=10, help="Made-up requests for each operation.")
    parser.addoption("--soak-kills", type=int, default=5, help="Kills on each database.")
    parser.addoption("--soak-articles", type=int, default=30, help="Articles that are sent.")
    parser.addoption("--soak-clients", type=int, default=10, help="Clients that send them at once.")
    parser.addoption("--soak-seed", type=int, default=4, help="What decides the moments of the kills.")


def pytest_recording_configure(config: pytest.Config, vcr: VCR) -> None:
    """Teach VCR our format and our matcher."""
    vcr.register_serializer("yaml", ReadableYaml)
    vcr.register_matcher("said", said)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Remember every test that was collected, before any is deselected."""
    config.stash[COLLECTED] = list(items)


@pytest.fixture(autouse=True, scope="session")
def _own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store for the commands under test that is nobody's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('store') / 'checks.db'}")
        yield


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A command under test that logs to its stderr does so until its test ends: then that stream is closed."""
    loggers = [logging.getLogger(name) for name in ("factcheck", "uvicorn")]
    before = [(logger, logger.level, list(logger.handlers)) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to copy: the engine takes a tenth of a second to make its own."""
    path = tmp_path_factory.mktemp("upgraded") / "facts.db"
    with Store(f"sqlite:///{path}") as opened:
        upgrade(opened)
    return path


@pytest.fixture
def sqlite_url(upgraded_file: Path, tmp_path: Path) -> str:
    """The address of a file that is ready for use."""
    return f"sqlite:///{shutil.copy(upgraded_file, tmp_path / 'facts.db')}"


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Page]:
    """A page of the one browser that all tests share."""
    if chromium.PROGRAM is None:
        pytest.skip("no Chromium on this machine's search path")
    with chromium.browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    """How a cassette is recorded and matched."""
    return vcr_options()


@pytest.fixture(scope="module")
def vcr_cassette_dir(request: pytest.FixtureRequest) -> str:
    """`cassettes/<path under tests>`."""
    return str(cassette_folder(request.path))


@pytest.fixture(autouse=True)
def _unmatched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Note requests that the cassette does not hold: LiteLLM buries that, and it would pass for an outage."""
    noted = request.node.stash[UNMATCHED] = []
    create = CannotOverwriteExistingCassetteException.__init__

    def noting(self: Exception, *args: Any, **kwargs: Any) -> None:
        create(self, *args, **kwargs)
        noted.append(str(self))

    monkeypatch.setattr(CannotOverwriteExistingCassetteException, "__init__", noting)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that asked for what its cassette does not hold, or left something of it unplayed."""
    try:
        yield
    finally:
        if noted := item.stash.get(UNMATCHED, []):
            pytest.fail(f"not in the cassette (record it again?): {noted[0]}", pytrace=False)
    cassette = getattr(item, "funcargs", {}).get("vcr")
    if (
        isinstance(cassette, Cassette)
        and item.config.getoption("--record-mode") == "none"
        and not cassette.all_played
    ):
        unplayed = len(cassette) - cassette.play_count
        pytest.fail(f"{unplayed} recorded exchanges of {len(cassette)} were not played", pytrace=False)


def played_cassettes(items: list[pytest.Item]) -> set[Path]:
    """The cassettes that the tests among these play."""
    return {
        cassette_folder(item.path)
        / f"{get_default_cassette_name(getattr(item, 'cls', None), item.name)}.yaml"
        for item in items
        if item.get_closest_marker("vcr")
    }
