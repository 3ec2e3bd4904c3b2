"""The Dagster asset of the website; the work is done in the other modules."""

import dagster as dg

from assets.basis.checksums import digest
from assets.basis.products import Product
from assets.basis.program import mark
from assets.basis.report import Published
from assets.deliveries.assets import file_result
from assets.deliveries.work import Work
from assets.disclosure.publish.edition_tables import find_edition, public_mark
from assets.disclosure.publish.publisher import publisher_of
from assets.reference.lookup import lookup_of
from assets.reference.tables import load_reference
from assets.warehouse.derived import tables_of
from assets.website.downloads import downloads_of
from assets.website.site import write_site
from assets.website.surroundings import Surroundings, inhabitants_of


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
        contact = f"mailto:{publisher.email}" if publisher.email else publisher.contact_page
        reference, limits = load_reference(werk.configuration), werk.configuration.cijfers
        with tables_of(werk.home) as connection:
            inhabitants = inhabitants_of(connection, edition.municipality_code)
        downloads = downloads_of(edition, werk.home.product("open_data"))
        product = Product(werk.home, folder)
        made_of = mark(
            public_mark(edition),
            [(name, digest(path)) for name, path in downloads.items()],
            contact,
            reference.versie,
            sorted(inhabitants.items()),
            (limits.minimum_inwoners, limits.minimum_aantal),
        )
        changed = False
        if not product.is_as_made(made_of):
            surroundings = Surroundings(
                lookup_of(reference), inhabitants, limits.minimum_inwoners, limits.minimum_aantal
            )
            changed = write_site(edition, folder, downloads, contact, surroundings)
            product.remember(made_of)
    return file_result(werk, Published("site Feiten & cijfers", folder / "index.html", changed))
