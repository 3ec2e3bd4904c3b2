"""When what a report is about happened: parts of the week by group, and those of some places.

Numbers of its own are drawn for it, so nothing else of the sample depends on it. The moment of the
report itself is in `melddesk_rows`.
"""

from datetime import datetime, timedelta
from random import Random

SEED = "melddesk wanneer 2018-2020"
# The first month of which the export has the moment of what happened; one later one has it not.
FIRST = (2019, 7)
_WORKING_DAYS = range(5)
_NIGHT, _MORNING, _AFTERNOON, _EVENING = range(4)
# Relative chance of night, morning, afternoon and evening, by group.
_PARTS = {
    "jeugd": (10, 4, 38, 48),
    "drugs": (22, 10, 28, 40),
    "zwervers": (15, 30, 32, 23),
    "uitgaan": (48, 4, 10, 38),
    "horeca": (42, 3, 15, 40),
    "vuurwerk": (28, 4, 18, 50),
    "buren": (26, 10, 22, 42),
    "afval": (22, 28, 28, 22),
}
_USUAL = (8, 34, 36, 22)
# Places with a week of their own -> group, street, the days and the part, and its share.
WEEKS = (
    ("jeugd", "Terra cottaplein", _WORKING_DAYS, _AFTERNOON, 0.8),
    ("jeugd", "Brusselsepoort", (4, 5), _EVENING, 0.8),
    ("drugs", "Stationsplein", (5, 6), _NIGHT, 0.85),
    ("afval", "Voltastraat", (6,), _EVENING, 0.55),
    ("horeca", "Onze Lieve Vrouweplein", (6,), _AFTERNOON, 0.6),
    ("auto", "Brusselseweg", _WORKING_DAYS, _MORNING, 0.7),
)


def happened(group: str, street: str, reported: datetime, key: str) -> object:
    """The moment of what a report is about: at most a week before it. Some have a day and no time
    (written as 0:00), and some nothing at all."""
    rng = Random(f"{SEED} {reported} {key}")
    draw = rng.random()
    if draw < 0.10:
        return ""
    moment = _before(reported, *_part(rng, group, street), rng)
    return moment.replace(hour=0, minute=0) if draw < 0.22 else moment


def _part(rng: Random, group: str, street: str) -> tuple[int | None, int]:
    """On which day of the week (None: any), in which part of the day."""
    for of_group, of_street, days, part, share in WEEKS:
        if (of_group, of_street) == (group, street) and rng.random() < share:
            return rng.choice(days), part
    return None, rng.choices(range(4), _PARTS.get(group, _USUAL))[0]


def _before(reported: datetime, day: int | None, part: int, rng: Random) -> datetime:
    """The last moment in such a part of the week before the report; sometimes the day before."""
    moment = reported.replace(hour=6 * part + rng.randrange(6), minute=rng.choice((0, 0, 30, 15)))
    if moment > reported or (day is None and rng.random() < 0.2):
        moment -= timedelta(days=1)
    return moment if day is None else moment - timedelta(days=(moment.weekday() - day) % 7)
