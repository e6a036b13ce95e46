"""A Monday morning: clerks register at their desks while an older register is being brought in. Every item has a number of its own.

That 200 items registered at one moment over the API are 200, and eight retries one, is asked in tests/web/test_api_load.py.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint, RegisterEntry
from suqing.apps.registers import actions
from suqing.apps.registers.bringing import check_batch, take_batch
from suqing.kernel.clock import house, now
from suqing.kernel.references import is_reference
from tests.apps.test_register_import import GOOD, book
from tests.web.desk_cast import Office

pytestmark = [pytest.mark.load, pytest.mark.django_db(transaction=True)]
CLERKS, EACH, BROUGHT = ("zhang", "li", "han"), 12, 120
