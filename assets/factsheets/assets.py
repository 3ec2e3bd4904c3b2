"""Door of the factsheets: the Dagster assets of those of the Driehoek and the council.

What an issue is made of is in `issues`; here its files are written and reported.
"""

from collections.abc import Callable, Collection

import dagster as dg

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.report import Published
from assets.deliveries.assets import file_result
from assets.deliveries.work import Work
from assets.factsheets.issues import (
    OF_DRIEHOEK,
    Issue,
    driehoek_issue,
    product_of,
    raad_issue,
    stem,
)
from assets.factsheets.writing import write
from schemas import published
from schemas.configuration import Configuration

_FORMATS = {"html": "webpagina", "pdf": "PDF", "xlsx": "Excel"}
# Made beside the run, so that the run does all else first.
_LATER, _LAST = {"dagster/priority": "-1"}, {"dagster/priority": "-2"}


@dg.asset(
    deps=[*OF_DRIEHOEK, "intern_duckdb"],
    group_name="factsheets",
    kinds={"pdf"},
    op_tags=_LATER,
    description="Factsheet voor de Driehoek over de laatste twee maanden. Vertrouwelijk.",
)
def driehoek_factsheet(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Write the issue of the Driehoek."""
    with werk.station("het maken van de factsheet driehoek"):
        return _written(werk, _issue(werk, "driehoek_factsheet", driehoek_issue))


@dg.asset(
    deps=["indicatoren", "duidingen", "evenementen", *published.EDITION, "open_data"],
    group_name="factsheets",
    kinds={"pdf"},
    op_tags=_LAST,
    description="Factsheet voor de raad over het laatste hele halfjaar. Openbaar: elk cijfer is "
    "uit de uitgave van de openbare cijfers.",
)
def raad_factsheet(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Write the issue of the council, once the figures that it is made of are public."""
    with werk.station("het maken van de factsheet raad"):
        return _written(werk, _issue(werk, "raad_factsheet", raad_issue))


def _issue(
    werk: Work, asset: str, make: Callable[[Home, Configuration], Issue | None]
) -> Issue | None:
    """What was begun beside the run, if it still holds; or else the issue as it is now."""
    begun = werk.result(asset, make)
    is_current = begun is None or begun.holds(werk.home)
    return begun if is_current else make(werk.home, werk.configuration)


def without_period(werk: Work) -> dg.MaterializeResult:
    """No sheet yet. Raises AnalystError if a period was asked for."""
    if werk.home.issue:
        raise AnalystError(
            f"Van {werk.home.issue} zijn niet alle maanden geleverd. Welke maanden er zijn, "
            "zegt: veiligheidsbeeld status."
        )
    return dg.MaterializeResult(metadata={"overgeslagen": "nog geen hele periode geleverd"})


def _written(werk: Work, issue: Issue | None) -> dg.MaterializeResult:
    if issue is None:
        return without_period(werk)
    if issue.files is None:
        return _reported(werk, issue, changed=())
    folder = werk.home.product("factsheets", issue.product, issue.period)
    written = write(issue.files, folder, stem(issue.product, issue.period))
    if issue.made_of:
        product_of(werk.home, issue.product, issue.period).remember(issue.made_of)
    return _reported(werk, issue, [form for form, (_, is_new) in written.items() if is_new])


def _reported(werk: Work, issue: Issue, changed: Collection[str]) -> dg.MaterializeResult:
    """Report the files of a sheet. `changed`: the formats that this run wrote."""
    folder = werk.home.product("factsheets", issue.product, issue.period)
    name = stem(issue.product, issue.period)
    files = [
        Published(
            f"Factsheet {issue.product} ({words})", folder / f"{name}.{form}", form in changed
        )
        for form, words in _FORMATS.items()
    ]
    return file_result(werk, *files, periode=issue.period)
