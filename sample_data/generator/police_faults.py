"""What is planted in the police rows: damaged fields, rows that cannot be used, and secret markers.

A marker is a text that must never get past reading; tests look for it in every product.
"""

from random import Random

from sample_data.generator.police_rows import (
    BEGIN,
    CODE,
    ID,
    KNOWN,
    OBJECT,
    POSTCODE,
    PROJECT,
    REGISTRATION,
    SUSPECTS,
    Incident,
    X,
    Y,
    changed,
)

MARKER_MONTH = (2019, 4)


def spoil(
    rng: Random, incidents: list[Incident], spare: list[Incident], month: tuple[int, int]
) -> list[Incident]:
    """Damage a few fields of `incidents`, and append `spare` as rows that cannot be used."""
    _damage_fields(rng, incidents)
    return incidents + [_unusable(rng, row, incidents, month) for row in spare]


def _damage_fields(rng: Random, incidents: list[Incident]) -> None:
    damages = (
        (BEGIN, rng.choice(("onbekend", "n.n.b.", "31-11-2018")), "begin"),
        (X, 0, "x"),
        (POSTCODE, "62", "postcode"),
    )
    for number, (column, value, reason) in enumerate(damages):
        if rng.random() < 0.5:
            options = [
                at
                for at, row in enumerate(incidents)
                if row.values[column] and not row.field_fault and at % 3 == number
            ]
            at = rng.choice(options)
            changes = {column: value, Y: 0} if column == X else {column: value}
            incidents[at] = changed(incidents[at], changes, field_fault=reason)


def _unusable(
    rng: Random, row: Incident, incidents: list[Incident], month: tuple[int, int]
) -> Incident:
    kind = rng.choices(("code", "kennisname", "nummer", "dubbel"), (4, 3, 2, 3))[0]
    if kind == "code":
        return changed(row, {CODE: rng.choice(("Z99", "X12", "Q7", ""))}, fault=kind)
    if kind == "kennisname":
        value = rng.choice((f"31-02-{month[0]} 10:00", "", f"45-{month[1]:02d}-{month[0]}"))
        return changed(row, {KNOWN: value}, fault=kind)
    if kind == "nummer":
        return changed(row, {ID: ""}, fault=kind)
    first = rng.choice(incidents)
    suspects = first.values[SUSPECTS] + rng.randint(0, 1)
    return changed(first, {SUSPECTS: suspects}, fault=kind, field_fault="")


def plant_markers(months: dict[tuple[int, int], list[Incident]]) -> None:
    """Put the marker values in one row, and one registration number on two rows."""
    rows = months[MARKER_MONTH]
    rows[20] = changed(rows[20], {OBJECT: "GEHEIM-OBJECT-7431", PROJECT: "GEHEIM-PROJECT-7431"})
    rows[31] = changed(rows[31], {REGISTRATION: rows[30].values[REGISTRATION]})
