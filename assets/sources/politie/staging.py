"""How police deliveries are staged: from which reference, codes and settings, under which mark.

The rules of a row stand in `registrations` and `open_data`.
"""

from __future__ import annotations

import pandas as pd

from assets.basis import personal
from assets.basis.home import Home
from assets.deliveries.staging import Recipe, fingerprint
from assets.formats import moments, periods
from assets.linking import RULES
from assets.linking.linking import linker_for
from assets.reference import names_of_areas
from assets.reference.tables import SEEDS, load_reference
from assets.sources.politie import registrations as rules
from assets.sources.politie_open_data import figures as open_rules
from schemas import open_data, police
from schemas.configuration import Configuration


def recipe(home: Home, configuration: Configuration) -> Recipe:
    """The recipe of a registration; the key of the pseudonyms is made where there is none yet."""
    key = personal.secret_key(home)
    linker = linker_for(configuration)
    codes = pd.read_csv(SEEDS / "mk_klassen.csv", dtype="str")["mk_code"]
    settings = configuration.politie
    mark = fingerprint(
        (police, rules, moments, personal, *RULES),
        sorted(codes),
        settings,
        linker.versie,
        personal.key_mark(key),
    )
    known = frozenset(codes)
    return Recipe(mark, lambda batch: rules.registrations(batch, settings, known, linker, key))


def open_recipe(configuration: Configuration) -> Recipe:
    """The recipe of a figure of the open data."""
    table = pd.read_csv(SEEDS / "open_data_codes.csv", dtype="str", keep_default_na=False)
    municipality = configuration.gemeente
    reference = load_reference(configuration)
    areas = names_of_areas.area_names(reference, municipality.code, municipality.naam)
    mark = fingerprint(
        (open_data, open_rules, names_of_areas, periods),
        table.to_csv(),
        municipality.code,
        sorted((name, sorted(codes)) for name, codes in areas.items()),
    )
    codes = open_rules.known_codes(table)
    return Recipe(mark, lambda batch: open_rules.open_figures(batch, codes, areas))
