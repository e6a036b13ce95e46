"""Reading and writing the sealed texts of a case. Every record of a case is sealed under the case's own key."""

from django.db import models

from suqing.apps.complaints.models import Complaint
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.sealedfields import key_of, reveal, seal_into

MAX_TEXT = 100_000


def case_key(complaint: Complaint) -> DataKey:
    """The opened data key of the case. KeyDestroyed when it was erased or moved to the sealed room."""
    return key_of(complaint)


def read(obj: models.Model, key: DataKey, name: str) -> str:
    """The text of a sealed column; empty when nothing was ever written there."""
    return reveal(obj, key, name) if getattr(obj, name) else ""


def write(obj: models.Model, key: DataKey, **plain: str) -> None:
    """Seal the texts into the object; an empty text stays an empty column."""
    for name, text in plain.items():
        if text:
            seal_into(obj, key, **{name: text})
        else:
            setattr(obj, name, "")
