"""The Dagster asset of the website; the work is done in the other modules."""

import dagster as dg

from assets.basis.report import Published
from assets.deliveries.assets import file_result
from assets.deliveries.work import Work
from assets.disclosure.publish.catalogue import publisher_of
from assets.disclosure.publish.edition_tables import find_edition
from assets.website.downloads import downloads_of
from assets.website.site import write_site


@dg.asset(
    deps=["open_data"],
    group_name="openbaar",
    kinds={"html"},
    description="De site Feiten & cijfers: een pagina per thema, wijk en buurt, uit de uitgave.",
)
def openbare_website(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Write the site of the edition in the open data; nothing before the first edition."""
    folder = werk.home.product("website")
    with werk.station("het maken van de site"):
        edition = find_edition(werk.home)
        if edition is None:
            return dg.MaterializeResult(metadata={"nieuw": False})
        publisher = publisher_of(werk.configuration)
        changed = write_site(
            edition,
            folder,
            downloads_of(edition, werk.home.product("open_data")),
            f"mailto:{publisher.email}" if publisher.email else publisher.contact_page,
        )
    return file_result(werk, Published("site Feiten & cijfers", folder / "index.html", changed))
