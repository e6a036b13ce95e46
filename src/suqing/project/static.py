"""Static files under names that carry their hash; plain names as long as nothing has been collected."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP = ".collected"


class Storage(CompressedManifestStaticFilesStorage):
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name; an unknown file keeps its plain one, so that a page never fails for a picture."""
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)


def collect_if_changed() -> bool:
    """Collect into STATIC_ROOT unless the sources are as they were; True when something was done."""
    root = Path(settings.STATIC_ROOT)
    stamp, seen = root / STAMP, _fingerprint()
    if stamp.exists() and stamp.read_text() == seen:
        return False
    call_command("collectstatic", interactive=False, clear=root.exists(), verbosity=0)
    stamp.write_text(seen)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            info = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{info.st_size}\0{info.st_mtime_ns}\n".encode())
    return digest.hexdigest()
