"""A warm `suqing deadlines` imports neither Django, pydantic nor ruamel, and says the same as a cold one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from suqing.cli import group
group.main(sys.argv[1:], standalone_mode=False)
heavy = sorted({name.partition(".")[0] for name in sys.modules} & {"django", "pydantic", "pydantic_core", "ruamel", "rich"})
print("heavy:", *heavy, file=sys.stderr)
"""
WORDS = (
    "deadlines",
    "--rulebook",
    "property",
    "--class",
    "major",
    "--received",
    "2026-09-30T17:31",
    "--json",
)


def run(data: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "SUQING_DATA": str(data),
    }
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *WORDS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_warm_start_is_light_and_says_the_same(tmp_path: Path) -> None:
    cold, warm = run(tmp_path), run(tmp_path)
    assert "pydantic" in cold.stderr  # the cold start does compile: the test can fail
    assert warm.stderr.strip() == "heavy:"
    assert warm.stdout == cold.stdout
    assert '"limit_at": "2026-10-08T17:30:00+08:00"' in warm.stdout
