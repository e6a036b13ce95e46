"""The cast at the API: one token each, a clock that stands still, and a case that is walked step by step."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from suqing.apps.integration.tokens import make_token
from tests.cast import House, cn
from tests.office_cast import AssessmentOffice

BASE = "/api/v1/complaints"
MORNING = "2026-11-23 09:15"


def call(client: Client, method: str, path: str, body: Any = None, *, token: str = "", **headers: str) -> Any:
    """One request; header names with underscores: If_Match='"7"'."""
    given = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    if token:
        given["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    if method == "GET":
        return client.get(path, **given)
    text = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body, ensure_ascii=False)
    return client.post(path, data=text, content_type="application/json", **given)


@dataclass
class World:
    house: House | AssessmentOffice
    monkeypatch: pytest.MonkeyPatch
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    tokens: dict[str, str] = field(default_factory=dict)

    def at(self, text: str) -> "World":
        moment: datetime = cn(text)
        self.monkeypatch.setattr("suqing.kernel.clock.now", lambda: moment)
        return self

    def token(self, who: str) -> str:
        if who not in self.tokens:
            at = cn("2026-11-01 09:00")
            self.tokens[who] = make_token(staff=self.house.people[who], name="测试", at=at, expires_at=at + timedelta(days=365))[1]
        return self.tokens[who]

    def get(self, who: str, path: str, **headers: str) -> Any:
        return call(self.client, "GET", path, token=self.token(who), **headers)

    def post(self, who: str, path: str, body: Any = None, **headers: str) -> Any:
        return call(self.client, "POST", path, body, token=self.token(who), **headers)

    def intake(self, **given: Any) -> dict[str, Any]:
        """陈女士's call, as another system would send it."""
        return {
            "method": "telephone", "received_at": "2026-11-23T09:12:00", "unit_id": "P0101-31",
            "facts": "11月2日轻微剐蹭报案，定损员两次改期，至今未定损。", "demands": "尽快定损，赔付代步费。",
            "respondent_text": "车险理赔部定损岗", "respondent_staff_id": "ding", "conduct_day": "2026-11-05", "line_of_business": "motor",
            "dispute_type": "claim", "policy_no": "PDAA2026310000883417", "possible_loss_yuan": "26400.00", "name": "陈女士", "phone": "13800006621",
            **given,
        }  # fmt: skip

    def register(self, who: str = "li", **given: Any) -> dict[str, Any]:
        answer = self.post(who, BASE, self.intake(**given))
        assert answer.status_code == 201, answer.content.decode()
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def world(house: House, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(house, monkeypatch).at(MORNING)
