"""The notice of 2027 comes out while cases of late December 2026 are open (S5 8.1; gaps unpublished_year and late_december of the calendar).

Imagined: off from Thursday 31 December 2026 to Sunday 3 January 2027, and Monday 4 January too; Saturday 9 January is worked.
Received Wednesday 30 December, three working days. Before the notice Monday to Friday count: 31, 1, Monday 4, said to be provisional.
After it: Tuesday 5, 6, Thursday 7. Received Monday 28 December: 29, 30, Thursday 31, final as it seemed; after the notice 29, 30, Tuesday 5.
"""

import json

import pytest

from suqing.apps.complaints.tasks import follow_the_calendar
from suqing.apps.editions.actions import store_calendar
from suqing.kernel.canonical import canonical
from suqing.rulebook import Calendar, open_calendar
from tests.cast import cn
from tests.stories.office import in_hand, take_down
from tests.web.desk_cast import Office, text_of

OUT = "2026-12-30 16:00"


def notice_comes_out() -> None:
    """What the worker does after an upgrade that brings the year."""
    data = json.loads(open_calendar("cn").canonical)
    holidays = [{"name": "元旦", "from": "2026-12-31", "until": "2027-01-04"}]
    data["years"].append(dict(data["years"][-1]) | {"year": 2027, "holidays": holidays, "make_up_days": ["2027-01-09"]})
    store_calendar(Calendar.from_canonical(canonical(data)), at=cn(OUT))
    follow_the_calendar(cn(OUT))
    assert follow_the_calendar(cn(OUT)) == 0  # once is enough


@pytest.mark.parametrize(
    ("day", "before", "provisional", "after"),
    [("2026-12-30", "办结 1月4日 周一 17:30", True, "办结 1月7日 周四 17:30"), ("2026-12-28", "办结 12月31日 周四 17:30", False, "办结 1月5日 周二 17:30")],
)
def test_the_limit_is_counted_anew_and_whoever_has_the_case_is_told(office: Office, day: str, before: str, provisional: bool, after: str) -> None:
    take_down(office, f"{day} 09:12")
    in_hand(office, day)
    page = text_of(office.get("sun", f"{day} 10:10"))
    assert before in page.replace("2027年", "")
    assert ("年历未公布" in page) == provisional
    notice_comes_out()
    page = text_of(office.get("sun", "2026-12-30 16:10"))
    assert after in page.replace("2027年", "")
    assert "年历未公布" not in page
    assert office.ref in text_of(office.get("sun", "2026-12-30 16:10", "/desk/notices/"))


def test_natural_days_and_what_is_done_are_left_alone(office: Office) -> None:
    take_down(office, "2026-12-28 09:12")
    in_hand(office, "2026-12-28")
    notice_comes_out()
    page = text_of(office.get("sun", "2026-12-30 16:10")).replace("2027年", "")
    assert "法定办理 1月12日 周二 23:59" in page  # 15 days of the law
    assert "按时 联系 12月29日 周二 17:30" in page
