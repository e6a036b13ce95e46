"""What may come in: known types that are what they say, of bounded size, that do not unpack to something else."""

import os
import unicodedata
import zipfile
from typing import IO

from suqing.apps.papers.sniffing import HEAD, KINDS, Kind, sniff
from suqing.kernel.errors import BadInput

LARGEST = 50 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
MOST_MEMBERS = 5000
STEEPEST = 200  # unpacked size by packed size; office files of real cases stay below 60
SMALL_UNPACKED = 10 * 1024 * 1024  # below this a steep ratio does no harm
LONGEST_NAME = 120

_FIELD = "附件"
_UNTOLD = {"", "application/octet-stream", "binary/octet-stream", "application/x-download"}
_TAKEN = "、".join(dict.fromkeys(ending for kind in KINDS for ending in kind.endings))


def check(content: IO[bytes], *, name: str, declared_type: str) -> tuple[Kind, int]:
    """(kind, size) of a seekable file, or BadInput. `name` as cleaned."""
    size = content.seek(0, os.SEEK_END)
    if size == 0:
        raise BadInput(_FIELD, name, "有内容的文件", "文件是空的，重新选择")
    if size > LARGEST:
        raise BadInput(_FIELD, f"{name}（{size / 1024 / 1024:.1f} MB）", f"不超过 {LARGEST // 1024 // 1024} MB 的文件", "压缩或分成几份")
    content.seek(0)
    head = content.read(HEAD)
    members = _members(content, name) if head[:4] == b"PK\x03\x04" else None
    ending = name.rpartition(".")[2].lower()
    kind = sniff(head, ending=ending, members=members)
    if kind is None:
        raise BadInput(_FIELD, name, f"以下类型之一：{_TAKEN}", "换一种格式，例如 PDF 或照片")
    if ending not in kind.endings:
        raise BadInput(_FIELD, name, f"与内容相符的文件名，内容是{kind.words}", f"文件名改以 .{kind.endings[0]} 结尾")
    declared = declared_type.partition(";")[0].strip().lower()
    if declared not in _UNTOLD and declared not in (kind.media_type, *kind.also):
        raise BadInput(_FIELD, f"{name}（{declared}）", f"与内容相符的类型，内容是{kind.words}", "重新选择原来的文件")
    return kind, size


def clean_name(name: str) -> str:
    """The last part of a path, without control and direction characters, at most 120 characters, its ending kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or c == "\u200d")
    kept = " ".join(kept.split()).strip(". \u200d")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME] or "文件"
    return f"{stem[: LONGEST_NAME - 1 - len(ending[:10])].rstrip()}.{ending[:10].lower()}"


def _members(content: IO[bytes], name: str) -> tuple[str, ...]:
    """Names inside, from the directory alone: nothing is unpacked."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError):
        raise BadInput(_FIELD, name, "完好的压缩文件", "文件已损坏，重新导出或重新选择") from None
    unpacked = sum(entry.file_size for entry in entries)
    packed_size = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or (
        unpacked > SMALL_UNPACKED and unpacked / packed_size > STEEPEST
    ):
        raise BadInput(
            _FIELD,
            f"{name}（解开后 {unpacked / 1024 / 1024:.0f} MB、{len(entries)} 个文件）",
            f"解开后不超过 {LARGEST_UNPACKED // 1024 // 1024} MB、{MOST_MEMBERS} 个文件，且不是异常压缩的文件",
            "改为分开上传其中的文件",
        )
    return tuple(entry.filename for entry in entries)
