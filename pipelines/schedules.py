"""The schedules, in Amsterdam time. On by default.

A late delivery is no problem: the sensor on the inbox notices it, and every run takes in everything
new, of any month.
"""

from __future__ import annotations

import dagster as dg

from assets.formats.moments import ZONE
from pipelines.jobs import ALLES
from pipelines.proposing import OPSCHONEN

_CRONS = {
    "maandelijks": (
        ALLES,
        "0 6 15 * *",
        "Elke maand op de 15e om 6 uur: de hele keten, met de nieuwe maand",
    ),
    "driehoek_tweemaandelijks": (
        "driehoek",
        "0 7 16 1,3,5,7,9,11 *",
        "Elke twee maanden: de factsheet van de Driehoek",
    ),
    "website_per_kwartaal": (
        "website",
        "0 7 17 1,4,7,10 *",
        "Elk kwartaal: de site Feiten & cijfers",
    ),
    "raad_halfjaarlijks": ("raad", "0 7 18 1,7 *", "Elk halfjaar: de factsheet van de raad"),
    "opschonen_voorstel_maandelijks": (
        OPSCHONEN,
        "0 8 1 * *",
        "Elke maand: een voorstel van wat langer is bewaard dan de termijnen. Er gaat niets weg",
    ),
}


def schedules() -> list[dg.ScheduleDefinition]:
    """Every schedule."""
    return [
        dg.ScheduleDefinition(
            name=name,
            job_name=job,
            cron_schedule=cron,
            execution_timezone=ZONE,
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description=description,
        )
        for name, (job, cron, description) in _CRONS.items()
    ]
