"""The description for data catalogues: it conforms to every shape of DCAT-AP-NL 3.0, whatever the
settings, and is the same in every run.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
from editions import CODE, make_edition
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, RDF, SH, SKOS

from assets.disclosure.publish.catalogue import describe
from assets.disclosure.publish.public_files import PARQUET, tables
from assets.disclosure.publish.publisher import Publisher, publisher_of
from schemas.configuration import Catalogue, Configuration, Municipality

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ROOT.parent / "shared" / "data" / "dcat_ap_nl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
EU = "http://publications.europa.eu/resource/authority"
EMPTY = publisher_of(Configuration(gemeente=Municipality(code="GM9999", naam="Voorbeeldstad")))
FULL = publisher_of(
    Configuration(
        gemeente=Municipality(code="GM9999", naam="Voorbeeldstad"),
        catalogus=Catalogue(
            adres="https://data.example.org/veiligheid",
            pagina="https://www.example.org/veiligheid?taal=nl",
            contact_email="data@example.org",
            contact_pagina="https://www.example.org/contact",
            gebied="https://sws.geonames.org/2750405/",
            licentie="CC0-1.0",
            omschrijving='Cijfers met "aanhalingstekens", een \\ en een\nnieuwe regel.',
        ),
    )
)
# authority of the EU: the class of its terms, which the shapes require and the graph does not hold
LISTS = {
    "language": DCTERMS.LinguisticSystem,
    "access-right": DCTERMS.RightsStatement,
    "data-theme": SKOS.Concept,
    "frequency": DCTERMS.Frequency,
    "file-type": DCTERMS.MediaTypeOrExtent,
}


def turtle(publisher: Publisher, place: str = "") -> bytes:
    edition = make_edition()
    files = tables(edition)
    sizes = {table.file: 1234 for table in files} | {PARQUET: 99}
    return describe(edition, files, sizes, publisher, place)["catalogus.ttl"]


def graph_of(publisher: Publisher, base: str = "https://elders.example.org/map/") -> Graph:
    return Graph().parse(data=turtle(publisher), format="turtle", publicID=base)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """All shapes, without two properties that the profile refers to and does not define."""
    if not SHAPES.is_dir():
        pytest.skip("the folder with real public files is not beside the project")
    shapes = Graph()
    for path in SHAPES.glob("*.ttl"):
        shapes.parse(path)
    undefined = [
        (shape, SH.property, rule)
        for shape, rule in shapes.subject_objects(SH.property)
        if (rule, SH.path, None) not in shapes
    ]
    assert len(undefined) == 2
    assert {str(shape).split("#")[1] for shape, *_ in undefined} == {"dcat:DataServiceShape"}
    for triple in undefined:
        shapes.remove(triple)
    return shapes


def with_lists(graph: Graph) -> Graph:
    for word in set(graph.objects()):
        if isinstance(word, URIRef) and word.startswith(EU):
            graph.add((word, RDF.type, LISTS[word.removeprefix(f"{EU}/").split("/")[0]]))
            graph.add((word, SKOS.prefLabel, Literal("zoals in de lijst", lang="nl")))
        if "/media-types/" in word:
            graph.add((word, RDF.type, DCTERMS.MediaType))
    return graph


def findings(graph: Graph, shapes: Graph) -> list[str]:
    _, report, text = pyshacl.validate(with_lists(graph), shacl_graph=shapes, allow_warnings=False)
    return [text] if list(report.subjects(RDF.type, SH.ValidationResult)) else []


@pytest.mark.parametrize("publisher", [EMPTY, FULL], ids=["empty", "full"])
def test_the_graph_conforms_without_a_warning(shapes: Graph, publisher: Publisher):
    assert findings(graph_of(publisher), shapes) == []


@pytest.mark.parametrize(
    ("kind", "term"),
    [
        (DCAT.Dataset, DCTERMS.creator),
        (DCAT.Dataset, DCAT.landingPage),  # a warning
        (DCAT.Distribution, DCTERMS.license),
        (DCAT.Distribution, DCAT.accessService),  # a warning
        (DCAT.Catalog, DCAT.contactPoint),
        (DCAT.CatalogRecord, DCTERMS.language),
        (DCAT.DataService, DCAT.endpointDescription),
    ],
)
def test_a_missing_property_violates_the_shapes(shapes: Graph, kind: URIRef, term: URIRef):
    graph = graph_of(EMPTY)
    subject = next(graph.subjects(RDF.type, kind))
    graph.remove((subject, term, None))
    assert findings(graph, shapes)


def test_the_data_set_has_edition_frequency_licence_and_period():
    graph = graph_of(EMPTY)
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    terms = set(graph.predicates(dataset))
    properties = {term: set(graph.objects(dataset, term)) for term in terms}
    assert properties[DCAT.version] == {Literal("2020-Q2")}
    assert properties[DCTERMS.accrualPeriodicity] == {URIRef(f"{EU}/frequency/QUARTERLY")}
    assert properties[DCTERMS.accessRights] == {URIRef(f"{EU}/access-right/PUBLIC")}
    assert {str(day) for day in properties[DCTERMS.issued]} == {"2020-04-15"}
    assert {str(day) for day in properties[DCTERMS.modified]} == {"2020-07-15"}
    [period] = properties[DCTERMS.temporal]
    assert str(graph.value(period, DCAT.startDate)) == "2019-01-01"
    assert str(graph.value(period, DCAT.endDate)) == "2020-06-30"
    assert len(properties[DCAT.distribution]) == 10
    for distribution in properties[DCAT.distribution]:
        assert str(graph.value(distribution, DCTERMS.license)).endswith("/licenses/by/4.0/")
    [publisher] = properties[DCTERMS.publisher]
    assert str(publisher).endswith("/gemeente/gm9999")
    assert graph.value(publisher, FOAF.name) == Literal("gemeente Voorbeeldstad", lang="nl")


def test_without_an_address_files_are_relative_to_the_catalogue():
    for base in ("https://a.example.org/x/", "file:///data/open_data/"):
        graph = graph_of(EMPTY, base)
        files = {str(file) for file in graph.objects(None, DCAT.downloadURL)}
        assert f"{base}cijfers.parquet" in files
        assert f"{base}cijfers-fysieke-kwaliteit.csv" in files
        assert [str(url) for url in graph.objects(None, DCAT.endpointURL)] == [base]
        [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
        assert dataset.startswith("urn:uuid:")


def test_with_an_address_each_edition_names_its_own_files_and_one_data_set():
    current, permanent = (
        Graph().parse(data=turtle(FULL, place), format="turtle")
        for place in ("", "uitgaven/2020-Q2/")
    )
    for graph, where in ((current, ""), (permanent, "uitgaven/2020-Q2/")):
        files = {str(file) for file in graph.objects(None, DCAT.downloadURL)}
        assert f"https://data.example.org/veiligheid/{where}cijfers.parquet" in files
        assert [str(dataset) for dataset in graph.subjects(RDF.type, DCAT.Dataset)] == [
            "https://data.example.org/veiligheid/#cijfers"
        ]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # within rdflib
def test_both_serialisations_hold_the_same_graph():
    for publisher in (EMPTY, FULL):
        edition = make_edition()
        files = tables(edition)
        sizes = {table.file: 1 for table in files} | {PARQUET: 1}
        both = describe(edition, files, sizes, publisher)
        base = "https://elders.example.org/map/"
        first = Graph().parse(data=both["catalogus.ttl"], format="turtle", publicID=base)
        second = Graph().parse(
            data=both["catalogus.jsonld"].decode(), format="json-ld", publicID=base
        )
        assert isomorphic(first, second)
        assert json.loads(both["catalogus.jsonld"])["@context"]["dcat"] == str(DCAT)


def fingerprint() -> str:
    edition = make_edition()
    files = tables(edition)
    both = describe(edition, files, {table.file: 1 for table in files} | {PARQUET: 1}, FULL)
    return hashlib.sha256(b"".join(both.values())).hexdigest()


@pytest.mark.dear
def test_the_same_edition_gives_the_same_bytes_in_every_process():
    process = subprocess.run(
        [sys.executable, "-c", "import test_catalogue; print(test_catalogue.fingerprint())"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent)))},
        check=True,
        capture_output=True,
        text=True,
    )
    assert process.stdout.strip() == fingerprint()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("adres", "data.gemeente.nl"),
        ("adres", "https://x.nl/a?b=1"),
        ("adres", "https://x.nl/a b"),
        ("pagina", "https://x.nl/>"),
        ("contact_email", "data @x.nl"),
        ("contact_email", "mailto:data@x.nl"),
        ("licentie", "MIT"),
        ("omschrijving", " "),
    ],
)
def test_a_malformed_setting_is_refused(setting: str, value: str):
    with pytest.raises(ValueError, match=setting):
        Catalogue(**{setting: value})


def test_the_address_ends_in_one_slash():
    for address in ("https://x.nl/map", "https://x.nl/map/"):
        publisher = publisher_of(Configuration(catalogus=Catalogue(adres=address)))
        assert publisher.address == "https://x.nl/map/"
    assert publisher_of(Configuration()).agent.endswith("/gm0935")
    assert make_edition().municipality_code == CODE
