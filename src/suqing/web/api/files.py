"""A file as the answer to a POST: made once for a key, and never kept with it. The same key again tells what was given, without the file."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from suqing.web.api.answering import answer
from suqing.web.api.caller import Caller
from suqing.web.sending import sent


def answer_file(request: HttpRequest, media_type: str, effect: Callable[[Caller], tuple[bytes, str, dict[str, Any]]]) -> HttpResponse:
    """`effect` gives the content, its name and what is kept of it for the key: no words of anybody."""
    files: list[tuple[bytes, str]] = []

    def made(caller: Caller) -> tuple[int, dict[str, Any]]:
        content, name, receipt = effect(caller)
        files.append((content, name))
        return 200, receipt

    told = answer(request, made)
    if not files:
        return told
    response = sent(*files[0], media_type)
    for name, value in json.loads(told.content).items():
        if isinstance(value, bool | int):
            response.headers[f"Suqing-{name.title()}"] = str(value).lower()
    return response
