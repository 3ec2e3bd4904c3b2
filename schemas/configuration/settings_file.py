"""The settings file: its sections in order, and the rules that need a section and a layout both."""

from __future__ import annotations

import re

from pydantic import Field as Setting
from pydantic import model_validator

from schemas import melddesk, police, registers, survey
from schemas.configuration.bewaren import Retention
from schemas.configuration.catalogus import Catalogue
from schemas.configuration.cijfers import Figures
from schemas.configuration.doelbinding import Purpose
from schemas.configuration.gemeente import Municipality
from schemas.configuration.inlezen import Reading
from schemas.configuration.leveringen import Deliveries
from schemas.configuration.melddesk import MeldDesk
from schemas.configuration.melden import Alerts
from schemas.configuration.openbaar import Public
from schemas.configuration.politie import Police
from schemas.configuration.publicatie import Publication
from schemas.configuration.referentie import Reference
from schemas.configuration.registers import Registers
from schemas.configuration.section import Section
from schemas.configuration.themas import Theme
from schemas.configuration.veiligheidsmonitor import Survey
from schemas.layout import fold_header
from schemas.wide_tables import AREA_CODE, MUNICIPALITY, SKIPPED


class Configuration(Section):
    """The whole settings file."""

    gemeente: Municipality = Municipality()
    referentie: Reference = Reference()
    leveringen: Deliveries = Deliveries()
    inlezen: Reading = Reading()
    politie: Police = Police()
    melddesk: MeldDesk = MeldDesk()
    veiligheidsmonitor: Survey = Survey()
    registers: Registers = Registers()
    themas: dict[str, Theme] = Setting(default_factory=dict)
    cijfers: Figures = Figures()
    openbaar: Public = Public()
    publicatie: Publication = Publication()
    catalogus: Catalogue = Catalogue()
    doelbinding: Purpose = Purpose()
    bewaren: Retention = Retention()
    melden: Alerts = Alerts()

    @model_validator(mode="after")
    def _headers_name_known_fields(self) -> Configuration:
        labels = {MUNICIPALITY, SKIPPED}
        for section, layout, more in (
            ("politie", police.LAYOUT, frozenset()),
            ("melddesk", melddesk.LAYOUT, frozenset()),
            ("veiligheidsmonitor", survey.LAYOUT, labels),
            ("registers", registers.LAYOUT, labels),
        ):
            known = {field.name for field in layout.fields} | more
            meant: dict[str, str] = {}
            for header, name in getattr(self, section).kolommen.items():
                if meant.setdefault(fold_header(header), name) != name:
                    raise ValueError(
                        f"[{section}.kolommen] «{header}» staat bij twee velden, «{name}» en "
                        f"«{meant[fold_header(header)]}»; kies er een (hoofdletters, spaties en "
                        "leestekens in een kop doen er niet toe)"
                    )
                is_area = bool(more) and re.fullmatch(AREA_CODE, name) is not None
                if name and name not in known and not is_area:
                    raise ValueError(
                        f"[{section}.kolommen] «{header}» wijst naar het onbekende veld "
                        f"«{name}»; kies uit: {', '.join(sorted(known))}"
                    )
        return self
