"""From the profile of a file to lines that an analyst can paste into `veiligheidsbeeld.toml`.

What a file holds is found out in `assets.deliveries.profiling`, and shown in `profile_screen`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from assets.deliveries.profiling import Profile, Whole
from assets.deliveries.proposals import SURE
from assets.sources.melddesk.categories import Advice, unknown_statuses, without_theme
from schemas.configuration import Configuration


def blocks(whole: Whole, configuration: Configuration) -> Iterator[str]:
    """The blocks of TOML, one for each kind of setting; none if there is nothing to add.

    A line whose right side only the analyst can give is a comment, so that the pasted text is
    always valid.
    """
    profile = _main_table(whole)
    if whole.known is None and profile.header_row:
        yield from _format_settings(profile, configuration)
    yield from _column_settings(profile)
    if profile.layout.source == "melddesk":
        settings = configuration.melddesk
        yield from _word_settings(
            "[melddesk.categorieen]",
            without_theme(profile.values, settings),
            "een thema uit dbt_like_sql/seeds/thema_lijst.csv",
        )
        yield from _word_settings(
            "[melddesk.statussen]",
            unknown_statuses(profile.values, settings, profile.layout.system),
            "open, afgehandeld of geannuleerd",
        )


def _main_table(whole: Whole) -> Profile:
    """The table that is the delivery: TOML allows each heading once, so one table is used."""
    if whole.known is not None and whole.known.bundle is not None:
        return whole.tables[-1]  # which holds the words of all its tables
    return max(
        whole.tables,
        key=lambda profile: sum(bool(column.proposal) for column in profile.columns),
    )


def _format_settings(profile: Profile, configuration: Configuration) -> Iterator[str]:
    """How dates and points are written, if that differs from the settings."""
    source = profile.layout.source
    shapes = {column.proposal.field: column.shape for column in profile.columns if column.proposal}
    lines = []
    moment = shapes.get(profile.layout.month_field)
    known = getattr(configuration, source).datumformaten
    if moment is not None and set(moment.formats) - set(known):
        formats = json.dumps([*moment.formats, *known])
        lines.append(f"datumformaten = {formats}")
    if source == "melddesk":
        if "x" in shapes and shapes["x"].kind in {"lengte", "breedte"}:
            lines.append('coordinaten = "WGS84"')
        if "straat" not in shapes and {"x", "y"} <= shapes.keys():
            lines.append("zonder_straat = true")
    if lines:
        yield "\n".join([f"[{source}]", *lines])


def _column_settings(profile: Profile) -> Iterator[str]:
    """Which header means which field, as far as the program does not know that by itself."""
    lines = [
        (f"{_quoted(column.header)} = {_quoted(column.proposal.field)}", column.proposal.how_sure)
        for column in profile.columns
        if column.proposal and column.proposal.how_sure != SURE and profile.header_row
    ]
    if lines:
        width = max(len(line) for line, _ in lines)
        text = [f"{line:<{width}}  # {how_sure}" for line, how_sure in lines]
        yield "\n".join([f"[{profile.layout.source}.kolommen]", *text])


def _word_settings(heading: str, advice: list[Advice], choices: str) -> Iterator[str]:
    """What the words of a category or a status mean. `choices`: what an unknown word may mean."""
    if not advice:
        return
    lines = [heading]
    for entry in advice:
        remark = f"{entry.count}×" + (f", {entry.why}" if entry.why else "")
        if entry.means:
            lines.append(f"{_quoted(entry.word)} = {_quoted(entry.means)}  # {remark}")
        else:
            lines.append(f'# {_quoted(entry.word)} = ""  # {remark}; kies {choices}')
    yield "\n".join(lines)


def _quoted(text: str) -> str:
    """A TOML string. JSON escapes all that TOML requires, except the control character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
