"""The one written form of data: sorted keys, NFC text, no floats. What is hashed is this text."""

import json
import unicodedata
from hashlib import sha256
from typing import Any


def _normal(data: Any) -> Any:
    if isinstance(data, str):
        return unicodedata.normalize("NFC", data)
    if isinstance(data, float):
        raise TypeError(f"no floats in canonical data: {data!r}")
    if isinstance(data, dict):
        return {_normal(key): _normal(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_normal(each) for each in data]
    return data


def dumps(data: Any) -> str:
    """Canonical JSON text. Raises TypeError for floats and for types JSON does not know."""
    return json.dumps(
        _normal(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(text: str) -> str:
    """Hex SHA-256 of the text in UTF-8."""
    return sha256(text.encode()).hexdigest()
