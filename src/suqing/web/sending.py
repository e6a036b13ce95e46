"""Files sent as downloads, made when they are asked for."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sent(content: bytes, name: str, media_type: str) -> HttpResponse:
    """As a download; the name may be Chinese."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def made(write: Callable[[BytesIO], None]) -> bytes:
    target = BytesIO()
    write(target)
    return target.getvalue()
