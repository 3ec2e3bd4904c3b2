"""[leveringen]: when a delivery covers a month, and what its gates do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field as Setting

from schemas.configuration.section import Section

Action = Literal["vasthouden", "waarschuwen", "uit"]


class Deliveries(Section):
    """The section [leveringen]. Each `bij_...` is the action of the gate of that name."""

    inbox: Path | None = Setting(
        None,
        description="Map met leveringen, vanaf de map van dit bestand; `--inbox` gaat voor. Leeg: "
        "`inbox/` in de gegevensmap",
    )
    aandeel_dekkende_maand: float = Setting(
        0.25,
        ge=0,
        le=1,
        description="Een maand met minder rijen dan dit deel van de grootste maand van de levering "
        "geldt als aanvulling: ze telt mee, maar vervangt geen eerdere levering. Geldt voor "
        "leveringen die daarna binnenkomen",
    )
    verwacht_op_dag: int = Setting(
        15,
        ge=0,
        le=28,
        description="Op welke dag van de maand de leveringen van de vorige maand er moeten zijn. "
        "Komt een maand niet, dan zeggen een run en `status --let-op` dat. 0: nooit",
    )
    alleen_eigen_rijen: bool = Setting(
        False,
        description="Bewaar van een levering alleen de rijen van uw gemeente, als CSV met de "
        "kolommen die worden gelezen; het manifest houdt de sha256 van wat binnenkwam. Geldt voor "
        "leveringen die daarna binnenkomen",
    )
    krimp_waarschuwing: float = Setting(
        0.5,
        ge=0,
        le=1,
        description="Controle krimp: een maand met minder dan dit deel van de rijen in de levering "
        "die ze vervangt, of van wat gewoon is (mediaan van dezelfde maand in eerdere jaren; met "
        "minder dan twee zulke jaren van de twaalf maanden ervoor)",
    )
    groei_waarschuwing: float = Setting(
        2.0,
        ge=1,
        description="Controle groei: een maand met meer dan zoveel keer de rijen, vergeleken als "
        "bij krimp",
    )
    krimp_grens: float = Setting(
        0.25,
        ge=0,
        le=1,
        description="Controle extreme_krimp: een maand met minder dan dit deel van de rijen in de "
        "levering die ze zou vervangen",
    )
    minder_rijen_grens: float = Setting(
        0.9,
        ge=0,
        le=1,
        description="Controle minder_rijen: een maand met minder dan dit deel van de rijen in de "
        "levering die ze vervangt; onder krimp_waarschuwing zegt krimp het",
    )
    afgekeurd_grens: float = Setting(
        0.5,
        ge=0,
        le=1,
        description="Controle veel_afgekeurd: meer dan dit deel van de rijen is niet bruikbaar. "
        "Rijen van buiten de gemeente en delen van een melding tellen daarbij niet",
    )
    sleutel_grens: float = Setting(
        0.3,
        ge=0,
        le=1,
        description="Controle sleutel_gebroken: het aandeel rijen met een straat, met een buurt of "
        "in een al bekende straat daalt meer dan dit ten opzichte van de levering ervoor (0.3 is "
        "30 procentpunt). Los daarvan: veel meer rijen in nieuwe straten dan gewoon is",
    )
    controle_minimum_rijen: int = Setting(
        10,
        ge=1,
        description="Controles krimp en groei: vergelijk alleen met een maand van ten minste "
        "zoveel rijen",
    )
    vasthouden_minimum_rijen: int = Setting(
        50,
        ge=1,
        description="Controles extreme_krimp, minder_rijen en sleutel_gebroken: vergelijk alleen "
        "met een maand of levering van ten minste zoveel rijen",
    )
    code_minimum: int = Setting(
        20,
        ge=1,
        description="Controles nieuwe_codes en verdwenen_codes: alleen codes en categorieën met "
        "ten minste zoveel rijen (verdwenen: gewoonlijk per maand)",
    )
    bij_veel_afgekeurd: Action = Setting(
        "vasthouden",
        description="Wat te doen als de meeste rijen van een levering niet bruikbaar zijn, of geen "
        "enkele",
    )
    bij_extreme_krimp: Action = Setting(
        "vasthouden",
        description="Wat te doen bij extreme krimp; vasthouden: de levering telt niet mee tot u "
        "haar accepteert (veiligheidsbeeld accept)",
    )
    bij_sleutel_gebroken: Action = Setting(
        "vasthouden", description="Wat te doen als straten of buurten ineens niet meer passen"
    )
    bij_minder_rijen: Action = Setting(
        "waarschuwen",
        description="Wat te doen als een nieuwere levering van een maand duidelijk minder rijen "
        "heeft dan die zij vervangt",
    )
    bij_krimp: Action = Setting("waarschuwen", description="Wat te doen bij krimp")
    bij_groei: Action = Setting("waarschuwen", description="Wat te doen bij groei")
    bij_maand_ontbreekt: Action = Setting(
        "waarschuwen", description="Wat te doen als er maanden tussen deze en de vorige ontbreken"
    )
    bij_overlap: Action = Setting(
        "waarschuwen",
        description="Wat te doen als van een eerdere levering maar een deel van de maanden wordt "
        "vervangen",
    )
    bij_nieuwe_codes: Action = Setting(
        "waarschuwen", description="Wat te doen bij nieuwe incidentcodes of categorieën"
    )
    bij_verdwenen_codes: Action = Setting(
        "waarschuwen", description="Wat te doen bij verdwenen incidentcodes of categorieën"
    )
    bij_kop_veranderd: Action = Setting(
        "waarschuwen", description="Wat te doen bij andere kolommen dan in de levering ervoor"
    )
