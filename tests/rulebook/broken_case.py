"""A broken rulebook: the good sample with one file replaced."""

import shutil
from pathlib import Path

HERE = Path(__file__).parent


def broken(case: str, folder: Path) -> Path:
    """A rulebooks folder under `folder` that holds the sample with the files of the case laid over it."""
    base = folder / "rulebooks"
    shutil.copytree(HERE / "good" / "sample", base / "sample")
    for each in (HERE / "broken" / case).iterdir():
        shutil.copy(each, base / "sample" / each.name)
    return base
