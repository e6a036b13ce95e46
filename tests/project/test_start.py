"""./run refuses what would harm: a demo where it must not be, a second start, new keys beside old data."""

import socket
import sys
import types
from pathlib import Path

import pytest

from suqing.apps.organisations.models import Organisation
from suqing.project import start


def _refused(*words: str) -> start.Cannot:
    with pytest.raises(start.Cannot) as caught:
        start.main(words)
    return caught.value


def test_no_demo_is_refused_where_the_demo_is(tmp_path: Path) -> None:
    (tmp_path / start.DEMO_MARK).write_text('{"logins": []}')
    refused = _refused("--no-demo", "--data", str(tmp_path))
    assert refused.code == 2
    assert "已有演示数据" in str(refused)


def test_a_port_in_use_is_told_before_anything_is_touched(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = _refused("--port", str(other.getsockname()[1]), "--data", str(tmp_path / "data"))
    assert refused.code == 3
    assert "请用 --port 另选一个" in str(refused)
    assert not (tmp_path / "data").exists()


def test_two_starts_on_one_folder(tmp_path: Path) -> None:
    with start._alone(tmp_path), pytest.raises(start.Cannot, match=r"正被另一个 ./run 使用"):
        start._alone(tmp_path)
    start._alone(tmp_path).close()


def test_old_data_without_its_keys_is_not_given_new_ones(tmp_path: Path) -> None:
    with pytest.raises(start.Cannot, match="没有密钥"):
        start._keys_match(tmp_path / "keys", fresh=False)
    start._keys_match(tmp_path / "keys", fresh=True)


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    module = types.ModuleType("suqing.demo")
    module.LOGINS = (("xiaoli", "pw", "小李专员"),)  # type: ignore[attr-defined]
    module.load = _load_one  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "suqing.demo", module)
    monkeypatch.setattr("suqing.demo", module, raising=False)
    return module


@pytest.mark.django_db
def test_the_demo_is_loaded_once_and_its_log_ins_are_told_at_every_start(tmp_path: Path, demo: types.ModuleType) -> None:
    logins = [["xiaoli", "pw", "小李专员"]]
    assert start._demo(tmp_path) == logins
    assert start._demo(tmp_path) == logins
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_own_data_never_gets_the_demo(tmp_path: Path, demo: types.ModuleType) -> None:
    _load_one()
    assert start._demo(tmp_path) == []
    assert not (tmp_path / start.DEMO_MARK).exists()


@pytest.mark.django_db
def test_a_demo_loaded_by_halves_is_not_taken_for_a_whole_one(tmp_path: Path, demo: types.ModuleType) -> None:
    def break_off() -> None:
        _load_one()
        raise KeyboardInterrupt

    demo.load = break_off  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        start._demo(tmp_path)
    with pytest.raises(start.Cannot, match="上次没有载完"):
        start._demo(tmp_path)


def _load_one() -> None:
    root = Organisation(code="HQ", name="甲财险", short_name="甲财险", kind="headquarters", path="")
    root.root = root
    root.path = f"/{root.pk}/"
    root.save()
