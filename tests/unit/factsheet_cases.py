"""Extreme and hostile variants of the tables of a factsheet, for the tests of its files."""

from __future__ import annotations

import pandas as pd

HOSTILE = (
    "<script>alert(1)</script> #include \"x\" =cmd|' /C calc'!A0 *vet* _x_ $a$ @import {{ 7*7 }} "
    "\u202eabc \u0627\u0628 \U0001f600 \x07 &amp; \\u{41} [x]"
)
NAMES = (
    "indicator straatnaam buurtnaam gebiedsnaam soort thema naam doel tekst duiding "
    "duiding_auteur auteur reden geen_vergelijking klasse aanpak_status toelichting definitie "
    "bronvermelding"
).split()


def without_drawings(tables):
    """The tables without those that are drawn, which is slow."""
    skipped = ("driehoek_verloop", "raad_veiligheidsmonitor")
    return {title: frame for title, frame in tables.items() if title not in skipped}


def with_names(tables, name):
    """The tables with every name and text replaced."""
    return {
        title: frame.assign(
            **{
                column: [f"{name} {at}" for at in range(len(frame))]
                for column in NAMES
                if column in frame
            }
        )
        for title, frame in tables.items()
    }


def _huge(tables):
    """The tables with figures in the billions."""
    return {
        title: frame.assign(
            **{
                column: frame[column].astype(float) * 987_654_321
                for column in frame
                if frame[column].dtype.kind in "if"
                and not column.startswith(("rang", "jaar", "trend", "maanden", "nulmeting_j"))
                and column != "streefjaar"
            }
        )
        for title, frame in tables.items()
    }


def _areas(tables, number):
    """The tables with this number of neighbourhoods, of a municipality without a layout."""
    repeated = pd.concat([tables["driehoek_buurten"].iloc[:44]] * 3, ignore_index=True)
    codes = [f"BU9999{at:04d}" for at in range(len(repeated))]
    districts = [f"WK{at // 9:02d}" for at in range(len(repeated))]
    return {
        **tables,
        "driehoek_buurten": repeated.assign(buurtcode=codes, wijkcode=districts).iloc[:number],
    }


def _more(tables):
    """The tables with far more rows than fit on a page."""
    more = {title: pd.concat([frame] * 8, ignore_index=True) for title, frame in tables.items()}
    more["indicatoren"] = tables["indicatoren"]
    return more


EXTREMES = {
    "no table": lambda tables: {},
    "no row": lambda tables: {title: frame.iloc[:0] for title, frame in tables.items()},
    "no reports": lambda tables: {
        title: frame[frame["bron"] != "melddesk"] if "bron" in frame else frame
        for title, frame in tables.items()
    },
    "first month": lambda tables: {
        title: tables[title] for title in ("driehoek_buurten", "driehoek_datakwaliteit")
    },
    "three areas": lambda tables: _areas(without_drawings(tables), 3),
    "120 areas": lambda tables: _areas(without_drawings(tables), 120),
    "huge": _huge,
    "long names": lambda tables: with_names(tables, "Een heel lange naam die niet ophoudt " * 5),
    "one long word": lambda tables: with_names(without_drawings(tables), "Xyz01234567" * 20),
    "hostile": lambda tables: with_names(tables, HOSTILE),
    "far more": lambda tables: _more(without_drawings(tables)),
}
