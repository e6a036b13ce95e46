"""Problem details (RFC 9457): what is the case, by which clause, what is missing, what to do."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from suqing.kernel.errors import BadInput, Refused
from suqing.web.templatetags.clauses import known
from suqing.web.words.names import clause_words

MEDIA = "application/problem+json"
DOCS = "/api/v1/docs"

# kind → (status, title, English)
KINDS: dict[str, tuple[int, str, str]] = {
    "refused": (409, "按规则现在不能办", "Not allowed now by the rule named in `clause`; `missing` says what must be there first."),
    "conflict": (409, "同时有另一笔提交", "Another submission came first. Send the same request again."),
    "invalid": (422, "有填写不能接受", "Values that cannot be taken; one entry in `errors` per field."),
    "key-reused": (422, "幂等键已用于别的内容", "This Idempotency-Key was used at this address with another body."),
    "stale": (412, "本件已有更新的版本", "If-Match is not the present version; `changes` says what happened since."),
    "precondition-required": (428, "缺少 If-Match", "An action needs If-Match with the version that was read."),
    "not-found": (404, "没有找到", "Not there, or not for this caller: answered alike."),
    "unauthenticated": (401, "需要登录或令牌", "No token and no session, or a token that is expired or revoked."),
    "csrf": (403, "缺少 CSRF 令牌", "A session needs the X-CSRFToken header on every POST."),
    "method-not-allowed": (405, "这个地址不接受这种请求", "See `Allow`."),
    "malformed": (400, "请求内容不是合法的 JSON", "The body is not JSON."),
    "unsupported-media-type": (415, "只接受 JSON", "Send Content-Type: application/json."),
    "too-large": (413, "请求内容超过上限", "Bodies are limited to 1 MB, papers to 60 MB at once. Send files to the papers of the case."),
    "erased": (410, "内容已移交或清除", "The key of this record was destroyed; nothing can be read any more."),
    "unavailable": (503, "系统暂时不能处理", "The database is busy or a key is missing. Try again."),
    "internal": (500, "系统出错", "Quote the number in `detail` to the administrator."),
}


def problem(kind: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> HttpResponse:
    """The answer. Members without content are left out."""
    status, title, _ = KINDS[kind]
    body = {"type": f"{DOCS}#{kind}", "title": title, "status": status, "detail": detail}
    body |= {name: value for name, value in more.items() if value not in (None, (), [], {}, "")}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA, headers=headers)


def clause_parts(clause: str | None) -> dict[str, str]:
    """The id, and how people cite it: 理赔细则 第七条四(一)."""
    if not clause:
        return {}
    found = known(clause)
    return {"clause": clause, "clause_words": clause_words(clause, found.place if found else "")}


def refused(error: Refused, *, fallback: str) -> HttpResponse:
    """A refusal always names its clause: its own, or that of the step that was tried."""
    missing = [_missing(each) for each in error.missing]
    line = error.line.data() if error.line is not None else None
    return problem("refused", error.reason, **clause_parts(error.clause or fallback), missing=missing, explanation=line)


def _missing(each: Any) -> dict[str, Any]:
    if isinstance(each, str):
        return {"words": each}
    found = {"code": each.code, "words": each.words, "do": each.do, **clause_parts(each.clause)}
    return {name: value for name, value in found.items() if value}


def invalid(items: Iterable[BadInput]) -> HttpResponse:
    errors = [
        {"field": each.field, "found": each.found, "expected": each.expected, "do": each.do, "sentence": each.sentence} for each in items
    ]
    return problem("invalid", "".join(each["sentence"] for each in errors), errors=errors)
