"""`servanda publish DIR`: what is public as a folder for an ordinary web server."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from servanda.cli.setting_up import fail, say, with_register
from servanda.cli.types import DAY, on_or_today
from servanda.domain.wording import N_

NOT_PUBLISHED = N_("{folder} could not be written: {problem}")
NO_ADDRESS = N_("{address} is no address of a site: write it as {example}.")


@click.command("publish")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--address", metavar="URL", help="Where the folder will be served (default: SERVANDA_ADDRESS).")
@click.option("--on", type=DAY, help="The day whose status is given (default: today).")
@with_register
def publish_command(folder: Path, address: str | None, on: date | None) -> None:
    """Write what is public as pages, feeds and data into DIR, whole or not at all."""
    from urllib.parse import urlsplit

    from django.conf import settings
    from tqdm import tqdm

    from servanda.publishing.export import NotWritten, export
    from servanda.publishing.site import Site
    from servanda.register.faults import reason

    where = address or settings.PUBLIC_ADDRESS
    parts = urlsplit(where)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        fail(NO_ADDRESS, 2, address=where, example="https://host/folder")
    site = Site(on_or_today(on), where)
    try:
        with tqdm(disable=None, leave=False) as bar:

            def told(done: int, of: int) -> None:
                bar.total = of
                bar.update(done - bar.n)

            n = export(site, folder, told)
    except NotWritten as error:
        fail(error.message, **error.data)
    except OSError as error:
        fail(NOT_PUBLISHED, folder=folder, problem=reason(error))
    click.echo(say("{n} files are published in {folder}.", n=n, folder=folder), err=True)
