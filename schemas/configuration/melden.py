"""[melden]: whom the program tells what nobody was there to see, and how.

No password is ever in the settings: a setting names the variable of the environment that has it.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field as Setting
from pydantic import model_validator

from schemas.configuration.section import Names, Section, matching

Event = Literal[
    "run_mislukt",
    "controle_mislukt",
    "levering_vastgehouden",
    "levering_apart_gezet",
    "levering_te_laat",
    "uitgave_klaar",
]
EVENTS: tuple[Event, ...] = get_args(Event)
_VARIABLE = matching(r"([A-Za-z_]\w*)?", "de naam van een omgevingsvariabele")
_ADDRESS = matching(r"([^\s@<>,]+@[^\s@<>,]+)?", "naam@gemeente.nl")
_WEBHOOK = matching(
    r"(https?://\S+|[A-Za-z_]\w*)?",
    "https://... of de naam van een omgevingsvariabele waar het adres in staat",
)


class Alerts(Section):
    """The section [melden]. Nothing is told without a server or a webhook."""

    gebeurtenissen: tuple[Event, ...] = Setting(
        EVENTS,
        description="Waarover u bericht wilt: een run is mislukt; een controle hield het "
        "publiceren tegen; een levering is vastgehouden; een bestand is apart gezet; een maand is "
        "er niet op de dag van `verwacht_op_dag`; er is een nieuwe uitgave om te bekijken",
    )
    server: matching(r"[\w.:-]*", "smtp.gemeente.nl") = Setting(
        "", description="Mailserver (SMTP). Leeg: geen e-mail"
    )
    poort: int = Setting(587, ge=1, le=65535, description="Poort van de mailserver")
    beveiliging: Literal["starttls", "tls", "geen"] = Setting(
        "starttls",
        description="Hoe de verbinding met de mailserver wordt versleuteld; geen: niet, voor een "
        "server in het eigen netwerk die geen wachtwoord vraagt",
    )
    gebruiker: _VARIABLE = Setting(
        "",
        description="Naam van de omgevingsvariabele met de gebruikersnaam voor de mailserver. "
        "Leeg: zonder aanmelden",
    )
    wachtwoord: _VARIABLE = Setting(
        "", description="Naam van de omgevingsvariabele met het wachtwoord"
    )
    van: _ADDRESS = Setting("", description="Adres van de afzender")
    aan: Names = Setting((), description="Een adres of een lijst van adressen")
    webhook: _WEBHOOK = Setting(
        "",
        description="Adres dat bericht krijgt als JSON (POST), of, als het geheim is, de naam van "
        "de omgevingsvariabele waar het in staat. Leeg: geen",
    )

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that are set up."""
        return ("e-mail",) * bool(self.server) + ("webhook",) * bool(self.webhook)

    @model_validator(mode="after")
    def _mail_is_complete(self) -> Alerts:
        if self.server and not (self.van and self.aan):
            raise ValueError("vul bij een server ook van en aan in")
        if bool(self.gebruiker) != bool(self.wachtwoord):
            raise ValueError("gebruiker en wachtwoord horen bij elkaar: vul beide in, of geen")
        if self.gebruiker and self.beveiliging == "geen":
            raise ValueError("een wachtwoord gaat niet over een onversleutelde verbinding")
        for address in self.aan:
            if not _is_address(address):
                raise ValueError("elk adres bij aan moet eruitzien als naam@gemeente.nl")
        return self


def _is_address(text: str) -> bool:
    name, at, place = text.partition("@")
    return bool(name and at and place) and not any(sign in text for sign in " <>,\r\n\t")
