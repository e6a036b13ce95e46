"""What every page has, whoever wrote it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from suqing.apps.jobs import heartbeats
from suqing.kernel import clock


def test_healthz_asks_the_process_only(client: Client) -> None:
    """No database fixture: a query would fail the test."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


@pytest.mark.django_db
def test_readyz_needs_a_worker_that_breathes(client: Client) -> None:
    never = client.get("/readyz")
    assert never.status_code == 503
    assert never.json()["checks"]["worker"]["words"] == "后台进程从未运行，请启动 suqing worker。"

    now = clock.now()
    heartbeats.beat("worker", started_at=now, at=now)
    assert client.get("/readyz").json()["ready"] is True

    heartbeats.beat("worker", started_at=now, at=now - timedelta(minutes=10))
    silent = client.get("/readyz")
    assert silent.status_code == 503
    assert silent.json()["checks"]["worker"]["age_seconds"] >= 600


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError, connection

    def away(*_: Any, **__: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert list(answer.json()["checks"]) == ["database"]


def test_the_strict_policy_is_on_every_answer(client: Client) -> None:
    headers = client.get("/healthz").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_five_wrong_passwords_lock_the_name_out_even_with_the_right_one(client: Client) -> None:
    from suqing.apps.organisations.models import Organisation, Staff

    root = Organisation(code="HQ", name="甲财险", short_name="甲财险", kind="headquarters", path="")
    root.root = root
    root.path = f"/{root.pk}/"
    root.save()
    staff = Staff(username="xiaoli", name="小李专员", root=root)
    staff.set_password("correct horse")
    staff.save()

    codes = [client.post("/login/", {"login": "xiaoli", "password": f"wrong {n}"}).status_code for n in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    locked = client.post("/login/", {"login": "xiaoli", "password": "correct horse"})
    assert locked.status_code == 429
    assert "暂不能登录" in locked.content.decode()
    assert "_auth_user_id" not in client.session

    other = client.post("/login/", {"login": "xiaoli", "password": "correct horse"}, REMOTE_ADDR="10.0.0.9")
    assert (other.status_code, other.headers["Location"]) == (302, "/desk/")


def test_nobody_can_sign_up(client: Client) -> None:
    from django.urls import NoReverseMatch, reverse

    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
