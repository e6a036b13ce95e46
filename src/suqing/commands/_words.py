"""Click's usage errors in Chinese."""

import click


def usage(error: click.UsageError) -> str:
    where = f"（suqing {error.ctx.info_name} --help 看用法）" if error.ctx and error.ctx.info_name else ""
    words = _sentence(error).rstrip("。")
    return (words if words.endswith("?") else f"{words}。") + where


def _sentence(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是否要用 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case click.MissingParameter():
            return f"缺少 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)}:{error.message.rstrip('.')}"
        case _:
            return error.message.rstrip(".")


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    names = [name for name in error.param.opts if name.startswith("--")] or [error.param.name or "参数"]
    return names[0] if names[0].startswith("--") else names[0].upper()
