"""Commands that need the database call `setup()` first. Errors need no care here: `suqing.cli` puts them into words."""

import os


def setup() -> None:
    """Django, on the settings of the product (never those that a caller's shell happens to name)."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "suqing.project.settings"
    import django

    django.setup()
