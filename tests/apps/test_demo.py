"""The demo loads through the real actions, at any hour, and puts every story where it belongs."""

from collections import Counter

import pytest

from suqing import demo
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import Filters, page_of, seer_of
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.models import Staff
from suqing.kernel.clock import house, now
from suqing.kernel.crypto import new_keys
from suqing.kernel.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings: object, keys_folder: object) -> None:
    new_keys(keys_folder)  # type: ignore[arg-type]
    demo.load()


def seen(login: str, view: str = "open") -> int:
    moment = now()
    staff = Staff.objects.get(username=login)
    seer = seer_of(standing_of(staff, on=house(moment).date()), now=moment)
    return len(page_of(seer, view=view, filters=Filters(), now=moment)[0])


def test_every_stage_and_every_world(loaded: None) -> None:
    stages = Counter(Complaint.objects.values_list("stage", flat=True))
    assert {"registered", "dispatched", "investigating", "proposed", "approved", "replied", "closed", "archived", "not_admitted"} <= set(stages)
    assert Staff.objects.count() >= 40
    kinds = Counter(Complaint.objects.values_list("kind", flat=True))
    assert (kinds["improvement"], kinds["advice"]) == (3, 1)
    assert seen("wairen") == 0
    assert seen("li") > seen("wang") > 0
    assert seen("zhao", "to_instruct") == 1
    assert seen("li", "overdue") >= 1
    with pytest.raises(Refused):
        demo.load()
