"""The description of the open data for catalogues such as data.overheid.nl: DCAT-AP-NL 3.0.

One data set with a distribution for each file: the profile allows distributions that hold a part of
the data set. Columns are described by `metadata`; the text for people is written by `explanation`.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping

import pandas as pd
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD

from assets.disclosure.publish import metadata
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.public_files import PARQUET, Table
from assets.disclosure.publish.publisher import EXPLANATION, JSON_LD, LICENCES, TURTLE, Publisher
from assets.formats.periods import months

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # the one in rdflib is DCAT 2
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_EU = "http://publications.europa.eu/resource/authority"
_MEDIA = "https://www.iana.org/assignments/media-types"
_PROFILE = URIRef("https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/")
_CSVW = URIRef("https://www.w3.org/TR/tabular-data-model/")
_HTTP = URIRef("https://www.rfc-editor.org/info/rfc9110")
_DUTCH = URIRef(f"{_EU}/language/NLD")
_OPEN = URIRef(f"{_EU}/access-right/PUBLIC")
_SAFETY = URIRef(f"{_EU}/data-theme/JUST")  # justice, legal system and public safety
_FORMATS = {
    ".csv": (f"{_MEDIA}/text/csv", f"{_EU}/file-type/CSV"),
    ".parquet": (f"{_MEDIA}/application/vnd.apache.parquet", f"{_EU}/file-type/PARQUET"),
}
_KEYWORDS = ("veiligheid", "leefbaarheid", "criminaliteit", "overlast", "buurten", "statistiek")


def describe(
    edition: Edition,
    tables: tuple[Table, ...],
    sizes: Mapping[str, int],
    publisher: Publisher,
    place: str = "",
) -> dict[str, bytes]:
    """`catalogus.ttl` and `catalogus.jsonld` of an edition: file name -> content.

    `sizes`: file name -> bytes. `place`: the folder within the open data, such as
    `uitgaven/2020-Q2/`. Without an address of the publisher, files are named relative to the
    catalogue, which is then right wherever the folder is copied. The same edition gives the same
    bytes.
    """
    graph = _graph(edition, tables, sizes, publisher, place)
    return {TURTLE: graph.serialize(format="turtle").encode(), JSON_LD: _json(graph)}


class _GraphBuilder:
    """A graph under construction, with what its resources have in common."""

    def __init__(self, edition: Edition, publisher: Publisher, place: str) -> None:
        self.edition, self.publisher, self.place = edition, publisher, place
        self.graph = Graph()
        self.graph.bind("dcat", DCAT, replace=True)
        self.graph.bind("vcard", VCARD)
        self.agent = URIRef(publisher.agent)
        self.licence = URIRef(LICENCES[publisher.licence][1])
        self.explanation = self.file(EXPLANATION)
        self.page = URIRef(publisher.page) if publisher.page else self.explanation
        self.issued = _date(edition.editions["publicatiedatum"].min())
        self.modified = _date(edition.published)

    def resource(self, name: str) -> URIRef:
        return URIRef(self.publisher.identifier(name))

    def file(self, name: str) -> URIRef:
        base = self.publisher.address + self.place if self.publisher.address else ""
        return URIRef(f"{base}{name}" or "./")

    def add(self, subject: URIRef, *classes: URIRef, **properties: object) -> None:
        """Add a resource; `properties`: prefix_name -> a value or a tuple of values."""
        namespaces = {"dct": DCTERMS, "dcat": DCAT, "foaf": FOAF, "skos": SKOS, "vcard": VCARD}
        for rdf_class in classes:
            self.graph.add((subject, RDF.type, rdf_class))
        for name, values in properties.items():
            prefix, _, term = name.partition("_")
            for value in values if isinstance(values, tuple) else (values,):
                self.graph.add((subject, namespaces[prefix][term], value))


def _graph(
    edition: Edition,
    tables: tuple[Table, ...],
    sizes: Mapping[str, int],
    publisher: Publisher,
    place: str,
) -> Graph:
    builder = _GraphBuilder(edition, publisher, place)
    _supporting(builder)
    files = {table.file: (table.title, table.description) for table in tables} | {
        PARQUET: ("Alle cijfers (Parquet)", "De cijfers van alle thema's in een bestand")
    }
    for file, (title, description) in files.items():
        _distribution(builder, file, title, description, sizes[file])
    _dataset(builder, tuple(builder.resource(file) for file in files))
    _service(builder)
    _catalogue(builder)
    return builder.graph


def _dataset(builder: _GraphBuilder, distributions: tuple[URIRef, ...]) -> None:
    edition, publisher = builder.edition, builder.publisher
    builder.add(
        builder.resource("cijfers"),
        DCAT.Dataset,
        DCAT.Resource,
        dct_title=_text(publisher.title),
        dct_description=_text(publisher.description),
        dct_identifier=Literal(publisher.identifier("cijfers")),
        dct_accessRights=_OPEN,
        dct_publisher=builder.agent,
        dct_creator=builder.agent,
        dct_language=_DUTCH,
        dct_issued=builder.issued,
        dct_modified=builder.modified,
        dct_accrualPeriodicity=URIRef(f"{_EU}/frequency/QUARTERLY"),
        dct_temporal=builder.resource("periode"),
        dct_spatial=_area(builder),
        dct_conformsTo=_CSVW,
        dcat_contactPoint=builder.resource("contact"),
        dcat_theme=_SAFETY,
        dcat_keyword=tuple(map(_text, _KEYWORDS)),
        dcat_version=Literal(edition.number),
        dcat_landingPage=builder.page,
        dcat_distribution=distributions,
        foaf_page=builder.explanation,
    )


def _distribution(
    builder: _GraphBuilder, file: str, title: str, description: str, size: int
) -> None:
    media, kind = _FORMATS[file[file.rindex(".") :]]
    builder.add(
        builder.resource(file),
        DCAT.Distribution,
        dct_title=_text(title),
        dct_description=_text(f"{description}."),
        dct_license=builder.licence,
        dct_language=_DUTCH,
        dct_issued=builder.modified,
        dct_modified=builder.modified,
        dct_format=URIRef(kind),
        dct_conformsTo=builder.file(metadata.FILE),
        dcat_mediaType=URIRef(media),
        dcat_accessURL=builder.file(file),
        dcat_downloadURL=builder.file(file),
        dcat_accessService=builder.resource("bestanden"),
        dcat_byteSize=Literal(str(size), datatype=XSD.nonNegativeInteger),
        foaf_page=builder.explanation,
    )


def _service(builder: _GraphBuilder) -> None:
    """Files over HTTP: the only way to get the data."""
    builder.add(
        builder.resource("bestanden"),
        DCAT.DataService,
        DCAT.Resource,
        dct_title=_text("Bestanden ophalen"),
        dct_description=_text(
            "Elk bestand heeft een vast adres en is zonder aanmelden op te halen (HTTP GET)."
        ),
        dct_identifier=Literal(builder.publisher.identifier("bestanden")),
        dct_accessRights=_OPEN,
        dct_publisher=builder.agent,
        dct_creator=builder.agent,
        dct_language=_DUTCH,
        dct_license=builder.licence,
        dct_modified=builder.modified,
        dct_conformsTo=_HTTP,
        dcat_contactPoint=builder.resource("contact"),
        dcat_theme=_SAFETY,
        dcat_keyword=tuple(map(_text, _KEYWORDS)),
        dcat_endpointURL=builder.file(""),
        dcat_endpointDescription=builder.explanation,
        dcat_servesDataset=builder.resource("cijfers"),
        dcat_landingPage=builder.page,
        foaf_page=builder.explanation,
    )


def _catalogue(builder: _GraphBuilder) -> None:
    builder.add(
        builder.resource("catalogus"),
        DCAT.Catalog,
        DCAT.Resource,
        dct_title=_text(f"Open data over veiligheid van de {builder.publisher.name}"),
        dct_description=_text("Wat er is, onder welke voorwaarden, en van welke dag."),
        dct_publisher=builder.agent,
        dct_creator=builder.agent,
        dct_language=_DUTCH,
        dct_license=builder.licence,
        dct_issued=builder.issued,
        dct_modified=builder.modified,
        dct_spatial=_area(builder),
        dcat_contactPoint=builder.resource("contact"),
        dcat_dataset=builder.resource("cijfers"),
        dcat_service=builder.resource("bestanden"),
        dcat_record=builder.resource("inschrijving"),
        foaf_homepage=builder.page,
    )
    builder.add(
        builder.resource("inschrijving"),
        DCAT.CatalogRecord,
        dct_title=_text(builder.publisher.title),
        dct_language=_DUTCH,
        dct_issued=builder.issued,
        dct_modified=builder.modified,
        dct_conformsTo=_PROFILE,
        foaf_primaryTopic=builder.resource("cijfers"),
    )


def _supporting(builder: _GraphBuilder) -> None:
    """The resources that others refer to: publisher, contact, licence, area, period, standards,
    pages."""
    publisher = builder.publisher
    builder.add(builder.agent, FOAF.Agent, FOAF.Organization, foaf_name=_text(publisher.name))
    contact = {}
    if publisher.email:
        contact["vcard_hasEmail"] = URIRef(f"mailto:{publisher.email}")
    if publisher.contact_page:
        contact["vcard_hasURL"] = URIRef(publisher.contact_page)
    builder.add(
        builder.resource("contact"),
        VCARD.Kind,
        VCARD.Organization,
        vcard_fn=_text(publisher.name),
        **contact,
    )
    name, _ = LICENCES[publisher.licence]
    builder.add(
        builder.licence,
        DCTERMS.LicenseDocument,
        dct_title=_text(name),
        dct_identifier=Literal(publisher.licence),
    )
    builder.add(
        _area(builder),
        DCTERMS.Location,
        skos_prefLabel=_text(builder.edition.municipality),
        dct_identifier=Literal(builder.edition.municipality_code),
    )
    first, last = _span(builder.edition.figures["periode"])
    builder.add(
        builder.resource("periode"), DCTERMS.PeriodOfTime, dcat_startDate=first, dcat_endDate=last
    )
    for standard, title in (
        (_PROFILE, "DCAT-AP-NL 3.0"),
        (_CSVW, "CSV on the Web"),
        (_HTTP, "HTTP"),
        (builder.file(metadata.FILE), "Beschrijving van de kolommen"),
    ):
        builder.add(standard, DCTERMS.Standard, dct_title=_text(title))
    for page in {builder.page, builder.explanation}:
        builder.add(page, FOAF.Document)


def _area(builder: _GraphBuilder) -> URIRef:
    return URIRef(builder.publisher.area) if builder.publisher.area else builder.resource("gebied")


def _span(periods: pd.Series) -> tuple[Literal, Literal]:
    """The first and the last day of the periods."""
    covered = [
        month for period in periods.unique() for end in period.split("--") for month in months(end)
    ]
    first, last = min(covered), max(covered)
    year, month = map(int, last.split("-"))
    return (
        Literal(f"{first}-01", datatype=XSD.date),
        Literal(f"{last}-{monthrange(year, month)[1]:02}", datatype=XSD.date),
    )


def _date(day: object) -> Literal:
    return Literal(f"{pd.Timestamp(day):%Y-%m-%d}", datatype=XSD.date)


def _text(text: str) -> Literal:
    return Literal(text, lang="nl")


def _json(graph: Graph) -> bytes:
    """JSON-LD in a fixed order; the order of rdflib depends on hashes."""
    context = {
        "dcat": str(DCAT),
        "dct": str(DCTERMS),
        "foaf": str(FOAF),
        "skos": str(SKOS),
        "vcard": str(VCARD),
        "xsd": str(XSD),
    }
    content = json.loads(graph.serialize(format="json-ld", context=context))
    return (json.dumps(_sorted(content), indent=2, ensure_ascii=False) + "\n").encode()


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value
