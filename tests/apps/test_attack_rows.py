"""Raw SQL past every action: what the ledger names, and what no longer opens."""

import pytest
from django.db import connection

from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint, Party
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.editions.models import StoredEdition
from suqing.apps.editions.stored import open_stored
from suqing.kernel.errors import SealBroken
from tests.cast import House

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def named() -> set[tuple[str, str | None, int | None]]:
    return {(each.what, each.table, each.row) for each in verify() if each.table}


@pytest.mark.parametrize("change", [
    "UPDATE complaints_complaint SET stage = 'closed', open = %s WHERE id = %s",
    "UPDATE complaints_complaint SET facts = (SELECT demands FROM complaints_complaint WHERE id <> %s) WHERE id = %s",
])  # fmt: skip
def test_a_changed_case_is_named(house: House, change: str) -> None:
    first, second = house.register(), house.register()
    assert named() == set()
    value: object = False if "stage" in change else first.id
    sql(change, value, first.id)
    assert named() == {("row_changed", "complaints_complaint", first.id)}
    assert second.id != first.id


def test_texts_do_not_open_in_another_row_column_or_case(house: House) -> None:
    first, second = house.register(), house.register(name="李先生")
    mine, other = Party.objects.get(complaint=first), Party.objects.get(complaint=second)
    for field, value in (("name", mine.phone), ("name", other.name), ("phone", other.phone)):
        kept = getattr(mine, field)
        setattr(mine, field, value)
        with pytest.raises(SealBroken):
            read(mine, case_key(first), field)
        setattr(mine, field, kept)
    sql("UPDATE complaints_complaint SET data_key = %s WHERE id = %s", second.data_key, first.id)
    with pytest.raises(SealBroken):
        case_key(Complaint.objects.get(pk=first.id))


def test_a_rule_changed_in_the_database_decides_nothing(house: House) -> None:
    stored = StoredEdition.objects.filter(rulebook="property").first()
    assert stored is not None
    open_stored.cache_clear()
    assert open_stored(stored.content_hash).id == "property"
    sql("UPDATE editions_storededition SET canonical = %s WHERE content_hash = %s", stored.canonical.replace("20000", "90000"), stored.content_hash)
    open_stored.cache_clear()
    with pytest.raises(SealBroken, match="was changed"):
        open_stored(stored.content_hash)
    open_stored.cache_clear()
