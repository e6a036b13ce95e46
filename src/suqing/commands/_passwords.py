"""The first password of an account, checked by the same rules as the one that follows it. Needs `setup()`."""

from typing import TYPE_CHECKING

from suqing.cli import Refused

if TYPE_CHECKING:
    from suqing.apps.organisations.models import Staff


def check_password(password: str, staff: "Staff | None" = None) -> None:
    """Refused with all that is wrong with it."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password, staff)
    except ValidationError as error:
        raise Refused(f"密码不合要求：{' '.join(error.messages)}") from error
