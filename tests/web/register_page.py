"""小李专员 before the page 导入台账, in a process of its own beside a worker: for test_register_load.py. Each prints what she reads."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suqing.apps.organisations.models import Organisation, Staff
from suqing.apps.registers.models import Batch
from tests.web.desk_cast import text_of

PAGE = "/desk/registers/"


def _li() -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Staff.objects.get(username="li"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def hand_over() -> None:
    li = _li()
    unit = Organisation.objects.get(code="P0101-31")
    answer = li.post(PAGE, {"file": SimpleUploadedFile("册.xlsx", Path("册.xlsx").read_bytes()), "unit": str(unit.id)})
    assert answer.status_code == 303, text_of(answer)
    print(text_of(li.get(answer.headers["Location"])))


def look() -> None:
    answer = _li().get(f"{PAGE}{Batch.objects.get().id}/")
    assert answer.status_code == 200
    print(text_of(answer))


def begin() -> None:
    batch = Batch.objects.get()
    answer = _li().post(f"{PAGE}{batch.id}/act/", {"what": "begin", "seen_version": str(batch.version)})
    assert answer.status_code == 303, text_of(answer)
