"""From the profile of a file to the lines that an analyst can paste into `veiligheidsbeeld.toml`.

What a file holds is found out in `assets.deliveries.profiling`; showing it is for `profile_screen`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from assets.deliveries.profiling import Profile, Whole
from assets.deliveries.proposals import SURE
from assets.sources.melddesk.categories import Advice, unknown_statuses, without_theme
from schemas.configuration import Configuration


def blocks(whole: Whole, configuration: Configuration) -> Iterator[str]:
    """The blocks of TOML, one for each kind of setting; none where there is nothing to add.

    A line whose right side is for the analyst to say stands there as a comment, so that what is
    pasted always holds.
    """
    made = _main(whole)
    if whole.known is None and made.header_row:
        yield from _section(made, configuration)
    yield from _columns(made)
    if made.layout.source == "melddesk":
        settings = configuration.melddesk
        yield from _words(
            "[melddesk.categorieen]",
            without_theme(made.values, settings),
            "een thema uit dbt_like_sql/seeds/thema_lijst.csv",
        )
        yield from _words(
            "[melddesk.statussen]",
            unknown_statuses(made.values, settings, made.layout.system),
            "open, afgehandeld of geannuleerd",
        )


def _main(whole: Whole) -> Profile:
    """The table that is the delivery: a heading may stand in the settings once only."""
    if whole.known is not None and whole.known.bundle is not None:
        return whole.tables[-1]  # which holds the words of all its tables
    return max(whole.tables, key=lambda made: sum(bool(one.proposal) for one in made.columns))


def _section(made: Profile, configuration: Configuration) -> Iterator[str]:
    """How dates and points are written, where it is not as the settings say."""
    source = made.layout.source
    fields = {one.proposal.field: one.shape for one in made.columns if one.proposal}
    lines = []
    moment = fields.get(made.layout.month_field)
    known = getattr(configuration, source).datumformaten
    if moment is not None and set(moment.formats) - set(known):
        formats = json.dumps([*moment.formats, *known])
        lines.append(f"datumformaten = {formats}")
    if source == "melddesk":
        if "x" in fields and fields["x"].kind in {"lengte", "breedte"}:
            lines.append('coordinaten = "WGS84"')
        if "straat" not in fields and {"x", "y"} <= fields.keys():
            lines.append("zonder_straat = true")
    if lines:
        yield "\n".join([f"[{source}]", *lines])


def _columns(made: Profile) -> Iterator[str]:
    lines = [
        (f"{_quoted(one.header)} = {_quoted(one.proposal.field)}", one.proposal.how_sure)
        for one in made.columns
        if one.proposal and one.proposal.how_sure != SURE and made.header_row
    ]
    if lines:
        width = max(len(line) for line, _ in lines)
        text = [f"{line:<{width}}  # {how_sure}" for line, how_sure in lines]
        yield "\n".join([f"[{made.layout.source}.kolommen]", *text])


def _words(heading: str, advice: list[Advice], choices: str) -> Iterator[str]:
    if not advice:
        return
    lines = [heading]
    for one in advice:
        told = f"{one.count}×" + (f", {one.why}" if one.why else "")
        if one.means:
            lines.append(f"{_quoted(one.word)} = {_quoted(one.means)}  # {told}")
        else:
            lines.append(f'# {_quoted(one.word)} = ""  # {told}; kies {choices}')
    yield "\n".join(lines)


def _quoted(text: str) -> str:
    """A TOML string: JSON writes the same, and escapes all that TOML must have escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
