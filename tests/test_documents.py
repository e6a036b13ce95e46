"""The documents: links lead somewhere, commands exist, no path of a machine, no address of a package index, Chinese punctuation."""

import re
from functools import cache
from pathlib import Path

import click
import pytest

from suqing.cli import group

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PICTURES = {"workbench.png", "intake.png", "case.png", "why.png", "phone.png"}  # taken by the tests in Chromium

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
FORBIDDEN = {
    "a path of a machine": re.compile(r"(?<![\w.])/(?:work|home|root|Users|tmp|opt)/"),
    "an address of a package index": re.compile(r"(?i)pypi\.org|npmjs|/simple/|index-url|registry\."),
    "marketing": re.compile(r"(?i)\b(?:seamless|cutting-edge|world-class|state-of-the-art|blazing|effortless)|一站式解决|赋能|领先的|极致|颠覆"),
    "unfinished": re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|待续"),
    "how it came about": re.compile(r"(?i)\b(?:chatgpt|claude|copilot|subagent|prompt)\b|issue #\d|pull request"),
}
HALF = re.compile(r"[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]\.(?=[\s\u4e00-\u9fff])|[\u4e00-\u9fff]:(?=[\s\u4e00-\u9fff])")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(text: str) -> str:
    """Without code."""
    return INLINE.sub("", FENCE.sub("", text))


@cache
def anchors(path: Path) -> frozenset[str]:
    """The places inside a document, as its viewers name them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads)


def broken(path: Path) -> list[str]:
    found = []
    for target in LINK.findall(prose(path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, anchor = target.partition("#")
        file = (path.parent / place).resolve() if place else path
        if file.parent == ROOT / "docs" / "pictures" and file.name in PICTURES:
            continue
        if not file.exists() or (anchor and anchor not in anchors(file)):
            found.append(target)
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    assert broken(path) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Head\n[a](no.md) [b](#head) [c](#tail) `[d](no.md)` [e](https://example.org)\n", "utf-8")
    assert broken(page) == ["no.md", "#tail"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_nothing_that_does_not_belong(path: Path) -> None:
    text = path.read_text("utf-8")
    assert {what: found.group() for what, pattern in FORBIDDEN.items() if (found := pattern.search(text))} == {}


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if len(re.findall(r"[\u4e00-\u9fff]", path.read_text("utf-8"))) > 300], ids=name)
def test_chinese_has_chinese_punctuation(path: Path) -> None:
    assert HALF.findall(prose(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_files_in_backticks_exist(path: Path) -> None:
    """`tests/cast.py`, `rulebooks/property/deadlines.yaml`: what is named with a folder and an ending is there."""
    named = re.findall(r"(?<![\w/])((?:src|tests|rulebooks|docs|tools|requirements)/[\w./-]+\.(?:py|yaml|md|toml|txt|in))", path.read_text("utf-8"))
    named = [each for each in named if not each.startswith("docs/pictures/")]
    assert [each for each in named if not (ROOT / each).exists()] == []


def words_of_commands(text: str) -> list[list[str]]:
    """`suqing audit verify --json` → [audit, verify], [--json], as far as they are words and options."""
    found = []
    for code in [*FENCE.findall(text), *INLINE.findall(FENCE.sub("", text))]:
        for line in code.splitlines():
            match = re.match(r"(?:\.venv/bin/)?suqing((?: +(?:--)?[a-z][\w-]*)+)", line.strip())
            if match:
                found.append(re.split(r" +", match.group(1).strip()))
    return found


NOT_YET = {"backup", "restore", "move", "report"}  # named as not there yet in docs/operations.md


def unknown(words: list[str]) -> str:
    """The first word that the command line does not know; empty when it knows them."""
    command: click.Command = group
    for word in words:
        if word.startswith("--"):
            continue
        if not isinstance(command, click.Group):
            break
        inner = command.get_command(click.Context(command), word)
        if inner is None:
            return word
        command = inner
    options = {each for parameter in command.params for each in parameter.opts} | {"--help", "--data"}
    return next((word for word in words if word.startswith("--") and word not in options), "")


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_commands_exist(path: Path) -> None:
    asked = words_of_commands(path.read_text("utf-8"))
    assert [(words, found) for words in asked if (found := unknown(words)) and found not in NOT_YET] == []


def test_what_is_said_not_to_be_there_is_not_there() -> None:
    there = {word for word in NOT_YET if group.get_command(click.Context(group), word)}
    assert there == set(), "take it out of NOT_YET and out of 还没有的 in docs/operations.md, README.md and docs/guide.md"


def test_every_command_is_in_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [each for each in group.list_commands(click.Context(group)) if f"`{each}`" not in text] == []


def test_the_two_commands_of_the_readme() -> None:
    for script in ("run", "test"):
        path = ROOT / script
        assert path.stat().st_mode & 0o111, f"./{script} is not executable"
        for page in ("README.md", "README.en.md"):
            assert f"./{script} " in (ROOT / page).read_text("utf-8")


def test_the_log_ins_of_the_readme_are_those_of_the_demo() -> None:
    from suqing.demo.load import LOGINS

    text = (ROOT / "README.md").read_text("utf-8")
    shown = set(re.findall(r"^\| `(\w+)` \| (.+?) \|", text, re.MULTILINE))
    assert shown == {(login, who) for login, _, who, _ in LOGINS}
    assert set(re.findall(r"suqing-demo-\w+", text)) == {password for _, password, _, _ in LOGINS}


def test_settings_of_the_code_are_in_the_handbook() -> None:
    used = {each for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").glob("*.py")] for each in re.findall(r"\bSUQING_[A-Z]+(?:_[A-Z]+)*\b", path.read_text("utf-8"))}
    told = set(re.findall(r"\bSUQING_[A-Z]+(?:_[A-Z]+)*\b", (ROOT / "docs" / "operations.md").read_text("utf-8")))
    only_for_tests = {"SUQING_REQUIRE_SERVICES", "SUQING_TEST_POSTGRES", "SUQING_TEST_REDIS"}
    assert used - only_for_tests == told


def test_every_decision_is_in_the_list() -> None:
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (ROOT / "docs" / "adr" / "README.md").read_text("utf-8")))
    assert {path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")} == listed


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [part for part in ("Context", "Decision", "Cost", "What would change our mind") if f"**{part}.**" not in text] == []


def test_the_numbers_of_decisions_that_documents_name_exist() -> None:
    numbers = {path.name[:4] for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")}
    named = {each for path in DOCUMENTS for each in re.findall(r"(?i)\badr (\d{4})|ADR[  ](\d{4})|决定(\d{4})", path.read_text("utf-8")) for each in each if each}
    assert named <= numbers
