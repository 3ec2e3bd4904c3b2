"""Laws of linking for any list and any text: no row is lost or duplicated, order and grouping do
not change a result, and a name abbreviated by the rules never becomes another street.

The rules of NEN 5825 are repeated here on purpose, independent of the tables of the program.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from assets.linking.decisions import Decisions
from assets.linking.linking import COLUMNS, Linker
from assets.linking.names import fold
from assets.reference.tables import Reference

REASONS = {"niet gevonden", "niet opgegeven", "plaats"}
FIELDS = ("straat", "plaats", "huisnummer", "postcode", "buurt")
FAMILIES = """
Kerkstraat | Kerksteeg | Kerkplein | Kerkweg | Kerkpad | Kerklaan | Oude Kerkweg | Nieuwe Kerkweg
Dorpstraat | Dorpsstraat | Dorpsplein | Grotestraat | Grote Staat | Kleine Staat | Grote Gracht
Kleine Gracht | Heerderweg | Keerderweg | Heerderdwarsstraat | Burgemeester Kessensingel
Burgemeester Kessensingel A | Burgemeester Kessensingel B | Burgemeester Kessensingel C
Ambyerstraat Noord | Ambyerstraat Zuid | Tongersestraat | Tongerseweg | Tongerseplein
Tongersedreef | Tongersedrift | Brusselsestraat | Brusselseweg | Brusselsepoort
Avenue Céramique | Médoclaan | Cauberg | Daalhoflaan | Eerste Dwarsstraat | Tweede Dwarsstraat
Derde Dwarsstraat | Prins Hendriklaan | Prinses Hendriklaan | Prins Bernhardplein
Prinses Beatrixlaan | Koning Willemplein | Koningin Wilhelminaplein | Koningin Emmaplein
Koning Emmaplein | Doctor Nolensstraat | Dominee Nolensstraat | Doctor Bakstraat
Pastoor Habetsstraat | Pater Habetsstraat | Professor Pieter Willemsstraat
Monseigneur Nolensplein | Generaal Maczekstraat | Kapelaan Lochtmanstraat | Kanunnik Slenterplein
Kardinaal van Rossumplein | Meester Ulrichweg | Ingenieur Rocourstraat | Minister Talmastraat
President Rooseveltlaan | Gouverneur van Hövellstraat | Wethouder Vrankenstraat
Gebroeders Hermansstraat | Zuster Hubertusstraat | Schout Kolfstraat | Schepen Kolfstraat
Sint Annalaan | Sint Annadal | Sint Jansstraat | Sint Jorisstraat | Sint Josephstraat
Sint Maartenslaan | Sint Martinuslaan | Sint Pieterskade | Sint Pietersluisweg | Sint Hubertuslaan
Aan de Maas | Achter de Maas | Achter het Vleeshuis | Achter de Molens | Op de Thermen
Lage Barakken | Hoge Barakken | Lage Frontweg | Hoge Frontweg | Oude Tweebergenpoort
Nieuwenhofstraat | Nieuwstraat | Oude Molenweg | Nieuwe Molenweg | Molenweg | Kromme Elleboog
Kleine Looiersstraat | Grote Looiersstraat | Verlengde Bosscherweg | Bosscherweg | Bosscherlaan
Gedempte Gracht | Lindelaan | Lindenlaan | Lindeplein | Lindenkruis | Beukenlaan | Beukelaan
Eikenlaan | Eikelaan | Acaciastraat | Wilgenstraat | Wilgenweg | Rozenstraat | Rozenlaan
Statensingel | Statenstraat | Wilhelminasingel | Wilhelminakade | Emmaplein | Maasboulevard
Maaspuntweg | Bassinkade | Havenstraat | Kanaalweg | Noordkanaalweg | Zuidkanaalweg
Noorderbrug | Franciscus Romanusweg | Alexander Battalaan | Artillerieplantsoen | Stadspark
Aramislaan | Athoslaan | Porthoslaan | Markt | Grote Markt | Vrijthof | Bat | Plein 1992
Karel V-plein | Willem II-straat | Jan van der Maasstraat | Jan van Eyckstraat | Van Eyckstraat
Beatrixhaven | Julianapark | Voorgracht
Laan van Brunswijk | Meerssenerweg | Meersenhoven | Scharnerweg | Schoenerweg | Bergerstraat
Becanusstraat | Becanusplein | Spoorweglaan | Stationsstraat | Parallelweg | Onze Lieve Vrouweplein
"""
NAMES = tuple(name.strip() for line in FAMILIES.splitlines() for name in line.split("|") if line)
# The rules of NEN 5825: full form -> abbreviations.
_WORDS = {
    "Burgemeester": ["Burg", "Burg."],
    "Professor": ["Prof", "Prof."],
    "Doctor": ["Dr", "dr.", "DR"],
    "Dominee": ["Ds", "ds."],
    "Pastoor": ["Past", "Past."],
    "Monseigneur": ["Mgr", "Mgr."],
    "Sint": ["St", "St.", "st"],
    "Generaal": ["Gen", "Gen."],
    "Kapelaan": ["Kap", "Kap."],
    "Kardinaal": ["Kard", "Kard."],
    "Kanunnik": ["Kan", "Kan."],
    "Meester": ["Mr", "mr."],
    "Ingenieur": ["Ir", "ir."],
    "Minister": ["Min", "Min."],
    "President": ["Pres", "Pres."],
    "Gouverneur": ["Gouv"],
    "Wethouder": ["Weth", "weth."],
    "Gebroeders": ["Gebr", "Gebr."],
    "Pater": ["Ptr"],
    "Zuster": ["Z"],
    "Schout": ["Sch", "Sch."],
    "Schepen": ["Sch", "Sch."],
    "Prins": ["Pr", "Pr."],
    "Prinses": ["Pr", "Pr."],
    "Koning": ["Kon", "Kon."],
    "Koningin": ["Kon", "Kon."],
    "Eerste": ["1e"],
    "Tweede": ["2e"],
    "Derde": ["3e"],
    "Noord": ["N", "N."],
    "Zuid": ["Z", "Z."],
    "Gedempte": ["Ged", "Ged."],
    "Grote": ["Grt"],
    "Kleine": ["Kl", "Kl."],
    "Nieuwe": ["Nw", "Nw."],
    "Oude": ["Ou"],
    "Verlengde": ["Verl", "Verl."],
    "Hoge": ["Hg"],
    "Kromme": ["Kr"],
    "van": ["v"],
}
_PHRASES = {
    "Aan de ": ["Ad "],
    "Achter de ": ["Ad "],
    "Achter het ": ["Ah "],
    "van der ": ["vd ", "v/d "],
    "Karel V-": ["Karel 5-"],
    "Willem II-": ["Willem 2-"],
}
_ENDINGS = {
    "boulevard": "blvd",
    "plantsoen": "plnts",
    "dwarsstraat": "dwstr",
    "straat": "str",
    "dreef": "dr",
    "drift": "dr",
    "steeg": "stg",
    "singel": "sngl",
    "gracht": "gr",
    "haven": "hvn",
    "plein": "pln",
    "park": "prk",
    "kade": "kd",
    "laan": "ln",
    "weg": "wg",
    "pad": "pd",
}
_NUMBERS = ["", "", " 12", " 12a", " 3-5", " nr. 7", " 101 bis"]


def _shortened(name: str, draw: random.Random, chance: float, kinds: bool = True) -> str:
    """`name` with each rule applied at random. `kinds`: also abbreviate kinds of street."""
    for full, shorts in _PHRASES.items():
        if full in name and draw.random() < chance:
            name = name.replace(full, draw.choice(shorts))
    words = name.split(" ")
    for place, word in enumerate(words):
        if word in _WORDS and draw.random() < chance:
            words[place] = draw.choice(_WORDS[word])
    last = next(
        (n for n in reversed(range(len(words))) if len(words[n]) > 3 and words[n].isalpha()), None
    )
    if kinds and last is not None and draw.random() < chance:
        ending = next((full for full in _ENDINGS if words[last].endswith(full)), None)
        if ending:
            words[last] = words[last].removesuffix(ending) + _ENDINGS[ending]
            words[last] += draw.choice(["", "."])
    text = " ".join(words)
    if draw.random() < 0.3:
        text = text.replace(". ", ".")
    if draw.random() < 0.3:
        text = draw.choice([text.upper(), text.lower()])
    return text + draw.choice(_NUMBERS)


def _reference(reference: Reference, names: tuple[str, ...]) -> Reference:
    listed = pd.DataFrame({"straatnaam": names, "woonplaats": "Voorbeeldstad", "straat_id": names})
    return replace(reference, straten=listed.astype("str"))


@pytest.fixture(scope="module")
def families(reference) -> Linker:
    """A linker to many similar names; the id of a street is its name."""
    return Linker(_reference(reference, NAMES))


def _rows(texts: list[str], **fields: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame({"straat": texts} | fields).reindex(columns=list(FIELDS))
    frame = frame.astype("str").fillna("")
    return frame.assign(x=float("nan"), y=float("nan"))


def test_the_list_of_this_test_is_large_and_holds_no_name_twice():
    assert len(NAMES) == len({fold(name) for name in NAMES}) > 140


# -- abbreviated names -------------------------------------------------------------------------


def test_a_name_as_it_stands_is_that_street(families):
    found = families.link(_rows(list(NAMES)), True)
    assert found["straat_id"].tolist() == list(NAMES)
    assert set(found["koppelmethode"]) == {"exact"}


@pytest.mark.parametrize("rule", sorted(_WORDS))
def test_a_word_that_is_shortened_is_that_street_or_more_than_one(families, rule):
    texts = {
        name.replace(rule, short, 1): name
        for name in NAMES
        if rule in name.split(" ")
        for short in _WORDS[rule]
    }
    assert texts, "no name has this word"
    found = families.link(_rows(list(texts)), True)
    for text, street, method in zip(texts, found["straat_id"], found["koppelmethode"], strict=True):
        assert street == texts[text] or method == "meer dan één", (text, street, method)


@pytest.mark.parametrize(
    "ending",
    [pytest.param(full) if full == "dwarsstraat" else full for full in sorted(_ENDINGS)],
)
def test_an_ending_that_is_shortened_is_that_street_or_more_than_one(families, ending):
    longer = {"straat": ("dwarsstraat",)}.get(ending, ())
    texts = {
        name.removesuffix(ending) + _ENDINGS[ending] + dot: name
        for name in NAMES
        for dot in ("", ".")
        if name.endswith(ending) and not name.endswith(longer or "\n")
        if name != ending.capitalize() and " " + ending.capitalize() not in name
    }
    assert texts, "no name has this ending"
    found = families.link(_rows(list(texts)), True)
    for text, street, method in zip(texts, found["straat_id"], found["koppelmethode"], strict=True):
        assert street == texts[text] or method == "meer dan één", (text, street, method)


# Many texts in a call: an example costs a call, whatever is in it.
@settings(max_examples=40)
@given(st.sampled_from(NAMES), st.integers(0, 2**32), st.sampled_from([0.3, 0.7, 1.0]))
def test_a_name_that_is_shortened_by_the_rules_never_becomes_another_street(
    families, name, seed, chance
):
    draw = random.Random(seed)
    texts = [_shortened(name, draw, chance) for _ in range(40)]
    found = families.link(_rows(texts), True)
    for text, street in zip(texts, found["straat_id"], strict=True):
        assert pd.isna(street) or street == name, (text, street)


def test_nearly_all_that_is_shortened_by_the_rules_is_found_or_told_as_a_tie(families):
    draw = random.Random(1992)
    pairs = [(_shortened(name, draw, 0.6), name) for name in NAMES for _ in range(20)]
    found = families.link(_rows([text for text, _ in pairs]), True)
    right = found["straat_id"].eq(pd.Series([name for _, name in pairs]))
    tied = found["koppelmethode"].eq("meer dan één")
    missed = [text for (text, _), ok in zip(pairs, right | tied, strict=True) if not ok]
    assert right.mean() > 0.9
    assert (right | tied).mean() > 0.98, missed


@pytest.mark.dear
@settings(max_examples=40)
@given(st.sampled_from(NAMES), st.integers(0, 2**32))
def test_a_name_that_is_not_listed_never_becomes_its_twin(reference, families, name, seed):
    """With the right street removed, the others differ in kind, number, letter, direction or
    opposite, or are merely similar."""
    twins = [
        other
        for other in NAMES
        if other != name and fold(other)[:5] == fold(name)[:5] and other not in _ONE_LETTER
    ]
    assume(twins and name not in _ONE_LETTER)
    draw = random.Random(seed)
    texts = [_shortened(name, draw, 0.5, kinds=False) for _ in range(10)]  # see test_matching
    found = Linker(_reference(reference, tuple(twins))).link(_rows(texts), True)
    for text, street in zip(texts, found["straat_id"], strict=True):
        assert pd.isna(street), (text, street)


# Pairs that are one edit apart or of which one is a short form of the other, so that one may be
# linked to the other where only that is listed.
_ONE_LETTER = {
    name
    for pair in (
        ("Dorpstraat", "Dorpsstraat"),
        ("Lindelaan", "Lindenlaan"),
        ("Beukenlaan", "Beukelaan"),
        ("Eikenlaan", "Eikelaan"),
        ("Sint Maartenslaan", "Sint Martinuslaan"),
        ("Prins Hendriklaan", "Prinses Hendriklaan"),
        ("Koning Emmaplein", "Koningin Emmaplein"),
        ("Schout Kolfstraat", "Schepen Kolfstraat"),
        ("Tongersedreef", "Tongersedrift"),
        ("Jan van Eyckstraat", "Van Eyckstraat"),
    )
    for name in pair
}
# -- any input ---------------------------------------------------------------------------------

ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [*NAMES[:40], "", " ", "\x00\x07", "🚲🔥", "شارع الملك", "\u202eLindelaan", "a\u0300" * 30,
         "Lindelaan/Kerkstraat", "hoek Markt", "Kerkst", "12", "6299AA", "?", "\ufffd", "nan",
         "NULL", "dr st gr pr ad", "'40-'45", "&eacute;", "(", "x" * 10_000, "a b " * 2500,
         "1" * 10_000]
    ),
    st.builds("{} {}".format, st.sampled_from(NAMES[:40]), st.text(max_size=20)),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(NAMES),
        st.sampled_from(["/", " hoek ", " - ", ", "]),
        st.sampled_from(NAMES),
    ),
)  # fmt: skip


@pytest.mark.dear
@settings(max_examples=80)
@given(st.lists(ANY_TEXT, max_size=12), st.booleans())
@example(["x" * 10_000, "\u202e" * 100, "🚲" * 500], True)
def test_any_text_gives_one_row_and_every_row_is_matched_tied_or_not(families, texts, trust):
    rows = _rows(texts)
    rows.index = [f"rij {number}" for number in range(len(texts), 0, -1)]
    found = families.link(rows, trust)
    assert found.index.equals(rows.index)
    assert list(found.columns) == list(COLUMNS)
    matched = found["straat_id"].notna().sum()
    tied = found["koppelmethode"].eq("meer dan één").sum()
    without = found["koppelmethode"].isin(REASONS).sum()
    assert matched + tied + without == len(texts)
    assert set(found["straat_id"].dropna()) <= set(NAMES)


@pytest.mark.dear
@settings(max_examples=30)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8), st.data())
def test_rows_in_several_calls_are_linked_as_in_one(reference, families, texts, data):
    """A call does not affect later calls, however the rows are divided over them."""
    rows = _rows(texts, plaats=["", "Voorbeeldstad"] * (len(texts) // 2) + [""] * (len(texts) % 2))
    at_once = families.link(rows, True)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=3)))
    fresh = Linker(_reference(reference, NAMES[:60])), Linker(_reference(reference, NAMES[:60]))
    whole = fresh[0].link(rows, True)
    edges = [0, *cuts, len(texts)]
    parts = [fresh[1].link(rows.iloc[start:end], True) for start, end in itertools.pairwise(edges)]
    pd.testing.assert_frame_equal(
        pd.concat([part for part in parts if len(part)]).astype(whole.dtypes), whole
    )
    pd.testing.assert_frame_equal(families.link(rows, True), at_once)
    pd.testing.assert_frame_equal(
        families.link(rows.iloc[::-1], True).iloc[::-1], at_once, check_freq=False
    )


@pytest.mark.dear
@settings(max_examples=15)
@given(st.lists(ANY_TEXT, min_size=1, max_size=6), st.integers(0, 1000))
def test_the_order_of_the_list_changes_nothing(reference, families, texts, seed):
    whole = _reference(reference, NAMES)
    shuffled = replace(whole, straten=whole.straten.sample(frac=1, random_state=seed))
    rows = _rows([*texts, "Kerkst", "Linfelaan", "Nolensstraat", "Bloemeweg"])
    pd.testing.assert_frame_equal(
        Linker(shuffled, Decisions()).link(rows, True), families.link(rows, True)
    )
