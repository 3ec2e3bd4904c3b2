"""The description of the open data for catalogues such as data.overheid.nl: DCAT-AP-NL 3.0.

One data set with a distribution a file: the profile lets distributions be portions of a data set.
The columns of the files are described by `metadata`, in words for people by `explanation`.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import pandas as pd
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD

from assets.disclosure.publish import metadata
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.public_files import PARQUET, Table
from assets.formats.periods import months
from schemas.configuration import Configuration

TURTLE, JSON_LD = "catalogus.ttl", "catalogus.jsonld"
EXPLANATION = "LEESMIJ.txt"

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # that of rdflib is of version 2
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
# setting: (name for people, address of its text)
LICENCES = {
    "CC-BY-4.0": (
        "Creative Commons Naamsvermelding 4.0 Internationaal (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC0-1.0": (
        "Creative Commons Publiek Domein Verklaring 1.0 (CC0 1.0)",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}


@dataclass(frozen=True)
class Publisher:
    """Who publishes the open data, and where. Addresses that are not known are empty."""

    code: str
    name: str
    title: str
    description: str
    licence: str  # a key of LICENCES
    address: str = ""  # of the folder, ending in a slash
    page: str = ""
    email: str = ""
    contact_page: str = ""
    area: str = ""

    @property
    def agent(self) -> str:
        """The municipality in the register of the government (TOOI)."""
        return f"https://identifier.overheid.nl/tooi/id/gemeente/{self.code.lower()}"

    def thing(self, name: str) -> str:
        """The fixed name of something that is no file; the same in every edition and format."""
        if self.address:
            return f"{self.address}#{name}"
        return uuid5(NAMESPACE_URL, f"{self.agent}#{name}").urn


def publisher_of(configuration: Configuration) -> Publisher:
    """The publisher that the settings `[gemeente]` and `[catalogus]` name."""
    settings = configuration.catalogus
    name = configuration.gemeente.naam
    return Publisher(
        code=configuration.gemeente.code,
        name=f"gemeente {name}",
        title=f"Feiten & cijfers over veiligheid in {name}",
        description=settings.omschrijving,
        licence=settings.licentie,
        address=settings.adres and settings.adres.rstrip("/") + "/",
        page=settings.pagina,
        email=settings.contact_email,
        contact_page=settings.contact_pagina,
        area=settings.gebied,
    )


def describe(
    edition: Edition,
    tables: tuple[Table, ...],
    sizes: Mapping[str, int],
    publisher: Publisher,
    place: str = "",
) -> dict[str, bytes]:
    """`catalogus.ttl` and `catalogus.jsonld` of an edition.

    `sizes`: file -> bytes. `place`: the folder in that of the open data, as `uitgaven/2020-Q2/`.
    Without an address of the publisher files are named relative to the catalogue, so that it holds
    wherever the folder is put. The same edition gives the same bytes.
    """
    graph = _graph(edition, tables, sizes, publisher, place)
    return {TURTLE: graph.serialize(format="turtle").encode(), JSON_LD: _json(graph)}


class _Description:
    """A graph under construction, with what every resource in it shares."""

    def __init__(self, edition: Edition, publisher: Publisher, place: str) -> None:
        self.edition, self.publisher, self.place = edition, publisher, place
        self.graph = Graph()
        self.graph.bind("dcat", DCAT, replace=True)
        self.graph.bind("vcard", VCARD)
        self.agent = URIRef(publisher.agent)
        self.licence = URIRef(LICENCES[publisher.licence][1])
        self.explanation = self.file(EXPLANATION)
        self.page = URIRef(publisher.page) if publisher.page else self.explanation
        self.issued = _day(edition.editions["publicatiedatum"].min())
        self.modified = _day(edition.published)

    def thing(self, name: str) -> URIRef:
        return URIRef(self.publisher.thing(name))

    def file(self, name: str) -> URIRef:
        where = self.publisher.address + self.place if self.publisher.address else ""
        return URIRef(f"{where}{name}" or "./")

    def add(self, subject: URIRef, *kinds: URIRef, **of: object) -> None:
        """Say of `subject` what it is; `of`: prefix_name -> one value or a tuple of them."""
        spaces = {"dct": DCTERMS, "dcat": DCAT, "foaf": FOAF, "skos": SKOS, "vcard": VCARD}
        for kind in kinds:
            self.graph.add((subject, RDF.type, kind))
        for name, values in of.items():
            prefix, _, term = name.partition("_")
            for value in values if isinstance(values, tuple) else (values,):
                self.graph.add((subject, spaces[prefix][term], value))


def _graph(
    edition: Edition,
    tables: tuple[Table, ...],
    sizes: Mapping[str, int],
    publisher: Publisher,
    place: str,
) -> Graph:
    of = _Description(edition, publisher, place)
    _supporting(of)
    files = {table.file: (table.title, table.description) for table in tables} | {
        PARQUET: ("Alle cijfers (Parquet)", "De cijfers van alle thema's in een bestand")
    }
    for file, (title, description) in files.items():
        _distribution(of, file, title, description, sizes[file])
    _dataset(of, tuple(of.thing(file) for file in files))
    _service(of)
    _catalogue(of)
    return of.graph


def _dataset(of: _Description, distributions: tuple[URIRef, ...]) -> None:
    edition, publisher = of.edition, of.publisher
    of.add(
        of.thing("cijfers"),
        DCAT.Dataset,
        DCAT.Resource,
        dct_title=_text(publisher.title),
        dct_description=_text(publisher.description),
        dct_identifier=Literal(publisher.thing("cijfers")),
        dct_accessRights=_OPEN,
        dct_publisher=of.agent,
        dct_creator=of.agent,
        dct_language=_DUTCH,
        dct_issued=of.issued,
        dct_modified=of.modified,
        dct_accrualPeriodicity=URIRef(f"{_EU}/frequency/QUARTERLY"),
        dct_temporal=of.thing("periode"),
        dct_spatial=_area(of),
        dct_conformsTo=_CSVW,
        dcat_contactPoint=of.thing("contact"),
        dcat_theme=_SAFETY,
        dcat_keyword=tuple(map(_text, _KEYWORDS)),
        dcat_version=Literal(edition.number),
        dcat_landingPage=of.page,
        dcat_distribution=distributions,
        foaf_page=of.explanation,
    )


def _distribution(of: _Description, file: str, title: str, description: str, size: int) -> None:
    media, kind = _FORMATS[file[file.rindex(".") :]]
    of.add(
        of.thing(file),
        DCAT.Distribution,
        dct_title=_text(title),
        dct_description=_text(f"{description}."),
        dct_license=of.licence,
        dct_language=_DUTCH,
        dct_issued=of.modified,
        dct_modified=of.modified,
        dct_format=URIRef(kind),
        dct_conformsTo=of.file(metadata.FILE),
        dcat_mediaType=URIRef(media),
        dcat_accessURL=of.file(file),
        dcat_downloadURL=of.file(file),
        dcat_accessService=of.thing("bestanden"),
        dcat_byteSize=Literal(str(size), datatype=XSD.nonNegativeInteger),
        foaf_page=of.explanation,
    )


def _service(of: _Description) -> None:
    """The files over HTTP: there is no other way in."""
    of.add(
        of.thing("bestanden"),
        DCAT.DataService,
        DCAT.Resource,
        dct_title=_text("Bestanden ophalen"),
        dct_description=_text(
            "Elk bestand heeft een vast adres en is zonder aanmelden op te halen (HTTP GET)."
        ),
        dct_identifier=Literal(of.publisher.thing("bestanden")),
        dct_accessRights=_OPEN,
        dct_publisher=of.agent,
        dct_creator=of.agent,
        dct_language=_DUTCH,
        dct_license=of.licence,
        dct_modified=of.modified,
        dct_conformsTo=_HTTP,
        dcat_contactPoint=of.thing("contact"),
        dcat_theme=_SAFETY,
        dcat_keyword=tuple(map(_text, _KEYWORDS)),
        dcat_endpointURL=of.file(""),
        dcat_endpointDescription=of.explanation,
        dcat_servesDataset=of.thing("cijfers"),
        dcat_landingPage=of.page,
        foaf_page=of.explanation,
    )


def _catalogue(of: _Description) -> None:
    of.add(
        of.thing("catalogus"),
        DCAT.Catalog,
        DCAT.Resource,
        dct_title=_text(f"Open data over veiligheid van de {of.publisher.name}"),
        dct_description=_text("Wat er is, onder welke voorwaarden, en van welke dag."),
        dct_publisher=of.agent,
        dct_creator=of.agent,
        dct_language=_DUTCH,
        dct_license=of.licence,
        dct_issued=of.issued,
        dct_modified=of.modified,
        dct_spatial=_area(of),
        dcat_contactPoint=of.thing("contact"),
        dcat_dataset=of.thing("cijfers"),
        dcat_service=of.thing("bestanden"),
        dcat_record=of.thing("inschrijving"),
        foaf_homepage=of.page,
    )
    of.add(
        of.thing("inschrijving"),
        DCAT.CatalogRecord,
        dct_title=_text(of.publisher.title),
        dct_language=_DUTCH,
        dct_issued=of.issued,
        dct_modified=of.modified,
        dct_conformsTo=_PROFILE,
        foaf_primaryTopic=of.thing("cijfers"),
    )


def _supporting(of: _Description) -> None:
    """What the others refer to: publisher, contact, licence, area, period, standards, pages."""
    publisher = of.publisher
    of.add(of.agent, FOAF.Agent, FOAF.Organization, foaf_name=_text(publisher.name))
    contact = {}
    if publisher.email:
        contact["vcard_hasEmail"] = URIRef(f"mailto:{publisher.email}")
    if publisher.contact_page:
        contact["vcard_hasURL"] = URIRef(publisher.contact_page)
    of.add(
        of.thing("contact"),
        VCARD.Kind,
        VCARD.Organization,
        vcard_fn=_text(publisher.name),
        **contact,
    )
    name, _ = LICENCES[publisher.licence]
    of.add(
        of.licence,
        DCTERMS.LicenseDocument,
        dct_title=_text(name),
        dct_identifier=Literal(publisher.licence),
    )
    of.add(
        _area(of),
        DCTERMS.Location,
        skos_prefLabel=_text(of.edition.municipality),
        dct_identifier=Literal(of.edition.municipality_code),
    )
    first, last = _span(of.edition.figures["periode"])
    of.add(of.thing("periode"), DCTERMS.PeriodOfTime, dcat_startDate=first, dcat_endDate=last)
    for standard, title in (
        (_PROFILE, "DCAT-AP-NL 3.0"),
        (_CSVW, "CSV on the Web"),
        (_HTTP, "HTTP"),
        (of.file(metadata.FILE), "Beschrijving van de kolommen"),
    ):
        of.add(standard, DCTERMS.Standard, dct_title=_text(title))
    for page in {of.page, of.explanation}:
        of.add(page, FOAF.Document)


def _area(of: _Description) -> URIRef:
    return URIRef(of.publisher.area) if of.publisher.area else of.thing("gebied")


def _span(periods: pd.Series) -> tuple[Literal, Literal]:
    """The first and the last day that figures are of."""
    within = [month for one in periods.unique() for end in one.split("--") for month in months(end)]
    first, last = min(within), max(within)
    year, month = map(int, last.split("-"))
    return (
        Literal(f"{first}-01", datatype=XSD.date),
        Literal(f"{last}-{monthrange(year, month)[1]:02}", datatype=XSD.date),
    )


def _day(when: object) -> Literal:
    return Literal(f"{pd.Timestamp(when):%Y-%m-%d}", datatype=XSD.date)


def _text(words: str) -> Literal:
    return Literal(words, lang="nl")


def _json(graph: Graph) -> bytes:
    """JSON-LD in a fixed order: that of rdflib follows the memory."""
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
        return sorted(map(_sorted, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value
