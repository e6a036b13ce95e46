"""The command line. A command is a module of `suqing.commands`; only the one called is imported."""

import importlib
import os
import sys
from pathlib import Path

import click

COMMANDS = Path(__file__).parent / "commands"
ENVIRONMENT = 3


class Environment(click.ClickException):
    """The machine is not ready: no database, locked, disk, missing key. Exit code 3."""

    exit_code = ENVIRONMENT


class Refused(click.ClickException):
    """Bad input. Exit code 2."""

    exit_code = 2


class Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            path.stem.replace("_", "-").removesuffix("-") for path in COMMANDS.glob("*.py") if not path.stem.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for stem in (cmd_name.replace("-", "_"), f"{cmd_name}_"):  # `import` lies in import_.py
            if not stem.startswith("_") and (COMMANDS / f"{stem}.py").exists():
                command = importlib.import_module(f"suqing.commands.{stem}").command
                assert isinstance(command, click.Command)
                return command
        return None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            import difflib

            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            hint = f"是否要用 {near[0]}?" if near else "用 suqing --help 看全部命令。"
            raise click.UsageError(f"没有命令 {name}。{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Lazy, context_settings={"help_option_names": ["--help", "-h"]})
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="数据文件夹（SUQING_DATA，默认 ./data）")
def group(data: Path | None) -> None:
    """诉清：保险机构消费投诉处理系统。"""
    if data is not None:
        os.environ["SUQING_DATA"] = str(data.absolute())


def main() -> None:
    """Run, and turn every error into one sentence on standard error."""
    try:
        sys.exit(group.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        _say("已中断。")
        sys.exit(130)
    except click.UsageError as error:
        from suqing.commands._words import usage

        _say(usage(error))
        sys.exit(2)
    except click.ClickException as error:
        _say(error.format_message())
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last word before the shell
        sys.exit(tell(error))


def tell(error: Exception) -> int:
    """One sentence on standard error; the exit code. SUQING_TRACE=1 shows the way there."""
    from suqing.commands._errors import sentence

    if os.environ.get("SUQING_TRACE"):
        import traceback

        traceback.print_exception(error)
    words, code = sentence(error) or (f"程序错误 {type(error).__name__}：{error}。用 SUQING_TRACE=1 重试可看到经过，请报告。", ENVIRONMENT)
    _say(words)
    return code


def _say(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    main()
