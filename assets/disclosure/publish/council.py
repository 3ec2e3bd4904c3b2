"""What the council's sheet is made of: the tables of the models with public figures only.

Council papers are public. So every figure on the sheet is one of the edition, or a sum of them, and
every verdict one of the edition: what it hides cannot reach the sheet, not even in a word. What the
figures say is decided in `assets.indicators`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pandas as pd

from assets.disclosure.plan.composition import CELL
from assets.disclosure.plan.periods import last_month
from assets.disclosure.publish.edition import Edition
from assets.indicators import council
from assets.indicators.breaks import load_breaks
from assets.indicators.material import Material
from assets.indicators.words import UNCERTAIN
from assets.warehouse.derived import Tables
from schemas import published
from schemas.configuration import Configuration
from schemas.public import SECRET, WITHOUT_VALUE

# Tables of the models that hold no counts.
_NAMES_AND_PERIODS = ("indicatoren", "int_bronnen", "int_raad_periode", "stg_instellingen")
# Column of `int_raad_vergelijking`: how many years before the half-year of the sheet.
_YEARS_BACK = {
    "nu": 0,
    "vorig_jaar": 1,
    "twee_jaar_eerder": 2,
    "drie_jaar_eerder": 3,
    "vier_jaar_eerder": 4,
}
_YEAR_OF_HALVES = {"twaalf_maanden": 0, "twaalf_maanden_ervoor": 1}
_OUTCOME = ["waarde", "marge_onder", "marge_boven", "respondenten"]
_HIDDEN, _NOT_PUBLIC = "een cijfer is geheim", "het cijfer is niet openbaar"
_REVISED, _PARTLY = "herzien", "deels herzien"
_NO_WORD = "niet openbaar"  # in the place of a verdict
# What anyone could see. A measure may be known to the team alone.
_PUBLIC_EVENTS = ("wedstrijd", "demonstratie", "festival", "carnaval", "jaarwisseling")
_LONG = ("halfjaar", "jaar", "meerjarig")  # the periods of which revisions are told


class PublicFigures:
    """The figures of an edition, looked up by cell. A hidden or unknown figure has no value."""

    def __init__(self, figures: pd.DataFrame) -> None:
        cells = pd.MultiIndex.from_frame(figures[CELL])
        mark = pd.Series(figures["teken"].to_numpy(), cells)
        value = pd.Series(figures["waarde"].to_numpy(dtype=float), cells)
        self._values = value.mask(mark.isin(WITHOUT_VALUE))
        self._are_hidden = mark.eq(SECRET)
        self._are_revised = pd.Series(figures["status"].eq(_REVISED).to_numpy(), cells)

    def values(self, cells: pd.DataFrame) -> pd.Series:
        """The value of each cell (columns CELL); NaN if hidden, unknown or in no edition."""
        return self._found(self._values, cells).astype(float)

    def are_hidden(self, cells: pd.DataFrame) -> pd.Series:
        """Whether the edition hides each cell."""
        return self._found(self._are_hidden, cells).eq(True)

    def are_revised(self, cells: pd.DataFrame) -> pd.Series:
        """Whether the edition calls each cell revised."""
        return self._found(self._are_revised, cells).eq(True)

    def are_known(self, cells: pd.DataFrame) -> pd.Series:
        """Whether the edition has each cell, shown or hidden."""
        return self._found(self._are_hidden, cells).notna()

    @staticmethod
    def _found(series: pd.Series, cells: pd.DataFrame) -> pd.Series:
        found = series.reindex(pd.MultiIndex.from_frame(cells[CELL]))
        return found.set_axis(cells.index)


def council_tables(
    connection: Tables, edition: Edition, configuration: Configuration
) -> dict[str, pd.DataFrame]:
    """The tables of the council's sheet by name, made from public figures only.

    `raad_doelen`, `raad_indicatoren`, `raad_prestaties`, `raad_veiligheidsmonitor`,
    `raad_herzieningen` have the columns of their published namesakes, which are restricted, and
    `geheim`: which of their figures are hidden. `raad_verloop`: the course by quarter, with the
    columns of `driehoek_verloop`. `indicatoren`: as published. `evenementen`: names and days of
    what anyone could see. `connection`: the tables of a home.
    """
    with _public(connection, edition, configuration) as public:
        material = Material(
            lambda sql: public.execute(sql).df(), configuration.cijfers, load_breaks(), "kwartaal"
        )
        tables = {
            "raad_doelen": council.goals(material),
            "raad_indicatoren": council.indicators(material),
            "raad_prestaties": council.performance(material),
            "raad_veiligheidsmonitor": material.ask("select * from raad_veiligheidsmonitor"),
            "raad_herzieningen": _revisions(material, edition),
        }
        return {name: frame.reindex(columns=_columns(name)) for name, frame in tables.items()} | {
            "raad_verloop": council.course(material),
            "indicatoren": material.indicators.reset_index(),
            "evenementen": _events(connection),
        }


def _columns(table: str) -> list[str]:
    return [*published.table(table).names, "geheim"]


@contextmanager
def _public(
    connection: Tables, edition: Edition, configuration: Configuration
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the tables that the council's tables are made from, and no other."""
    figures = PublicFigures(edition.figures)
    half_years = _read(connection, "int_raad_vergelijking")
    tables = {name: _read(connection, name) for name in _NAMES_AND_PERIODS}
    half_years = _half_years(half_years, figures)
    tables |= {
        "indicatorwaarden": _values(connection, edition),
        "int_raad_vergelijking": half_years,
        "oordelen": _verdicts(connection, edition),
        "duidingen": _interpretations(_read(connection, "duidingen"), half_years),
        "int_doelen": _goals(_read(connection, "int_doelen"), figures, edition.municipality_code),
        "int_raad_prestaties": _performance(
            _read(connection, "int_raad_prestaties"), figures, edition.municipality_code
        ),
        "raad_veiligheidsmonitor": _survey(
            _read(connection, "raad_veiligheidsmonitor"),
            edition.figures,
            configuration.openbaar.minimum_respondenten,
        ),
    }
    with duckdb.connect() as public:
        for name, frame in tables.items():
            public.register("_frame", frame)
            public.execute(f"create table {name} as select * from _frame")
            public.unregister("_frame")
        yield public


