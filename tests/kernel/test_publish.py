from dataclasses import dataclass

import pytest
from django.db import transaction

from suqing.kernel import publish as publishing
from suqing.kernel.publish import Handlers, publish, register


@dataclass(frozen=True)
class FindingConfirmed:
    number: int


@pytest.fixture(autouse=True)
def _own_table():
    before = list(publishing._tables)
    yield
    publishing._tables[:] = before


def test_an_event_outside_a_transaction_is_refused(transactional_db):
    register({})
    with pytest.raises(RuntimeError, match="outside a transaction"):
        publish(FindingConfirmed(1))


@pytest.mark.django_db
def test_before_the_table_is_set_nothing_can_be_published():
    publishing._tables.clear()
    with pytest.raises(LookupError):
        publish(FindingConfirmed(1))


def test_together_runs_at_once_and_afterwards_only_after_the_commit(transactional_db):
    heard = []
    register({FindingConfirmed: Handlers(together=(lambda e: heard.append(("together", e.number)),), afterwards=(lambda e: heard.append(("after", e.number)),))})
    with transaction.atomic():
        publish(FindingConfirmed(1))
        assert heard == [("together", 1)]
    assert heard == [("together", 1), ("after", 1)]
    with transaction.atomic():
        publish(FindingConfirmed(2))
        transaction.set_rollback(True)
    assert ("after", 2) not in heard
