"""Every command in the logbook of its home: who started it, when, and how it ended. A home of a
newer version is refused before anything else.

Options and arguments are not logged: they may name a file, a street or a person. Without a home
there is no log yet; the first run has a last line only.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path

import click
import typer
from typer.core import TyperCommand

from assets.basis.logbook import USE, write_line
from assets.basis.version import require_not_newer
from pipelines.cli.screen import errors
from pipelines.locations import home_folder

STOPPED = 130


class LoggedCommand(TyperCommand):
    """A command that writes a line when it begins and one when it ends.

    A command that was killed has a first line only, and so has `ui`: the Dagster screen takes its
    place, and logs each run.
    """

    def invoke(self, ctx: click.Context) -> object:
        home = home_folder(ctx.params.get("home"))
        require_not_newer(home)
        event = {"opdracht": _name(ctx), "nummer": uuid.uuid4().hex[:8]}
        _log(home, event | {"gebeurtenis": "begin"})
        code = 1
        try:
            result = super().invoke(ctx)
            code = 0
        except typer.Exit as end:
            code = end.exit_code
            raise
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
            raise
        except Exception:
            raise
        except BaseException:  # Ctrl+C, in whichever form
            code = STOPPED
            raise
        finally:
            _log(home, event | {"gebeurtenis": "einde", "uitkomst": code})
        return result


def _name(ctx: click.Context) -> str:
    """The command as it was typed, without what starts it: `linking evaluate`."""
    names = []
    current: click.Context | None = ctx
    while current is not None and current.parent is not None:
        names.insert(0, current.info_name or "")
        current = current.parent
    return " ".join(names)


def _log(home: Path, fields: Mapping[str, object]) -> None:
    """Write a line if this is a home. A log that cannot be written stops no command."""
    if not (home / "archive").is_dir():
        return
    try:
        write_line(home, USE, **fields)
    except OSError:
        errors.print(
            "[yellow]Let op.[/] Het logboek van de gegevensmap kan niet worden geschreven."
        )
