"""The third question: what the deliveries are. Each file of the inbox is read on trial, and the
analyst confirms or changes which column is which field, and what words mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich import box
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assets.basis.errors import AnalystError
from assets.deliveries.inbox import inbox_files
from assets.deliveries.profiling import Profile
from assets.deliveries.reader import Reader
from assets.sources.proposed import Setting, main_table, merged
from assets.sources.trial import Trial
from pipelines.cli.attempts import Attempt, Attempts, attempt, attempts
from pipelines.cli.init.questions import Questions
from pipelines.cli.init.words import meanings
from pipelines.cli.profile_screen import fields, outcome, recognised
from pipelines.cli.screen import console, number, shown_path
from pipelines.cli.settings_lines import blocks
from schemas.configuration import Configuration
from schemas.dutch import counted

_ROUNDS = 2


@dataclass(frozen=True)
class Tried:
    """The settings after all files were tried. `settings`: those that were added. `usable`: file ->
    what becomes of it; `unusable`: file -> why not. `skipped`: words without an answer."""

    configuration: Configuration
    settings: tuple[Setting, ...] = ()
    usable: dict[Path, Trial] = field(default_factory=dict)
    unusable: dict[Path, str] = field(default_factory=dict)
    skipped: tuple[Setting, ...] = ()


def choose_inbox(questions: Questions, folder: Path, answer: Path | None) -> Path:
    """The folder with deliveries; made if it is not there yet."""
    usual = folder / "inbox" if (folder / "inbox").is_dir() else folder / "data" / "inbox"
    while True:
        text = (
            str(answer)
            if answer
            else questions.text("\n[bold]Waar staan de leveringen?[/]", shown_path(usual))
        )
        inbox = Path(text)
        if inbox.is_dir():
            return inbox
        if not questions.asks or (answer is None and inbox == usual):
            inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
            return inbox
        if questions.confirm(f"De map {escape(text)} is er niet. Maken?"):
            inbox.mkdir(mode=0o700, parents=True)
            return inbox
        answer = None


def try_all(
    questions: Questions, inbox: Path, configuration: Configuration, reader: Reader
) -> Tried:
    """Try every file of the inbox, the newest first: later files need what earlier ones needed."""
    tried = Tried(configuration)
    files = sorted(inbox_files(inbox), key=lambda path: path.as_posix(), reverse=True)
    console.print(f"\n[bold]Leveringen[/]  {counted(len(files), 'bestand', 'bestanden')}")
    for path in files:
        tried = _try(questions, path, path.relative_to(inbox), tried, reader)
    if files:
        console.print(_overview(tried))
    return tried


def show_missing(tried: Tried) -> None:
    """What is not as it should be yet, all at once."""
    for path, reason in tried.unusable.items():
        console.print(f"[yellow]Niet bruikbaar[/]  {escape(path.name)}: {escape(reason)}")
    if tried.skipped:
        words = ", ".join(f"«{setting.key}»" for setting in tried.skipped[:5])
        more = "" if len(tried.skipped) <= 5 else f" en nog {len(tried.skipped) - 5}"
        console.print(
            f"[yellow]Zonder betekenis[/]  {escape(words)}{more}: zij staan met # in de "
            "instellingen; vul ze daar aan."
        )


def _try(questions: Questions, path: Path, name: Path, tried: Tried, reader: Reader) -> Tried:
    """The settings after one file. Once its columns are known, its words can be read, and so what
    they mean can be asked: that is a second round."""
    result = Attempt(None)
    for _ in range(_ROUNDS):
        try:
            found = attempts(path, tried.configuration, reader)
        except AnalystError as reason:
            return replace(tried, unusable=tried.unusable | {name: str(reason)})
        result = found.now
        asked = {(setting.table, setting.key) for setting in tried.skipped}
        news = [s for s in found.settings if (s.table, s.key) not in asked]
        if not news:
            break
        if found.whole.known is None or any(_is_column(setting) for setting in news):
            console.rule(style="dim")
            console.print(recognised(path, found))
            if any(column.proposal for column in main_table(found.whole).columns):
                console.print(fields(main_table(found.whole)))
            for doubt in main_table(found.whole).doubts:
                console.print(f"[yellow]Let op:[/] {escape(doubt)}")
            console.print(outcome(found.now, found.then))
        tried = _with(tried, _chosen(questions, found, news, tried.configuration))
    else:
        result = attempt(path, tried.configuration, (), reader)
    if result.trial is None:
        return replace(tried, unusable=tried.unusable | {name: result.why_not})
    return replace(tried, usable=tried.usable | {name: result.trial})


def _with(tried: Tried, chosen: Sequence[Setting]) -> Tried:
    """The settings with those that were chosen; a word without an answer is kept as such."""
    answered = [setting for setting in chosen if setting.value is not None]
    return replace(
        tried,
        configuration=merged(tried.configuration, answered),
        settings=tuple(
            {(s.table, s.key): s for s in (*tried.settings, *answered)}.values()  # the last one
        ),
        skipped=(*tried.skipped, *(setting for setting in chosen if setting.value is None)),
    )


def _chosen(
    questions: Questions, found: Attempts, news: Sequence[Setting], configuration: Configuration
) -> list[Setting]:
    """What the analyst makes of the proposal."""
    columns = [setting for setting in news if _is_column(setting)]
    rest = [setting for setting in news if not _is_column(setting)]
    profile = main_table(found.whole)
    is_open = profile.header_row and profile.layout.settable and found.whole.known is None
    if questions.asks and is_open:
        agreed = questions.confirm("Klopt deze indeling van de kolommen?", default=bool(columns))
        columns = columns if agreed else _asked_columns(questions, profile)
    elif questions.asks and columns:
        columns = columns if questions.confirm("Deze kolommen ook lezen?") else []
    if is_open:  # which words there are is known once the columns are
        rest = [setting for setting in rest if not setting.is_word]
    known = [setting for setting in rest if setting.value is not None]
    if known:
        console.print("\nHoe dit bestand wordt gelezen:")
        for block in blocks(known):
            console.print(Text(block), soft_wrap=True)
        if not questions.confirm("Overnemen?"):
            rest = [setting for setting in rest if setting.value is None]
    return [*meanings(questions, rest, configuration), *columns]


def _is_column(setting: Setting) -> bool:
    return setting.table.endswith(".kolommen")


def _asked_columns(questions: Questions, profile: Profile) -> list[Setting]:
    """For each field of the layout the column that the analyst points out."""
    headers = [column.header for column in profile.columns if not column.never]
    questions.show(headers)
    proposed = {c.proposal.field: c.header for c in profile.columns if c.proposal}
    known = {
        profile.columns[at].header
        for at in profile.layout.recognise([column.header for column in profile.columns]).values()
    }
    settings = []
    for entry in profile.layout.fields:
        needed = "[red]nodig[/]" if entry.required else "Enter als er geen is"
        default = proposed.get(entry.name, "")
        answer = questions.text(
            f"Welke kolom is [bold]{entry.name}[/] ({escape(entry.description)})? {needed}", default
        )
        if answer.isdecimal() and 1 <= int(answer) <= len(headers):
            answer = headers[int(answer) - 1]
        if answer in headers and answer not in known:
            table = f"{profile.layout.source}.kolommen"
            settings.append(Setting(table, answer, entry.name, "zelf gekozen"))
    return settings


def _overview(tried: Tried) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Proef", title_justify="left", title_style="bold")
    for name, justify in (
        ("bestand", "left"),
        ("is", "left"),
        ("rijen", "right"),
        ("geaccepteerd", "right"),
        ("straat", "right"),
        ("buurt", "right"),
    ):
        table.add_column(name, justify=justify, overflow="fold")
    for path, trial in sorted(tried.usable.items()):
        table.add_row(
            escape(path.as_posix()),
            trial.layout.source,
            number(trial.rows),
            number(trial.accepted),
            _share(trial.with_street, trial.accepted),
            _share(trial.with_area, trial.accepted),
        )
    for path in sorted(tried.unusable):
        table.add_row(escape(path.as_posix()), "[yellow]niet bruikbaar[/]", "", "", "", "")
    return table


def _share(found: int | None, accepted: int) -> str:
    return "" if found is None or not accepted else f"{number(100 * found / accepted)} %"
