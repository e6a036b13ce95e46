"""What a file is, from its first bytes: a name or a browser's word is not believed."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    media_type: str
    words: str
    endings: tuple[str, ...]
    also: tuple[str, ...] = ()  # other names of the same type that browsers send


KINDS = (
    Kind("image/jpeg", "JPG 图片", ("jpg", "jpeg"), ("image/jpg", "image/pjpeg")),
    Kind("image/png", "PNG 图片", ("png",)),
    Kind("image/gif", "GIF 图片", ("gif",)),
    Kind("image/webp", "WebP 图片", ("webp",)),
    Kind("image/heic", "HEIC 图片", ("heic", "heif"), ("image/heif",)),
    Kind("application/pdf", "PDF", ("pdf",), ("application/x-pdf",)),
    Kind("application/msword", "Word 文档", ("doc",)),
    Kind("application/vnd.ms-excel", "Excel 工作簿", ("xls",)),
    Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档", ("docx",)),
    Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿", ("xlsx",)),
    Kind("application/zip", "ZIP 压缩包", ("zip",), ("application/x-zip-compressed", "application/x-zip")),
    Kind("text/plain", "文本", ("txt", "csv"), ("text/csv", "application/vnd.ms-excel")),
    Kind("message/rfc822", "邮件", ("eml",), ("text/plain",)),
    Kind("audio/mpeg", "MP3 录音", ("mp3",), ("audio/mp3",)),
    Kind("audio/wav", "WAV 录音", ("wav",), ("audio/x-wav", "audio/wave", "audio/vnd.wave")),
    Kind("audio/mp4", "M4A 录音", ("m4a",), ("audio/x-m4a", "audio/m4a", "audio/aac")),
    Kind("audio/amr", "AMR 录音", ("amr",), ("audio/amr-nb",)),
    Kind("video/mp4", "MP4 录像", ("mp4", "m4v"), ("video/x-m4v", "audio/mp4")),
)
BY_TYPE = {kind.media_type: kind for kind in KINDS}
HEAD = 8192

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
)
_BRANDS = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4"} | dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1"), "image/heic")
_MAIL = re.compile(rb"(?im)^(?:from|received|return-path|date|message-id|delivered-to): ?\S")


def sniff(head: bytes, *, ending: str, members: tuple[str, ...] | None = None) -> Kind | None:
    """The kind, or None when it is none that is taken. `members`: names inside, for a ZIP; `ending` parts old Word from old Excel."""
    for start, media_type in _STARTS:
        if head.startswith(start):
            return BY_TYPE[media_type]
    if head[:4] == b"PK\x03\x04":
        return _zipped(members or ())
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return next((kind for kind in KINDS if ending in ("doc", "xls") and ending in kind.endings), None)
    if head[:4] == b"RIFF":
        return BY_TYPE.get({b"WAVE": "audio/wav", b"WEBP": "image/webp"}.get(head[8:12], ""))
    if head[4:8] == b"ftyp":
        return BY_TYPE[_BRANDS.get(head[8:12], "video/mp4")]
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # MPEG audio frame, layer III
        return BY_TYPE["audio/mpeg"]
    return _text(head)


def _zipped(members: tuple[str, ...]) -> Kind:
    if "[Content_Types].xml" in members:
        for folder, media_type in (("word/", _DOCX), ("xl/", _XLSX)):
            if any(name.startswith(folder) for name in members):
                return BY_TYPE[media_type]
    return BY_TYPE["application/zip"]


def _text(head: bytes) -> Kind | None:
    if not head or b"\x00" in head or not any(_reads(head, encoding) for encoding in ("utf-8", "gb18030")):
        return None
    if len(_MAIL.findall(head.replace(b"\r\n\r\n", b"\n\n").split(b"\n\n")[0])) >= 2:
        return BY_TYPE["message/rfc822"]
    return BY_TYPE["text/plain"]


def _reads(head: bytes, encoding: str) -> bool:
    for cut in range(4):  # the head may end inside a character
        try:
            text = head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(ord(character) < 32 and character not in "\t\n\r\f\x1b" for character in text)
    return False
