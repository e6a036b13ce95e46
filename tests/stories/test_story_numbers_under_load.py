"""A Monday morning: clerks register at their desks while an older register is being brought in. Every item has a number of its own.

That 200 items registered at one moment over the API are 200, and eight retries one, is asked in tests/web/test_api_load.py.
"""


import pytest

pytestmark = [pytest.mark.load, pytest.mark.django_db(transaction=True)]
CLERKS, EACH, BROUGHT = ("zhang", "li", "han"), 12, 120
