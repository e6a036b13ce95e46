import json
from pathlib import Path

import click

from suqing.commands._django import guarded, setup


@click.group(help="留痕：验证、锚定。")
def command() -> None:
    pass


@command.command("verify", help="重算全部留痕链、记录校验值、锚点与签名；有改动、删除、插入时逐条指出，退出码为 1。")
@click.option("--anchors", "anchors_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="另存的锚点文件")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def verify(context: click.Context, anchors_file: Path | None, as_json: bool) -> None:
    setup()
    from suqing.apps.audit.models import Checkpoint, Event
    from suqing.apps.audit.verify import verify as findings_of

    with guarded():
        findings = findings_of(anchors_file=anchors_file)
        counts = Event.objects.count(), Checkpoint.objects.count()
    if as_json:
        shown = [{"what": f.what, "subject": f.subject, "seq": f.seq, "table": f.table, "row": f.row, "words": f.words} for f in findings]
        click.echo(json.dumps({"events": counts[0], "checkpoints": counts[1], "findings": shown}, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(finding.words)
        click.echo(f"{counts[0]} 条留痕、{counts[1]} 个锚点：" + (f"发现 {len(findings)} 处不符。" if findings else "全部相符。"))
    if findings:
        context.exit(1)


@command.command("anchor", help="立即为尚未锚定的留痕做签名锚点，并写入锚点文件。")
def anchor() -> None:
    setup()
    from suqing.apps.audit.anchors import anchors_path
    from suqing.apps.audit.checkpoints import MOST, make_checkpoint
    from suqing.kernel import clock

    events = 0
    with guarded():
        while (made := make_checkpoint(clock.now())) is not None:
            events += made.count
            if made.count < MOST:
                break
    click.echo(f"已锚定 {events} 条留痕，锚点文件 {anchors_path()}。" if events else "没有待锚定的留痕。")
