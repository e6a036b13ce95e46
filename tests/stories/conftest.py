import pytest

from tests.web.desk_cast import Office


@pytest.fixture
def office(db: None) -> Office:
    return Office()
