"""What every test may use."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.cast import House, found_cast

ROOT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What this run cannot show is skipped with its reason (./test says beforehand what it leaves out)."""
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    for item in items:
        if on_postgres and {"suqing", "installation", "peopled"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.skip(reason="its installation is on SQLite whatever this run is on: the run on SQLite shows it"))
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs SUQING_DATABASE_URL=postgresql://…"))
        if item.get_closest_marker("redis") and not os.environ.get("SUQING_TEST_REDIS"):
            item.add_marker(pytest.mark.skip(reason="needs SUQING_TEST_REDIS=redis://…"))


@pytest.fixture
def keys_folder() -> Path:
    """Where the keys of this run lie (SUQING_KEYS)."""
    return Path(settings.KEYS)


@pytest.fixture
def suqing(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the installed command in a process of its own, on data and keys of its own: suqing("version")."""

    def run(*words: str, timeout: float = 60, **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "suqing.cli", *words],
            env=command_environment(tmp_path) | extra,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[..., Any]]:
    """`once(make, …)`: rows made once for the tests of a module, under each test's own savepoint; rolled back with the module.

    Not beside tests that commit (transaction=True): they would meet an open transaction.
    """
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()

    def made(make: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with django_db_blocker.unblock():
            return make(*given, **named)

    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture(scope="module")
def founded(once: Callable[..., Any]) -> House:
    """Both insurers of tests.cast, founded once for a module."""
    house: House = once(found_cast)
    return house


@pytest.fixture
def house(founded: House, db: None) -> House:
    """The cast, each test's own objects for the module's rows."""
    return deepcopy(founded)


@pytest.fixture(autouse=True)
def _nothing_left_to_note() -> Iterator[None]:
    """Traces of reading wait in the process: what one test noted is not written into the next one's database."""
    from suqing.apps.audit import reading

    yield
    reading._buffer.clear()


@pytest.fixture(scope="session")
def _upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    subprocess.run(
        [sys.executable, "-m", "suqing.cli", "upgrade"], env=command_environment(folder), check=True, capture_output=True, timeout=300
    )
    return folder


@pytest.fixture
def installation(_upgraded: Path, tmp_path: Path) -> Path:
    """A folder with `data` and `keys` as after a first `suqing upgrade` on SQLite; the `suqing` fixture works on it."""
    shutil.copytree(_upgraded, tmp_path, dirs_exist_ok=True)
    return tmp_path


CAST = "from suqing.commands._django import setup; setup(); from tests.cast import found_cast; found_cast()"


@pytest.fixture(scope="session")
def _peopled(_upgraded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("peopled")
    shutil.copytree(_upgraded, folder, dirs_exist_ok=True)
    subprocess.run([sys.executable, "-c", CAST], env=command_environment(folder), check=True, capture_output=True)
    return folder


@pytest.fixture
def peopled(_peopled: Path, tmp_path: Path) -> Path:
    """The same with the cast: the insurers P0101 and L0201."""
    shutil.copytree(_peopled, tmp_path, dirs_exist_ok=True)
    return tmp_path


def command_environment(folder: Path) -> dict[str, str]:
    """The environment of a command that shares nothing with this test run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SUQING_", "DJANGO_", "PYTEST_"))}
    return kept | {
        "SUQING_DATA": str(folder / "data"),
        "SUQING_KEYS": str(folder / "keys"),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The ledger takes no DELETE and no TRUNCATE: lift its triggers while a test that committed is swept away."""
    if not importlib.util.find_spec("suqing.apps.audit.triggers"):
        yield
        return
    from django.test import TransactionTestCase

    from suqing.apps.audit import triggers

    sweep_away = TransactionTestCase._fixture_teardown

    def lifted(case: TransactionTestCase) -> None:
        triggers.lift()
        try:
            sweep_away(case)
        finally:
            triggers.remake()

    with django_db_blocker.unblock():
        triggers.remake()
    TransactionTestCase._fixture_teardown = lifted
    yield
    TransactionTestCase._fixture_teardown = sweep_away
