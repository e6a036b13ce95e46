"""The way of every POST: the key first, then the effect, then the answer with its version."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from suqing.apps.integration.once import LONGEST_KEY, Answer, once
from suqing.kernel.errors import BadInput
from suqing.web.api.caller import Caller, caller_of

MEDIA = "application/json; charset=utf-8"
KEY_PARAMETER = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
    "description": "同一调用方、同一地址、同一个键只生效一次，答复保留七天。One effect per caller, address and key; kept seven days.",
}  # fmt: skip
MATCH_PARAMETER = {
    "in": "header", "name": "If-Match", "required": True, "schema": {"type": "string", "examples": ['"7"']},
    "description": "读到的版本（ETag）。The version that was read.",
}  # fmt: skip


def answer(request: HttpRequest, effect: Callable[[Caller], tuple[int, dict[str, Any]]], *, body: bytes | None = None) -> HttpResponse:
    """Run `effect` once for the request's key, or every time when there is none. `body`: what was sent, where it is no JSON."""
    caller = caller_of(request)
    key = request.headers.get("Idempotency-Key")

    def written() -> Answer:
        status, body = effect(caller)
        return Answer(status, json.dumps(body, ensure_ascii=False))

    if key is None:
        return _response(written())
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise BadInput("Idempotency-Key", key[:60], f"1到{LONGEST_KEY}个可见的 ASCII 字符", "例如一个 UUID")
    return _response(once(caller=caller.staff, path=request.path, key=key, body=request.body if body is None else body, at=caller.now, effect=written))


def _response(found: Answer) -> HttpResponse:
    response = HttpResponse(found.text, status=found.status, content_type=MEDIA)
    body = json.loads(found.text)
    if "version" in body:
        response.headers["ETag"] = f'"{body["version"]}"'
    if found.status == 201:
        response.headers["Location"] = f"/api/v1/complaints/{body['ref']}"
    if found.again:
        response.headers["Idempotency-Replayed"] = "true"
    return response
