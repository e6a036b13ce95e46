"""What went wrong, as one sentence and an exit code. Imported only when something did."""

import errno
import sys

INPUT, ENVIRONMENT = 2, 3


def sentence(error: BaseException) -> tuple[str, int] | None:
    """The words and the code; None for what nobody has foreseen."""
    from suqing.kernel import errors

    match error:
        case errors.NotReady():
            return str(error), ENVIRONMENT
        case errors.Refused():
            return error.reason + (f"({error.clause})" if error.clause else ""), INPUT
        case errors.Stale() | errors.NotYours():
            return error.words, INPUT
        case errors.BadInput() | errors.BadInputs():
            return str(error), INPUT
        case errors.SealBroken() | errors.KeyDestroyed():
            return str(error) or "密文与密钥不符，请检查 SUQING_KEYS。", ENVIRONMENT
        case FileNotFoundError() | IsADirectoryError() | NotADirectoryError():
            return f"找不到文件 {error.filename}，请核对路径。", INPUT
        case PermissionError():
            return f"不能读写 {error.filename}，请检查权限。", ENVIRONMENT
        case OSError() if error.errno == errno.ENOSPC:
            return "磁盘已满，请腾出空间后重试；已提交的数据不受影响。", ENVIRONMENT
    return _rules(error) or _database(error)


def _rules(error: BaseException) -> tuple[str, int] | None:
    """A rulebook folder that does not hold together, each fault a line."""
    known = sys.modules.get("suqing.rulebook.errors")
    return (str(error), INPUT) if known is not None and isinstance(error, known.RulebookError | known.UnknownRulebook) else None


def _database(error: BaseException) -> tuple[str, int] | None:
    known = sys.modules.get("django.db.utils")
    if known is None or not isinstance(error, known.OperationalError | known.ProgrammingError):
        return None
    found = str(error)
    for part, words in _DATABASE:
        if part in found:
            return words, ENVIRONMENT
    return f"连不上数据库，请检查 SUQING_DATABASE_URL 与数据库服务（{found.splitlines()[0][:120] if found else '无应答'}）。", ENVIRONMENT


_OLD = "数据库结构不是最新或尚未建立，请先运行 suqing upgrade。"
_DATABASE = (
    ("no such table", _OLD),
    ("no such column", _OLD),
    ("relation ", _OLD),
    ("column ", _OLD),
    ("locked", "数据库被其他进程占用，请稍后重试；若一直如此，检查是否有备份或升级正在运行。"),
    ("unable to open", "打不开数据库文件，请检查 SUQING_DATA 指向的文件夹与权限；新文件夹先运行 suqing upgrade。"),
    ("readonly", "数据库文件不可写，请检查 SUQING_DATA 指向的文件夹与权限。"),
    ("disk is full", "磁盘已满，请腾出空间后重试。"),
)
