"""The worker stops on a Friday night: every desk page says so, the clocks stay true, and the machine's monitor is told."""

from datetime import timedelta

from django.test import Client

from suqing.apps.jobs.heartbeats import WORKER, beat
from suqing.apps.jobs.models import Heartbeat
from suqing.kernel.clock import now
from tests.cast import cn
from tests.stories.office import in_hand, take_down
from tests.web.desk_cast import Office, text_of

WARNING = "时限照算，但不会发通知"
PAGES = ("/desk/", "/desk/cases/", "/desk/notices/", "/desk/rules/", "/desk/new/")


def test_every_desk_page_says_since_when_and_what_still_holds(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    beat(WORKER, started_at=cn("2026-11-23 08:00"), at=cn("2026-11-23 10:29"))
    for path in (*PAGES, f"/desk/c/{office.ref}/"):
        assert WARNING not in text_of(office.get("li", "2026-11-23 10:30", path)), path
        page = text_of(office.get("li", "2026-11-23 10:40", path))
        assert "今日 10:29 后没有运行" in page, path
        assert WARNING in page, path


def test_a_deadline_that_passes_meanwhile_is_late_on_the_page_all_the_same(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    beat(WORKER, started_at=cn("2026-11-23 08:00"), at=cn("2026-11-23 09:00"))
    page = text_of(office.get("li", "2026-11-24 17:45"))
    assert "超" in page
    assert "已超期" in text_of(office.get("li", "2026-11-24 17:45", "/desk/?view=overdue"))


def test_the_monitor_is_told(office: Office) -> None:
    client = Client()
    assert client.get("/readyz").status_code == 503
    beat(WORKER, started_at=now(), at=now())
    assert client.get("/readyz").status_code == 200
    Heartbeat.objects.update(at=now() - timedelta(minutes=30))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["worker"]["ok"] is False
