import pytest

from tests.cast import House
from tests.web.desk_cast import Office


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)
