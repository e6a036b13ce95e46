import importlib.metadata

import click


@click.command(help="显示版本。")
def command() -> None:
    click.echo(f"suqing {importlib.metadata.version('suqing')}")
