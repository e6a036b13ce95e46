"""`suqing token` on an installation of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Suqing = Callable[..., CompletedProcess[str]]


@pytest.fixture
def tokens(installation: Path, suqing: Suqing) -> Suqing:
    import sqlite3

    with sqlite3.connect(installation / "data" / "suqing.sqlite3") as database:
        database.execute(
            "INSERT INTO organisations_organisation (id, root_id, parent_id, path, code, name, short_name, kind, business) "
            "VALUES (1, 1, NULL, '/1/', 'P0101', '东海财险股份有限公司', '东海财险', 'headquarters', 'property')"
        )
    assert suqing("keys", "new").returncode == 0
    made = suqing("createuser", "li", "--name", "小李专员", "--organisation", "P0101", "--password", "rundes-Fenster-27")
    assert made.returncode == 0, made.stderr
    return lambda *words: suqing("token", *words)


def listed(tokens: Suqing) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(tokens("list", "--json").stdout)
    return found


def test_a_token_is_shown_once_listed_and_revoked(tokens: Suqing) -> None:
    made = tokens("create", "li", "--name", "呼叫中心", "--days", "30")
    assert made.returncode == 0, made.stderr
    text = made.stdout.strip()
    assert text.startswith("sq_")
    assert len(text) > 40
    rows = listed(tokens)
    assert [(each["username"], each["name"], each["state"]) for each in rows] == [("li", "呼叫中心", "valid")]
    assert text not in tokens("list").stdout
    assert tokens("revoke", rows[0]["id"]).returncode == 0
    assert listed(tokens)[0]["state"] == "revoked"
    again = tokens("revoke", rows[0]["id"])
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)


def test_what_cannot_be_is_one_sentence(tokens: Suqing) -> None:
    for words in (("create", "nobody", "--name", "甲"), ("create", "li", "--name", "甲", "--days", "800"), ("create", "li", "--name", ""), ("revoke", "7")):
        done = tokens(*words)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), words
    assert listed(tokens) == []
