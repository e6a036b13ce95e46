"""What an act on a page answers: done, or the same page with what was typed and one clear sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from suqing.kernel.errors import BadInput, BadInputs, Refused, Stale


class SeeOther(HttpResponseRedirect):
    status_code = 303


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` refused, wrong or stale; `items` where several values cannot be taken."""

    kind: str
    words: str
    clause: str = ""
    items: tuple[str, ...] = ()
    status: int = 422


def attempt(act: Callable[[], Any]) -> Problem | None:
    """Do it. None when it was done."""
    try:
        act()
    except Refused as refused:
        return Problem("refused", refused.reason, refused.clause or "")
    except Stale as stale:
        return Problem("stale", stale.words, status=409)
    except BadInput as wrong:
        return Problem("wrong", wrong.sentence)
    except BadInputs as several:
        return Problem("wrong", f"有{len(several.items)}处不能接受。", items=tuple(each.sentence for each in several.items))
    return None


def done(request: HttpRequest, words: str, address: str) -> HttpResponse:
    """One green line on the next page."""
    messages.success(request, words)
    return SeeOther(address)


def whole(text: str, default: int | None = None) -> int | None:
    """A whole number of a form field; `default` where nothing is written; BadInput is left to the action."""
    cleaned = text.strip()
    if not cleaned:
        return default
    return int(cleaned) if cleaned.isascii() and cleaned.isdigit() and len(cleaned) < 10 else None
