"""An edition handed over as files: a ZIP of its folder, or the YAML files themselves; held to every check of `rules check`."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from suqing.kernel.errors import BadInput, BadInputs
from suqing.rulebook import Edition, RulebookError, open_folder

MOST_BYTES = 4 * 1024 * 1024
MOST_FILES = 200
SHOWN = 20
FIELD = "规则文件"
HEAD = "rulebook.yaml"
_ANCHOR = re.compile(rb"(?m)(?:^|[\s\[{,:-])[&*][A-Za-z0-9_]")  # a few of them write out to gigabytes; no rule needs one


def files_of(uploads: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """Path within the edition → content, of one ZIP or of YAML files. BadInput for what is neither."""
    if not uploads:
        raise BadInput(FIELD, "没有文件", "一个 ZIP，或全部 YAML 文件", "选好文件再交")
    if len(uploads) == 1 and uploads[0][0].lower().endswith(".zip"):
        return _within(_unzipped(uploads[0][1]))
    found = {name: content for name, content in uploads if name.endswith(".yaml")}
    if len(found) != len(uploads):
        wrong = next(name for name, _ in uploads if name not in found)
        raise BadInput(FIELD, wrong[:60], "一个 ZIP，或名称以 .yaml 结尾、各不相同的文件", "有子文件夹的压成一个 ZIP")
    return _within(found)


def read_edition(rulebook_id: str, files: Mapping[str, bytes]) -> Edition:
    """The edition in these files. BadInput(s) name file and line of what does not hold together."""
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise BadInput(FIELD, f"{len(files)}个文件", f"至多{MOST_FILES}个、合计{MOST_BYTES // 1024 // 1024} MB", "只交规则的 YAML 文件")
    for name, content in files.items():
        if _ANCHOR.search(content):
            raise BadInput(name[:60], "锚点或引用（& 或 *）", "不用锚点的 YAML", "把值写全；文字里的 & 和 * 加引号、前面不留空格")
    with TemporaryDirectory() as base:
        folder = Path(base) / rulebook_id
        for name, content in files.items():
            path = folder / _inside(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            return open_folder(folder)
        except RulebookError as error:
            told = [BadInput(each.file + (f" 第{each.line}行" if each.line else ""), each.found[:200], each.expected, each.do) for each in sorted(error.problems, key=lambda each: each.code != "wrong_id")]
            raise told[0] if len(told) == 1 else BadInputs(told[:SHOWN]) from error


def _unzipped(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [each for each in packed.infolist() if each.filename.endswith(".yaml") and not each.filename.startswith("__MACOSX/")]
            if len(members) > MOST_FILES or sum(each.file_size for each in members) > MOST_BYTES:
                raise BadInput(FIELD, f"ZIP里有{len(members)}个 YAML 文件", f"至多{MOST_FILES}个、合计{MOST_BYTES // 1024 // 1024} MB", "只压规则的文件夹")
            return {each.filename: _bounded(packed, each) for each in members}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise BadInput(FIELD, "打不开的 ZIP", "没有加密的 ZIP", "重新压缩") from error


def _bounded(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """No more than was declared: what a header says need not be true."""
    with packed.open(member) as file:
        return file.read(member.file_size)


def _within(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Paths from the folder that holds rulebook.yaml; examples are tests, not rules."""
    heads = sorted((str(PurePosixPath(name).parent) for name in files if PurePosixPath(name).name == HEAD), key=len)
    if not heads:
        raise BadInput(FIELD, "没有 rulebook.yaml", "一部规则的全部 YAML 文件，含 rulebook.yaml", "补上")
    if len(heads) > 1:
        raise BadInput(FIELD, f"{len(heads)}个 rulebook.yaml", "一部规则", "一次交一部")
    top = "" if heads[0] == "." else f"{heads[0]}/"
    inside = {name.removeprefix(top): content for name, content in files.items() if name.startswith(top)}
    return {name: content for name, content in inside.items() if "examples" not in PurePosixPath(name).parts}


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\x00" in name or not name.endswith(".yaml") or len(name) > 200:
        raise BadInput(FIELD, name[:60], "文件夹以内、以 .yaml 结尾的路径", "改名后再交")
    return path
