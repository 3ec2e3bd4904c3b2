"""The published table `aanpak_effect`."""

from __future__ import annotations

from schemas.published.contract import DAY, NUMBER, TEXT, WHOLE, Column, Maker, Table

_OF_COMPARED = "; leeg: `uitkomst` is geen oordeel"
_OF_NEAR = "; leeg: geen oordeel, of de omgeving is niet te vergelijken"


def _number(name: str, meaning: str, near: bool = False, unit: str = "aantal") -> Column:
    return Column(name, NUMBER, meaning + (_OF_NEAR if near else _OF_COMPARED), unit, True)


def _count(name: str, meaning: str, near: bool = False) -> Column:
    return Column(name, WHOLE, meaning + (_OF_NEAR if near else _OF_COMPARED), "aantal", True)


def _month(name: str, meaning: str) -> Column:
    return Column(name, TEXT, meaning + _OF_COMPARED, "JJJJ-MM", True)


TABLE = Table(
    "aanpak_effect",
    "Een rij per hotspotaanpak en bron: is de plek meer gedaald of gestegen dan plekken die ervoor "
    "op haar leken; met het gewogen verschil (WDD) en zijn interval van 95 %",
    grain=("straatnaam", "thema", "sinds", "bron"),
    columns=(
        Column("straatnaam", TEXT, "Straat van de aanpak"),
        Column("thema", TEXT, "Thema van de aanpak; leeg (geen tekst): elk thema van overlast"),
        Column("status", TEXT, "Stand van de aanpak volgens de lijst van het team"),
        Column("sinds", DAY, "Dag waarop de aanpak begon of begint"),
        Column("bron", TEXT, "Bron van wat is geteld: politie of melddesk"),
        Column(
            "geregistreerd_op",
            DAY,
            "Dag waarop de aanpak voor het eerst op de lijst stond; toen is de vergelijking "
            "vastgelegd; leeg: nog niet vastgelegd",
            nullable=True,
        ),
        Column(
            "vergelijking",
            TEXT,
            "De straten waarmee wordt vergeleken, zoals vastgelegd; leeg: er is geen vergelijking",
            nullable=True,
        ),
        Column(
            "vergelijking_van",
            TEXT,
            "Wie ze koos: team of programma; leeg: er is geen vergelijking",
            nullable=True,
        ),
        _count("plekken", "Straten van de vergelijking die meetellen: zonder eigen aanpak ernaast"),
        _count("maanden", "Maanden die ervoor en erna zijn vergeleken: dezelfde van het jaar"),
        _month("voor_van", "Eerste van de maanden ervoor"),
        _month("voor_tot", "Laatste van de maanden ervoor"),
        _month("na_van", "Eerste van de maanden erna"),
        _month("na_tot", "Laatste van de maanden erna"),
        _count("voor", "Geteld op de plek in de maanden ervoor"),
        _count("na", "Geteld op de plek in de maanden erna"),
        _number("verwacht", "Hoeveel dat erna was, had de plek zich als de vergelijking gedragen"),
        _number("verschil", "Geteld erna min `verwacht`; negatief: minder"),
        _number("verschil_van", "Ondergrens van `verschil`"),
        _number("verschil_tot", "Bovengrens van `verschil`"),
        Column(
            "uitkomst",
            TEXT,
            "meer gedaald dan vergelijkbare plekken, geen verschil vast te stellen, of meer "
            "gestegen, naar het interval van `verschil`; anders geen oordeel",
        ),
        Column("reden", TEXT, "Waarom er geen oordeel is; leeg: er is een", nullable=True),
        _number(
            "kleinste_zichtbare",
            "Het kleinste verschil dat met 80 % kans te zien was geweest, omlaag of omhoog",
        ),
        _number(
            "kleinste_zichtbare_pct",
            "`kleinste_zichtbare` als deel van `verwacht`; boven 100: ook 0 was niet te zien",
            unit="procent",
        ),
        _count("nabij_voor", "Geteld in de rest van de buurt in de maanden ervoor", near=True),
        _count("nabij_na", "Geteld in de rest van de buurt in de maanden erna", near=True),
        _number(
            "nabij_verschil",
            "Verschil van de rest van de buurt met de omgeving van de vergelijking: positief kan "
            "verplaatsing zijn",
            near=True,
        ),
        _number("nabij_verschil_van", "Ondergrens van `nabij_verschil`", near=True),
        _number("nabij_verschil_tot", "Bovengrens van `nabij_verschil`", near=True),
        _number("wdd", "Gewogen verschil van plek en rest van de buurt samen", near=True),
        _number("wdd_van", "Ondergrens van `wdd`", near=True),
        _number("wdd_tot", "Bovengrens van `wdd`", near=True),
        _number(
            "overdispersie",
            "Hoeveel meer plekken zoals deze tussen twee tijden verschillen dan toeval alleen",
            unit="1: niet meer",
        ),
    ),
    maker=Maker.INDICATORS,
)
