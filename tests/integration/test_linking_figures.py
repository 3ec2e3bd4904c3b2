"""How well real and sample texts are linked: figures that may rise and not fall.

The sets are small and hard, so these are no rates of a monthly file; see docs and
`veiligheidsbeeld linking evaluate`.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from command import PROJECT

from assets.linking.decisions import load_decisions
from assets.linking.evaluation import Outcome, evaluate, matcher_of, read_labelled, read_streets
from assets.linking.linking import linker_for
from assets.linking.names import fold
from assets.reference.tables import load_reference
from schemas.configuration import Configuration


def _measured(labelled: pd.DataFrame, names: list[str]) -> Outcome:
    configuration = Configuration()
    return evaluate(
        labelled,
        matcher_of(names, load_reference(configuration), load_decisions(configuration)),
    )


def _told(outcome: Outcome) -> str:
    wrong = outcome.rows[outcome.rows["fout"].gt(0) | outcome.rows["gemist"].gt(0)]
    return f"{outcome.recall:.4f} {outcome.precision:.4f}\n{wrong.head(30).to_string()}"


@pytest.fixture(scope="module")
def stops(shared_data: Path) -> pd.DataFrame:
    """Names of bus stops in Maastricht, of which a person told which streets they name."""
    path = shared_data / "streets_maastricht" / "maastricht_stop_name_gold.csv"
    labelled = read_labelled(path, only="uncertain=False")
    assert len(labelled) == 80
    assert labelled["straten"].map(len).sum() == 96
    return labelled


def test_bus_stops_are_found_in_a_list_of_the_size_of_maastricht(shared_data, stops):
    verified = read_streets(shared_data / "streets_maastricht" / "maastricht_addr_streets.tsv")
    assert len(verified) == 183
    own = [name for right in stops["straten"] for name in right]
    outcome = _measured(stops, [*verified, *own])
    assert outcome.precision == 1.0, _told(outcome)
    assert outcome.recall >= 0.96, _told(outcome)


@pytest.fixture(scope="module")
def region(shared_data: Path) -> list[str]:
    """The names of the region, of Belgium and Germany without, that are in the BAG."""
    table = pd.read_csv(
        shared_data / "streets_maastricht" / "osm_region_street_names.tsv",
        sep="\t",
        dtype="str",
        keep_default_na=False,
    )
    names = table.loc[table["in_bag_national_list"].eq("1"), "name"].tolist()
    assert len(names) == 5807
    return names


def test_bus_stops_are_found_among_all_streets_of_the_region(region, stops):
    outcome = _measured(stops, [*region, "Campagne"])
    assert outcome.precision >= 0.99, _told(outcome)
    assert outcome.recall >= 0.93, _told(outcome)


def test_streets_of_elsewhere_are_not_taken_for_those_of_maastricht(region):
    """A list is never whole: a street that is not in it must not become one that is."""
    matcher = linker_for(Configuration()).matcher
    listed = {fold(street.straatnaam) for street in matcher.streets.names}
    foreign = [name for name in region if fold(name) not in listed]
    found = matcher.find(foreign)
    taken = [name for name in foreign if found[name].mentions]
    assert len(foreign) > 5000
    assert len(taken) <= 20, taken


def test_old_spellings_of_haarlem_are_found(shared_data):
    """Half of them are renamed streets, which no rule can know. Of the eight that are wrong, six
    are labelled otherwise than the list writes them or hold each other's name."""
    labelled = read_labelled(shared_data / "street_variants" / "haarlem.csv")
    assert len(labelled) == 328
    official = sorted({name for right in labelled["straten"] for name in right})
    outcome = _measured(labelled, official)
    assert outcome.recall >= 0.55, _told(outcome)
    assert outcome.precision >= 0.96, _told(outcome)


def test_the_texts_of_the_sample_are_found_as_often_as_they_stand():
    labelled = read_labelled(PROJECT / "sample_data" / "waarheid" / "straatnamen.csv")
    assert labelled["aantal"].sum() > 100_000
    outcome = evaluate(labelled, linker_for(Configuration()).matcher)
    assert outcome.recall >= 0.999, _told(outcome)
    assert outcome.precision >= 0.9999, _told(outcome)
