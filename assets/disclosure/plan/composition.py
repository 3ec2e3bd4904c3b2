"""What the figures of an edition were counted from, as read from the tables of the warehouse.

Raw material for `decomposition`, kept with the edition in its private archive. How it becomes atoms
does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from assets.warehouse.derived import Tables

PERIOD = ["periode_soort", "periode"]
CELL = ["indicator_id", "gebied_code", *PERIOD]  # the grain of a figure
PLACE = ["buurtcode", "wijkcode"]  # the smallest area of a count; with '' for no district

_CONTROL = ["waarde", "geteld", "drempel", "geheim", "bekend"]
_FIGURES = "_cijfers"
# field of Composition: the rows beneath the figures in the view _cijfers
_QUERIES = {
    "counts": """
        select bron, code, maand, coalesce(buurtcode, 'onbekend') as buurtcode,
            coalesce(wijkcode, '') as wijkcode, cast(count(*) as double) as aantal
        from int_tellingen
        where tot is null and (bron, code) in (
            select (bron, code) from int_indicator_telcodes
            where indicator_id in (select indicator_id from _cijfers)
        )
        group by all order by all
    """,
    "codes": """
        with ruim as (
            select distinct telcodes.indicator_id, bron, code, maand
            from int_indicator_telcodes as telcodes
            inner join int_tellingen using (bron, code)
            where tot is null and maand between maand_van and maand_tot
                and (telcodes.indicator_id, bron, code) not in (
                    select (indicator_id, bron, code) from int_indicator_codes
                )
        )

        select indicator_id, bron, code, maand_van, maand_tot from int_indicator_codes
        where indicator_id in (select indicator_id from _cijfers)
        union all
        select indicator_id, bron, code, maand, maand from ruim
        where indicator_id in (select indicator_id from _cijfers)
        order by all
    """,
    "places": """
        with plekken as (
            select buurtcode, coalesce(wijkcode, '') as wijkcode, maand_van, maand_tot
            from int_buurten
            union
            select 'onbekend', '', '0000-01', '9999-12'
        ),

        delen as (
            select periode_soort, periode, telt_als, plekken.* from int_gebied_perioden
            inner join plekken on gebied_code = buurtcode
            union
            select periode_soort, periode, telt_als, plekken.* from int_gebied_perioden
            inner join plekken on gebied_code = wijkcode
            union
            select periode_soort, periode, telt_als, plekken.* from int_gebied_perioden
            inner join stg_instellingen on gebied_code = gemeentecode
            cross join plekken
        )

        select periode_soort, periode, telt_als as gebied_code, buurtcode, wijkcode,
            maand_van, maand_tot
        from delen
        where (periode_soort, periode, telt_als) in (
            select (periode_soort, periode, gebied_code) from _cijfers
        )
        order by all
    """,
    "months": """
        select periode_soort, periode, maand from int_perioden
        where (periode_soort, periode) in (select (periode_soort, periode) from _cijfers)
        order by all
    """,
}


@dataclass(frozen=True)
class Composition:
    """The figures of an edition and what they were counted from, as known when it was made.

    The names of fields and columns are those of the archive: a change makes older editions
    unreadable.
    """

    # CELL, waarde (the true value), geteld (counted by us; else delivered as a figure), and the
    # state of disclosure control: drempel, geheim, bekend (True: published; False: will not be;
    # None: to be decided)
    figures: pd.DataFrame
    counts: pd.DataFrame  # bron, code, maand, PLACE, aantal
    # indicator_id, bron, code, maand_van, maand_tot: what an indicator counts. A wider code than
    # its own is there in the months that have rows of it: else a total would seem to hold more than
    # its parts, and hide them.
    codes: pd.DataFrame
    places: pd.DataFrame  # PERIOD, gebied_code, PLACE, maand_van, maand_tot: what an area contains
    months: pd.DataFrame  # PERIOD, maand: the months of counted figures

    def with_outcome(self, suppressed: np.ndarray) -> Composition:
        """The composition as later editions need it: `bekend` says whether a figure came out.

        `suppressed`: bool, one element per figure.
        """
        figures = self.figures.assign(bekend=~suppressed)
        return replace(self, figures=figures[[*CELL, *_CONTROL]])


def read_composition(connection: Tables, figures: pd.DataFrame) -> Composition:
    """`figures` with the counts, codes, places and months of their indicators and periods."""
    connection.register(_FIGURES, figures[CELL])
    frames = {name: connection.execute(query).df() for name, query in _QUERIES.items()}
    connection.unregister(_FIGURES)
    return Composition(figures[[*CELL, *_CONTROL]], **frames)
