"""What a word of an export means: a theme, a status, a class of the police. Asked one by one, the
most frequent first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import ValidationError
from rich.markup import escape

from assets.sources.politie.codes import code_faults
from assets.sources.proposed import Setting, merged
from assets.sources.themes import theme_faults
from pipelines.cli.init.questions import Questions
from pipelines.cli.screen import console
from schemas.configuration import Configuration
from schemas.layout import fold_header

_MOST = 20  # that are asked about, of one file


def meanings(
    questions: Questions, settings: Sequence[Setting], configuration: Configuration
) -> Iterator[Setting]:
    """The settings, with an answer for each word that had none, and the themes made for them."""
    asked = 0
    for setting in settings:
        if setting.value is not None or not questions.asks or asked >= _MOST:
            yield setting
            continue
        asked += 1
        answered = list(_meaning(questions, setting, configuration))
        configuration = merged(configuration, answered)
        yield from answered


def _meaning(
    questions: Questions, setting: Setting, configuration: Configuration
) -> Iterator[Setting]:
    """One word with its meaning, and its theme if that is new; without a value if skipped."""
    console.print(f"\n[bold]{escape(setting.key)}[/] ({escape(setting.remark)})")
    questions.show(setting.options)
    while True:
        answer = questions.text(f"Wat is dit? Kies {setting.choices}, of druk op Enter")
        if answer.isdecimal() and 1 <= int(answer) <= len(setting.options):
            answer = setting.options[int(answer) - 1]
        chosen = replace(setting, value=answer or None)
        if not answer or answer in setting.options:
            yield chosen
            return
        if setting.table == "politie.codes" and not code_faults(merged(configuration, [chosen])):
            yield chosen
            return
        is_name = setting.table == "melddesk.categorieen" and len(re.findall("[a-z]", answer)) > 2
        if is_name and (theme := _new_theme(questions, answer, configuration)):
            yield theme
            yield replace(setting, value=theme.key)
            return
        console.print("[yellow]Dat is geen van de mogelijkheden.[/]")


def _new_theme(questions: Questions, name: str, configuration: Configuration) -> Setting | None:
    """A theme of one's own, if the analyst wants it."""
    if not questions.confirm(f"«{escape(name)}» is nog geen thema. Een eigen thema maken?"):
        return None
    nuisance = questions.confirm("Is het overlast?", default=False)
    key = re.sub(r"_+", "_", re.sub(r"[^a-z0-9]", "_", name.casefold())).strip("_")
    theme = {"naam": name} | ({"overlast": True} if nuisance else {})
    setting = Setting("themas", key or fold_header(name), theme, "eigen thema")
    try:
        faults = theme_faults(merged(configuration, [setting]))
    except ValidationError:
        faults = ["de naam kan niet"]
    for fault in faults:
        console.print(f"[yellow]{escape(fault)}[/]")
    return None if faults else setting
