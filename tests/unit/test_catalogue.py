"""The description for data catalogues: it keeps every shape of DCAT-AP-NL 3.0, whatever the
settings, and is the same at every run.
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
from editions import make_edition
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, RDF, SH, SKOS

from assets.disclosure.publish.catalogue import Publisher, describe, publisher_of
from assets.disclosure.publish.public_files import PARQUET, tables
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
# The code lists stand elsewhere: that each word is of its list is said here.
LISTS = {
    "language": DCTERMS.LinguisticSystem,
    "access-right": DCTERMS.RightsStatement,
    "data-theme": SKOS.Concept,
    "frequency": DCTERMS.Frequency,
    "file-type": DCTERMS.MediaTypeOrExtent,
}


def turtle(publisher: Publisher, place: str = "") -> bytes:
    edition = make_edition()
    made = tables(edition)
    sizes = {table.file: 1234 for table in made} | {PARQUET: 99}
    return describe(edition, made, sizes, publisher, place)["catalogus.ttl"]


def graph_of(publisher: Publisher, base: str = "https://elders.example.org/map/") -> Graph:
    return Graph().parse(data=turtle(publisher), format="turtle", publicID=base)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """All five files of shapes; two properties that upstream names and does not define are out."""
    if not SHAPES.is_dir():
        pytest.skip("the folder with real public files is not beside the project")
    found = Graph()
    for path in SHAPES.glob("*.ttl"):
        found.parse(path)
    undefined = [
        (shape, SH.property, rule)
        for shape, rule in found.subject_objects(SH.property)
        if (rule, SH.path, None) not in found
    ]
    assert len(undefined) == 2
    assert {str(shape).split("#")[1] for shape, *_ in undefined} == {"dcat:DataServiceShape"}
    for triple in undefined:
        found.remove(triple)
    return found


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
def test_every_shape_is_kept_without_a_warning(shapes: Graph, publisher: Publisher):
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
def test_the_shapes_see_what_is_missing(shapes: Graph, kind: URIRef, term: URIRef):
    graph = graph_of(EMPTY)
    subject = next(graph.subjects(RDF.type, kind))
    graph.remove((subject, term, None))
    assert findings(graph, shapes)


def test_the_data_set_tells_edition_frequency_licence_and_period():
    graph = graph_of(EMPTY)
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    said = {term: set(graph.objects(dataset, term)) for term in set(graph.predicates(dataset))}
    assert said[DCAT.version] == {Literal("2020-Q2")}
    assert said[DCTERMS.accrualPeriodicity] == {URIRef(f"{EU}/frequency/QUARTERLY")}
    assert said[DCTERMS.accessRights] == {URIRef(f"{EU}/access-right/PUBLIC")}
    assert {str(day) for day in said[DCTERMS.issued]} == {"2020-04-15"}
    assert {str(day) for day in said[DCTERMS.modified]} == {"2020-07-15"}
    [period] = said[DCTERMS.temporal]
    assert str(graph.value(period, DCAT.startDate)) == "2019-01-01"
    assert str(graph.value(period, DCAT.endDate)) == "2020-06-30"
    assert len(said[DCAT.distribution]) == 10
    for one in said[DCAT.distribution]:
        assert str(graph.value(one, DCTERMS.license)).endswith("/licenses/by/4.0/")
    [publisher] = said[DCTERMS.publisher]
    assert str(publisher).endswith("/gemeente/gm9999")
    assert graph.value(publisher, FOAF.name) == Literal("gemeente Voorbeeldstad", lang="nl")


def test_without_an_address_the_files_are_those_beside_the_catalogue():
    for base in ("https://a.example.org/x/", "file:///data/open_data/"):
        graph = graph_of(EMPTY, base)
        found = {str(file) for file in graph.objects(None, DCAT.downloadURL)}
        assert f"{base}cijfers.parquet" in found
        assert f"{base}cijfers-fysieke-kwaliteit.csv" in found
        assert [str(url) for url in graph.objects(None, DCAT.endpointURL)] == [base]
        [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
        assert dataset.startswith("urn:uuid:")


def test_with_an_address_each_edition_names_its_own_files_and_one_data_set():
    now, kept = (
        Graph().parse(data=turtle(FULL, place), format="turtle")
        for place in ("", "uitgaven/2020-Q2/")
    )
    for graph, where in ((now, ""), (kept, "uitgaven/2020-Q2/")):
        files = {str(file) for file in graph.objects(None, DCAT.downloadURL)}
        assert f"https://data.example.org/veiligheid/{where}cijfers.parquet" in files
        assert [str(one) for one in graph.subjects(RDF.type, DCAT.Dataset)] == [
            "https://data.example.org/veiligheid/#cijfers"
        ]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # within rdflib
def test_both_forms_say_the_same():
    for publisher in (EMPTY, FULL):
        edition = make_edition()
        made = tables(edition)
        sizes = {table.file: 1 for table in made} | {PARQUET: 1}
        both = describe(edition, made, sizes, publisher)
        base = "https://elders.example.org/map/"
        first = Graph().parse(data=both["catalogus.ttl"], format="turtle", publicID=base)
        second = Graph().parse(
            data=both["catalogus.jsonld"].decode(), format="json-ld", publicID=base
        )
        assert isomorphic(first, second)
        assert json.loads(both["catalogus.jsonld"])["@context"]["dcat"] == str(DCAT)


def fingerprint() -> str:
    edition = make_edition()
    made = tables(edition)
    both = describe(edition, made, {table.file: 1 for table in made} | {PARQUET: 1}, FULL)
    return hashlib.sha256(b"".join(both.values())).hexdigest()


def test_the_same_edition_gives_the_same_bytes_in_every_process():
    told = subprocess.run(
        [sys.executable, "-c", "import test_catalogue; print(test_catalogue.fingerprint())"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent)))},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == fingerprint()
