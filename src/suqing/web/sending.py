"""Files sent as downloads, made when they are asked for."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse

from suqing.apps.papers.keeping import paper_name, stream_paper
from suqing.apps.papers.models import Paper

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


def sent_paper(paper: Paper, wrapped_key: str) -> StreamingHttpResponse:
    """A paper of a case under its own name, whatever its type, never opened in the page."""
    name = quote(paper_name(paper, wrapped_key), safe="")
    response = StreamingHttpResponse(stream_paper(paper, wrapped_key), content_type=paper.media_type)
    response["Content-Disposition"] = f"attachment; filename=\"paper\"; filename*=UTF-8''{name}"
    response["Content-Length"] = str(paper.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response
