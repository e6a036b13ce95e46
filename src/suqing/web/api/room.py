"""The API itself: exact numbers, every error a problem of ours, nothing of the framework's pages."""

import json
import logging
from decimal import Decimal
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError, ValidationErrorContext
from ninja.parser import Parser
from pydantic import BaseModel

from suqing.apps.integration.once import OtherBody
from suqing.kernel.errors import (
    BadInput,
    BadInputs,
    KeyDestroyed,
    NotReady,
    NotYours,
    Refused,
    SealBroken,
    Stale,
)
from suqing.web.api.caller import Bearer, Forged, Session, Unknown
from suqing.web.api.problems import invalid, problem, refused
from suqing.web.api.told import bad_inputs
from suqing.web.errors import quotable_number

log = logging.getLogger("suqing.web.api")
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="suqing"'}


class Malformed(ValueError):
    """Not JSON, or JSON that means two things."""


class ExactParser(Parser):
    """Numbers with decimals as Decimal; a name written twice, NaN and Infinity are refused."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            text = request.body.decode("utf-8-sig")
            found = json.loads(text, parse_float=_exact, parse_int=_whole, parse_constant=_no_number, object_pairs_hook=_once_each)
            if "\\ud" in text.lower():
                _no_halves(found)
            return found
        except UnicodeDecodeError as error:
            raise Malformed(f"第{error.start}字节不是 UTF-8。") from error
        except json.JSONDecodeError as error:
            raise Malformed(f"第{error.lineno}行第{error.colno}列不是合法的 JSON，核对引号、逗号和括号。") from error
        except RecursionError as error:
            raise Malformed("嵌套太深。") from error


LONGEST_NUMBER = 40  # characters; "1e999999999" is short and would be written out a billion digits long
FURTHEST = 30  # places before or behind the point


def _whole(word: str) -> int:
    if len(word) > LONGEST_NUMBER:
        raise Malformed(f"{word[:20]}… 有{len(word)}位，数字太长。")
    return int(word)


def _exact(word: str) -> Decimal:
    try:
        number = Decimal(word)
        places = int(number.as_tuple().exponent)
    except (ArithmeticError, ValueError):
        places = FURTHEST + 1
    if len(word) > LONGEST_NUMBER or abs(places) > FURTHEST:
        raise Malformed(f"{word[:20]} 太大、太小或太长。")
    return number


def _no_halves(found: Any) -> None:
    """Half a character (a lone surrogate) can be neither stored nor said back."""
    if isinstance(found, dict):
        found = [*found.keys(), *found.values()]
    if isinstance(found, list):
        for each in found:
            _no_halves(each)
    elif isinstance(found, str) and any("\ud800" <= each <= "\udfff" for each in found):
        raise Malformed("文字里有不成对的 \\ud800–\\udfff，改成完整的字。")


def _no_number(word: str) -> Any:
    raise Malformed(f"{word} 不是数字，不明的就不写。")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Malformed(f"{name[:60]} 写了两次，删去一个。")
        found[name] = value
    return found


class Invalid(Exception):
    def __init__(self, items: list[BadInput]) -> None:
        super().__init__()
        self.items = items


class Api(NinjaAPI):
    def validation_error_from_error_contexts(self, error_contexts: list[ValidationErrorContext[Any]]) -> ValidationError:
        """All findings in our words; the framework's own error would lose what was sent."""
        items = []
        for context in error_contexts:
            errors = context.pydantic_validation_error.errors(include_url=False)
            items += bad_inputs([_inside(each, context.model) for each in errors], _only_model(context.model))
        raise Invalid(items)


def _inside(error: Any, model: Any) -> dict[str, Any]:
    """The place within what was sent: ninja wraps a body or a query in a model of its own."""
    where = tuple(error["loc"])
    return {**error, "loc": where[1:] if where and where[0] in model.model_fields and _is_wrapped(model, where[0]) else where}


def _is_wrapped(model: Any, name: str) -> bool:
    annotation = model.model_fields[name].annotation
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _only_model(model: Any) -> type[BaseModel]:
    inner = [each.annotation for name, each in model.model_fields.items() if _is_wrapped(model, name)]
    return inner[0] if inner else model


api = Api(
    title="诉清 API",
    version="1",
    description="投诉处理的各步，与柜台页面同一道门、同一套规则。The acts of the complaint procedure: the same door and the same rules as on the desk.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
    auth=[Bearer(), Session()],
    parser=ExactParser(),
)


def not_found() -> HttpResponse:
    return problem("not-found", "没有找到，或不在您的经办范围内。")


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Malformed):
        return problem("malformed", str(error.__cause__))
    return _internal(request, error)


def _internal(request: HttpRequest, error: Exception) -> HttpResponse:
    number = quotable_number()
    log.error("api %s %s failed, number %s", request.method, request.path, number, exc_info=error)
    return problem("internal", f"系统出错，已记录。请管理员协助时报这个编号：{number}。")


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("api %s %s: %s", request.method, request.path, error)
    words = str(error) if isinstance(error, NotReady) else "数据库正忙或连不上，请稍后用同一个 Idempotency-Key 重试。"
    return problem("unavailable", words, headers={"Retry-After": "5"})


def _unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem("unauthenticated", "请带上有效的令牌（Authorization: Bearer …），或先登录。", headers=CHALLENGE)


ANSWERS: dict[type[Exception], Any] = {
    Invalid: lambda request, error: invalid(error.items),
    BadInput: lambda request, error: invalid([error]),
    BadInputs: lambda request, error: invalid(error.items),
    Refused: lambda request, error: refused(error, fallback="property/7.1"),
    NotYours: lambda request, error: not_found(),
    Http404: lambda request, error: not_found(),
    Stale: lambda request, error: problem("conflict", error.words, changed=list(error.changed)),
    OtherBody: lambda request, error: problem("key-reused", "这个 Idempotency-Key 已用于别的内容。内容要改，换一个新的键。"),
    KeyDestroyed: lambda request, error: problem("erased", error.words),
    Unknown: _unauthenticated,
    AuthenticationError: _unauthenticated,
    Forged: lambda request, error: problem("csrf", "用登录会话调用时，须带上 X-CSRFToken。"),
    NotReady: _unavailable,
    OperationalError: _unavailable,
    RequestDataTooBig: lambda request, error: problem("too-large", str(error)),
    SealBroken: _internal,
    HttpError: _http,
    Exception: _internal,
}
for _class, _answer in ANSWERS.items():
    api.add_exception_handler(_class, _answer)
