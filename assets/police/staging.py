"""How police deliveries are staged: from which reference, codes and settings, under which mark.

The rules of a row stand in `registrations`.
"""

from __future__ import annotations

import pandas as pd

from assets.deliveries import moments, personal
from assets.deliveries.home import Home
from assets.deliveries.staging import Recipe, fingerprint
from assets.linking import RULES
from assets.linking.linking import linker_for
from assets.police import registrations as rules
from assets.reference.tables import SEEDS
from schemas import police
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
