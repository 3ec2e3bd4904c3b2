"""Running a Dagster job for a command: its progress bars, its products, and how it failed.

A station's own error does not say what was published: it cannot know what the rest of the run
did. That sentence is added here, where the whole outcome is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assets.basis.errors import AnalystError
from assets.basis.report import Published
from pipelines.cli.screen import console, shown_path

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from assets.deliveries.work import Tick
    from pipelines.failures import Failure
    from pipelines.running import Outcome
    from pipelines.settings import Settings


_INTERN = "intern.duckdb"


class FailedRunError(AnalystError):
    """A run that failed. `failure`: why, without what was published."""

    def __init__(self, text: str, failure: Failure) -> None:
        super().__init__(text)
        self.failure = failure


class StoppedError(BaseException):
    """The user pressed Ctrl+C. The text says what was published by then; it may be empty.

    No `Exception`, like `KeyboardInterrupt`: nothing may take it for a fault of the program.
    """


def run_job_on_screen(
    settings: Settings,
    job: str,
    *,
    as_of: str | None = None,
    issue: str | None = None,
    without: tuple[str, ...] = (),
    publishes: bool = True,
    **beside: object,
) -> Outcome:
    """Run `job` with a progress bar for each long step; the outcome is always a success.

    `as_of`: reference date (YYYY-MM-DD). `issue`: period of another issue than the latest.
    `without`: assets to skip. `publishes`: whether the command publishes anything for the user.
    `beside`: as in `run_job`.

    Raises `FailedRunError` if the run failed and `StoppedError` if it was interrupted. For a
    command that publishes, the text ends with what this run published.
    """
    from pipelines.running import run_job

    before = _publication(settings, as_of)
    with progress_bars() as progress:
        outcome = run_job(settings, job, as_of, progress, without, issue, **beside)
    if outcome.success:
        return outcome
    replaced = _publication(settings, as_of) != before
    state = publication_state(outcome, settings, as_of, replaced) if publishes else ""
    if outcome.failure.interrupted:
        raise StoppedError(f"{state} Start gerust opnieuw." if state else "")
    raise FailedRunError(f"{outcome.failure.problem} {state}".rstrip(), outcome.failure)


def publication_state(
    outcome: Outcome, settings: Settings, as_of: str | None, replaced: bool = False
) -> str:
    """What a failed run published, as a sentence. `replaced`: whether intern.duckdb is another file
    than before the run, also where its station failed before it could report that.

    A failed station may have written part of its files, so the rest is not called untouched.
    """
    renewed = [file.name for file in outcome.report.every(Published) if file.changed]
    if replaced and _INTERN not in renewed:
        renewed.insert(0, _INTERN)
    if renewed:
        names = " en ".join(filter(None, [", ".join(renewed[:-1]), renewed[-1]]))
        day = f" (zoals bekend op {as_of})" if as_of else ""
        verb = "is" if len(renewed) == 1 else "zijn"
        return f"{names}{day} {verb} wel vernieuwd; de rest niet of niet helemaal."
    if (settings.home / "publish" / _INTERN).exists():
        return "Er is niets gepubliceerd; de vorige publicatie staat er nog."
    return "Er is niets gepubliceerd; er was nog geen vorige publicatie."


def _publication(settings: Settings, as_of: str | None) -> tuple[int, int] | None:
    """What tells the file of a publication from the next one; None if it is not there."""
    folder = settings.home / "publish" / (f"peildatum={as_of}" if as_of else "")
    try:
        found = (folder / _INTERN).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def show_products(files: Sequence[Published]) -> None:
    """List files that a run made, or left as they were, with their paths."""
    console.print("\n[bold]Te openen[/]")
    width = max((len(file.name) for file in files), default=0)
    for file in files:
        console.print(f"  {file.name:<{width}}  {escape(shown_path(file.path))}", soft_wrap=True)


@contextmanager
def progress_bars() -> Iterator[Callable[[str], Tick]]:
    """Make a progress bar for a label at its first tick; plain lines outside a terminal."""
    with Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(bar_width=40),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        auto_refresh=console.is_terminal,  # elsewhere lines are printed at the end alone
        refresh_per_second=4,
    ) as progress:

        def start(label: str) -> Tick:
            task: list[int] = []

            def tick(done: int, total: int) -> None:
                if not task:
                    task.append(progress.add_task(label, total=total))
                progress.update(task[0], completed=done)

            return tick

        yield start