def _read(connection: Tables, name: str) -> pd.DataFrame:
    return connection.execute(f"select * from {name}").df()


def _events(connection: Tables) -> pd.DataFrame:
    """`evenementen` that are public by their nature, without their places and without notes."""
    events = _read(connection, "evenementen")
    shown = events[events["soort"].isin(_PUBLIC_EVENTS)]
    return shown[["naam", "soort", "van", "tot", "maand_van", "maand_tot"]]


def _values(connection: Tables, edition: Edition) -> pd.DataFrame:
    """`indicatorwaarden` of the edition: only figures with a value."""
    shown = edition.figures[~edition.figures["teken"].isin(WITHOUT_VALUE)]
    definitions = connection.execute(
        f"select {', '.join(CELL)}, peildatum, definitie_versie from indicatorwaarden"
    ).df()
    return shown[[*CELL, "waarde", "status"]].merge(definitions, on=CELL)


def _half_years(rows: pd.DataFrame, figures: PublicFigures) -> pd.DataFrame:
    """`int_raad_vergelijking` of the figures in the edition, with `geheim`.

    Twelve months are two half-years: known where both are public. A figure that was not delivered,
    or was counted by another definition, stays unknown. `status` says of the other figures that are
    shown whether one is revised.
    """
    rows = rows[figures.are_known(_halves(rows, 0))].reset_index(drop=True)
    if rows.empty:
        return rows.assign(geheim=pd.Series(dtype="str"))
    hidden = {}
    public = rows.copy()
    revised = pd.Series(False, index=rows.index)
    for column, back in _YEARS_BACK.items():
        cells = _halves(rows, 2 * back)
        public[column] = figures.values(cells).where(rows[column].notna())
        hidden[column] = figures.are_hidden(cells) & rows[column].notna()
        revised |= figures.are_revised(cells) & public[column].notna()
    for column, back in _YEAR_OF_HALVES.items():
        halves = [_halves(rows, 2 * back), _halves(rows, 2 * back + 1)]
        total = sum(figures.values(cells) for cells in halves)
        public[column] = total.where(rows[column].notna())
        revised |= sum(map(figures.are_revised, halves)).gt(0) & public[column].notna()
        hidden[column] = (figures.are_hidden(halves[0]) | figures.are_hidden(halves[1])) & rows[
            column
        ].notna()
    is_whole = public["twaalf_maanden"].notna()
    public["twaalf_maanden_per_1000"] = rows["twaalf_maanden_per_1000"].where(is_whole)
    hidden = pd.DataFrame(hidden)
    public["geheim"] = _named(hidden)
    is_compared = ["nu", "vorig_jaar", *_YEAR_OF_HALVES]
    no_reason = rows["geen_vergelijking"].isna() & hidden[is_compared].any(axis=1)
    public["geen_vergelijking"] = rows["geen_vergelijking"].mask(no_reason, _HIDDEN)
    status = rows["status"].mask(hidden["nu"], "definitief")
    partly = status.map({"definitief": _PARTLY, "voorlopig": f"voorlopig, {_PARTLY}"})
    return public.assign(status=status.mask(revised, partly.fillna(status)))


