"""Contract of `veiligheidsbeeld.toml`: every setting, its default, its unit and what it is for.

Each module describes one section and bears its name. Reading the file is the work of
`pipelines.settings`.
"""

from __future__ import annotations

from schemas.configuration.bewaren import Retention, Term
from schemas.configuration.catalogus import Catalogue
from schemas.configuration.cijfers import Figures
from schemas.configuration.doelbinding import Purpose
from schemas.configuration.gemeente import Municipality
from schemas.configuration.leveringen import Action, Deliveries
from schemas.configuration.melddesk import MeldDesk
from schemas.configuration.melden import Alerts, Event
from schemas.configuration.openbaar import Level, PeriodKind, Public
from schemas.configuration.politie import Police
from schemas.configuration.publicatie import Publication
from schemas.configuration.referentie import Files, Reference, ReferenceFile
from schemas.configuration.registers import Registers
from schemas.configuration.settings_file import Configuration
from schemas.configuration.themas import Theme
from schemas.configuration.veiligheidsmonitor import Survey

__all__ = [
    "Action",
    "Alerts",
    "Catalogue",
    "Configuration",
    "Deliveries",
    "Event",
    "Figures",
    "Files",
    "Level",
    "MeldDesk",
    "Municipality",
    "PeriodKind",
    "Police",
    "Public",
    "Publication",
    "Purpose",
    "Reference",
    "ReferenceFile",
    "Registers",
    "Retention",
    "Survey",
    "Term",
    "Theme",
]
