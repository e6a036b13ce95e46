"""Settings of the tests: data and keys in a folder of their own, never yours; hashes that cost nothing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_ROOM = Path(tempfile.mkdtemp(prefix="suqing-test-"))
atexit.register(shutil.rmtree, _ROOM, ignore_errors=True)
os.environ["SUQING_DATA"] = str(_ROOM / "data")
os.environ["SUQING_KEYS"] = str(_ROOM / "keys")
os.environ["SUQING_QUEUE_URL"] = ""
os.environ["SUQING_BASE_URL"] = "http://127.0.0.1:8000"
os.environ.pop("SUQING_ROOMS", None)
(_ROOM / "data" / "static").mkdir(parents=True)

from suqing.project.settings import *  # noqa: E402, F403
from suqing.project.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads share it; a test need not outlive a power cut.
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES["default"]["TEST"] = {"NAME": str(_ROOM / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
