"""Door of the website."""

import dagster as dg

from assets.disclosure.publish.catalogue import publisher_of
from assets.disclosure.publish.edition_tables import find_edition
from assets.website.downloads import downloads_of
from assets.website.site import write_site


@dg.asset(
    deps=["open_data"],
    group_name="openbaar",
    kinds={"html"},
    required_resource_keys={"werk"},
    description="De site Feiten & cijfers: een pagina per thema, wijk en buurt, uit de uitgave.",
)
def openbare_website(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Make the site of the edition that the open data hold; none as long as no quarter is whole."""
    work = context.resources.werk.of_run(context.run.tags)
    folder = work.home.product("website")
    with work.station("het maken van de site"):
        edition = find_edition(work.home)
        if edition is None:
            return dg.MaterializeResult(metadata={"nieuw": False})
        publisher = publisher_of(work.configuration)
        changed = write_site(
            edition,
            folder,
            downloads_of(edition, work.home.product("open_data")),
            f"mailto:{publisher.email}" if publisher.email else publisher.contact_page,
        )
    work.note(published={"site Feiten & cijfers": (folder / "index.html", changed)})
    return dg.MaterializeResult(metadata={"nieuw": changed})
