"""Tokens: made once, found by hash, refused when expired, revoked, or when the person has left."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from suqing.apps.integration.models import ApiToken
from suqing.apps.organisations.models import Staff
from suqing.kernel.errors import BadInput

PREFIX = "sq_"
USED_EVERY = timedelta(minutes=1)
LONGEST = timedelta(days=730)


def make_token(*, staff: Staff, name: str, at: datetime, expires_at: datetime) -> tuple[ApiToken, str]:
    """The row and the token's text, which is not kept anywhere."""
    if not name.strip() or len(name) > 80:
        raise BadInput("令牌名称", name, "1到80个字", "写明由哪个系统使用")
    if not at < expires_at <= at + LONGEST:
        raise BadInput("有效期", f"{(expires_at - at).days}天", f"1到{LONGEST.days}天", "到期前换一个新的")
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        root_id=staff.root_id, staff=staff, name=name.strip(), token_hash=hash_of(text), created_at=at, expires_at=expires_at
    )
    token.save(force_insert=True)
    return token, text


def hash_of(text: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()


def revoke_token(token: ApiToken, *, at: datetime) -> bool:
    """False when it was revoked before."""
    return bool(ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at))


def holder_of(text: str, *, at: datetime) -> Staff | None:
    """The person a token acts as; None when it opens nothing (one statement, a second at most once a minute)."""
    token = (
        ApiToken.objects.filter(token_hash=hash_of(text), revoked_at=None, expires_at__gt=at, staff__is_active=True)
        .select_related("staff__root")
        .first()
    )
    if token is None:
        return None
    if token.last_used_at is None or token.last_used_at <= at - USED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=at - USED_EVERY)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
    return token.staff