def _halves(rows: pd.DataFrame, back: int) -> pd.DataFrame:
    """The cells (CELL) of the half-year `back` half-years before that of each row."""
    year, half = rows["periode"].str[:4].astype(int), rows["periode"].str[6:].astype(int)
    number = year * 2 + half - 1 - back
    return _cells(
        rows["indicator_id"],
        rows["gebied_code"],
        "halfjaar",
        (number // 2).astype(str) + "-H" + (number % 2 + 1).astype(str),
    )


def _cells(
    indicator: pd.Series, area: pd.Series | str, kind: pd.Series | str, period: pd.Series
) -> pd.DataFrame:
    return pd.DataFrame(
        {"indicator_id": indicator, "gebied_code": area, "periode_soort": kind, "periode": period}
    )


def _named(hidden: pd.DataFrame) -> list[str | None]:
    """The names of the columns that are True, as words; None where none is."""
    words = {name: name.replace("_", " ") for name in hidden}
    return [
        ", ".join(words[name] for name in hidden if row[name]) or None
        for row in hidden.to_dict("records")
    ]


def _verdicts(connection: Tables, edition: Edition) -> pd.DataFrame:
    """`oordelen` on the council's half-year, as far as the edition has them; where it does not, it
    says so in the place of a word."""
    half_years = connection.execute(
        "select indicator_id, gebied_code, venster, laatste_maand as periode "
        "from int_raad_vergelijking cross join int_raad_periode "
        "cross join (select unnest(['6m', '12m']) as venster)"
    ).df()
    rows = half_years.merge(edition.verdicts, "left", on=list(half_years.columns))
    rows["uitkomst"] = rows["uitkomst"].fillna(_NO_WORD)
    return rows.reindex(columns=list(published.table("oordelen").names)).astype(
        {"volledigheid_pct": float, "overdispersie": float}
    )


def _interpretations(rows: pd.DataFrame, half_years: pd.DataFrame) -> pd.DataFrame:
    """`duidingen` beside a figure that is shown: a text beside a hidden one may give it away."""
    shown = half_years.loc[half_years["nu"].notna(), ["indicator_id", "gebied_code"]]
    return rows.merge(shown, on=["indicator_id", "gebied_code"])


def _goals(rows: pd.DataFrame, figures: PublicFigures, city: str) -> pd.DataFrame:
    """`int_doelen` with the current figure of the edition, `geheim`, and `waarom_leeg`: why it is
    not shown."""
    period = rows["nu_periode"].astype("str")  # of another type as long as no goal has a figure
    is_sum = period.str.contains("--", na=False)
    last = period.where(is_sum).str[-7:]
    half = last.str[:4] + "-H" + last.str[5:].map({"06": "1", "12": "2"})
    ends = rows.assign(gebied_code=city, periode=half)[is_sum]
    cells = [_halves(ends, back) for back in (0, 1)]
    years = _cells(rows["indicator_id"], city, "jaar", rows["nu_periode"])[~is_sum]
    now = pd.concat([sum(map(figures.values, cells)), figures.values(years)])
    hidden = pd.concat(
        [figures.are_hidden(cells[0]) | figures.are_hidden(cells[1]), figures.are_hidden(years)]
    )
    now, hidden = now.reindex(rows.index), hidden.reindex(rows.index, fill_value=False)
    is_withheld = rows["nu"].notna() & now.isna()
    why = hidden.map({True: _HIDDEN, False: _NOT_PUBLIC}).where(is_withheld)
    return rows.assign(nu=now, geheim=_named(hidden.to_frame("nu")), waarom_leeg=why)


def _performance(rows: pd.DataFrame, figures: PublicFigures, city: str) -> pd.DataFrame:
    """`int_raad_prestaties` of the figures in the edition, with `geheim`."""
    cells = _cells(rows["indicator_id"], city, rows["periode_soort"], rows["periode"])
    rows = rows[figures.are_known(cells)].reset_index(drop=True)
    cells = _cells(rows["indicator_id"], city, rows["periode_soort"], rows["periode"])
    before = cells.assign(periode=rows["vorige_periode"])
    values, earlier = figures.values(cells), figures.values(before)
    is_compared = values.notna() & earlier.notna()
    hidden = pd.DataFrame(
        {"waarde": figures.are_hidden(cells), "vorige_waarde": figures.are_hidden(before)}
    )
    return rows.assign(
        waarde=values,
        vorige_waarde=earlier,
        vorige_periode=rows["vorige_periode"].where(figures.are_known(before)),
        verschil=rows["verschil"].where(is_compared),
        verschil_pct=rows["verschil_pct"].where(is_compared),
        geheim=_named(hidden),
    )


def _survey(rows: pd.DataFrame, figures: pd.DataFrame, least: int) -> pd.DataFrame:
    """`raad_veiligheidsmonitor` of the questions and areas in the edition, of every year.

    Outcomes count nobody: they are public from `least` respondents on, as in an edition.
    """
    rows = rows.merge(figures[["indicator_id", "gebied_code"]].drop_duplicates())
    has_few = rows["respondenten"].lt(least).fillna(False).astype(bool)
    key = ["indicator_id", "gebied_code", "jaar"]
    few = rows.loc[has_few, key].rename(columns={"jaar": "vorig_jaar"}).assign(weinig=True)
    follows_few = rows.merge(few, how="left")["weinig"].eq(True)
    is_blank = has_few | follows_few
    return rows.assign(
        **{name: rows[name].mask(has_few) for name in _OUTCOME},
        vorige_waarde=rows["vorige_waarde"].mask(follows_few),
        verschil=rows["verschil"].mask(is_blank),
        signaal=rows["signaal"].mask(is_blank & rows["signaal"].notna(), UNCERTAIN),
    )


def _revisions(material: Material, edition: Edition) -> pd.DataFrame:
    """What changed for the whole municipality since the edition of the sheet before, as readers of
    all editions could see it. Columns as `raad_herzieningen`, and `geheim`."""
    period = material.ask("select halfjaar, laatste_maand from int_raad_periode")
    if period.empty:
        return pd.DataFrame()
    half, last = period.iloc[0]
    rows = edition.revisions
    rows = rows[
        rows["uitgave"].isin(editions_since(edition, half)["uitgave"].iloc[1:])
        & rows["gebied_code"].eq(edition.municipality_code)
        & rows["periode_soort"].isin(_LONG)
        & rows["soort"].ne("status")
    ]
    rows = rows[rows["periode"].map(last_month) <= last]
    hidden = pd.DataFrame(
        {
            "oude_waarde": rows["oud_teken"].eq(SECRET),
            "nieuwe_waarde": rows["nieuw_teken"].eq(SECRET),
        }
    )
    described = rows.merge(
        edition.indicators[["indicator_id", "naam", "thema"]], how="left", on="indicator_id"
    )
    return described.assign(
        indicator=described["naam"],
        verschil=described["nieuwe_waarde"] - described["oude_waarde"],
        sinds=described["publicatiedatum"],
        levering_id=None,
        reden=described["soort"],
        geheim=_named(hidden),
    )


def editions_since(edition: Edition, half: str) -> pd.DataFrame:
    """The editions from the one of the sheet before that of `half`, the oldest first.

    That one is of the last quarter before `half`, or of the newest before that if it has none: the
    first edition of the quarter, as the sheet may be older than a correction. The first of all if
    every edition is of later.
    """
    editions = edition.editions.iloc[::-1]
    quarters = editions["kwartaal"]
    before = quarters[quarters <= _last_quarter_before(half)]
    return editions if before.empty else editions[quarters >= before.max()]


def _last_quarter_before(half: str) -> str:
    """2020-H1 -> 2019-Q4; 2020-H2 -> 2020-Q2."""
    return f"{half[:4]}-Q2" if half.endswith("2") else f"{int(half[:4]) - 1}-Q4"
