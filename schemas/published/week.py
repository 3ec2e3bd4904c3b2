"""Columns of the tables by part of the week. As `shared`, of which it is a part."""

from __future__ import annotations

from schemas.published.contract import NUMBER, TEXT, Column

WEEKDAG = Column(
    "weekdag",
    TEXT,
    "maandag tot en met zondag, of `onbekend` (geen bruikbaar moment). De nacht hoort hier bij de "
    "dag waarop zij valt: zondag van 0 tot 6 uur, de nacht van zaterdag op zondag, is van zondag",
)
DAGDEEL = Column(
    "dagdeel",
    TEXT,
    "nacht (0-6 uur), ochtend (6-12), middag (12-18), avond (18-24), of `onbekend`",
)
POLITIE_WEEK_12M = Column(
    "politie_12m",
    NUMBER,
    "Registraties van de politie in dit deel van de week, elk verdeeld over de tijd tussen begin "
    "en einde, in twaalfden; leeg als een van de maanden ontbreekt of de politie het thema niet "
    "kent",
    "12 maanden",
    nullable=True,
)
MELDDESK_WEEK_12M = Column(
    "melddesk_12m",
    NUMBER,
    "Meldingen van inwoners in dit deel van de week; leeg als een van de maanden ontbreekt of het "
    "meldsysteem het thema niet kent",
    "12 maanden",
    nullable=True,
)
MELDDESK_VOORVAL = Column(
    "melddesk_voorval",
    NUMBER,
    "Deel van `melddesk_12m` waarvan het moment dat van het voorval is; van de rest is het dat van "
    "de melding, vaak een dag later",
    "12 maanden",
    nullable=True,
)
MELDDESK_MOMENTBRON = Column(
    "momentbron",
    TEXT,
    "Waarvan het moment van `melddesk_12m` is: gebeurtenis, melding (het moment van melden) of "
    "beide; leeg: er is geen melding. Van de politie is het altijd dat van de gebeurtenis",
    nullable=True,
)
