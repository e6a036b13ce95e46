"""Commands that need the database call `setup()` first."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click


def setup() -> None:
    """Django, on the settings of the product (never those that a caller's shell happens to name)."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "suqing.project.settings"
    import django

    django.setup()


@contextmanager
def guarded() -> Iterator[None]:
    """Known errors as click's own, with their exit code: for a command that is also called without `suqing.cli.main`."""
    from suqing.commands._errors import sentence

    try:
        yield
    except Exception as error:
        told = None if isinstance(error, click.ClickException | click.exceptions.Exit) else sentence(error)
        if told is None:
            raise
        problem = click.ClickException(told[0])
        problem.exit_code = told[1]
        raise problem from error
