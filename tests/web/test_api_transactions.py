"""What is only read waits for nobody who writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import found_cast
from tests.web.api_world import BASE, World


@pytest.mark.django_db(transaction=True)
def test_a_get_opens_no_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(found_cast(), monkeypatch).at("2026-11-23 09:15")
    ref = world.register()["ref"]
    for path in (BASE, f"{BASE}/{ref}", "/api/v1/rulebooks", "/api/v1/rulebooks/property", "/api/v1/openapi.json", "/api/v1/docs"):
        world.get("li", path)
        with CaptureQueriesContext(connection) as queries:
            assert world.get("li", path).status_code == 200, path
        opened = [each["sql"] for each in queries if each["sql"].upper().startswith(("BEGIN", "SAVEPOINT", "INSERT", "UPDATE", "DELETE"))]
        assert opened == [], path
