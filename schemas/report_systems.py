"""The report systems other than MeldDesk: their headers, the meaning of their statuses, and what is
never read. Each provides the fields of `schemas.melddesk`.

Opening files is in `assets.formats`, the rules for a row are in `assets.sources.melddesk`.

Sources: Signalen, its export `reporting/csv/datawarehouse` and `workflow.py` (Amsterdam/signals);
Open311 GeoReport v2 and GeoReport Bulk (open311.github.io); FixMyStreet, its `Reporting.pm`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from schemas import melddesk
from schemas.layout import Bundle, Field, Layout, fold_header

MELDDESK, SIGNALEN, OPEN311, FIXMYSTREET = "melddesk", "signalen", "open311", "fixmystreet"


@dataclass(frozen=True)
class System:
    """A report system.

    `statuses`: folded status -> one of `melddesk.STATUSES`. `split`: statuses of a report that was
    split into parts, which count in its place. `point_first`: the system derives the address from
    the point. `known_unread`: columns and tables that are never read.
    """

    name: str
    layout: Layout
    statuses: Mapping[str, str] = field(default_factory=dict)
    split: frozenset[str] = frozenset()
    point_first: bool = False
    known_unread: tuple[str, ...] = ()


def _layout(
    system: str,
    title: str,
    headers: dict[str, tuple[str, ...]],
    required: tuple[str, ...],
    extra: tuple[Field, ...] = (),
    bundle: Bundle | None = None,
) -> Layout:
    """The common layout with the headers of a system, and the `extra` fields only it has."""
    common = tuple(
        replace(entry, headers=headers.get(entry.name, ()), required=entry.name in required)
        for entry in melddesk.LAYOUT.fields
    )
    return replace(
        melddesk.LAYOUT,
        system=system,
        title=title,
        fields=common + extra,
        decimal=".",
        coordinates="WGS84",
        bundle=bundle,
    )


def _statuses(**groups: str) -> Mapping[str, str]:
    """Folded word -> status; `groups` gives the words of each status, separated by commas."""
    return MappingProxyType(
        {
            fold_header(word): status
            for status, words in groups.items()
            for word in words.split(", ")
        }
    )


_SIGNALEN = System(
    name="Signalen",
    layout=_layout(
        SIGNALEN,
        "export van Signalen (zip met tabellen)",
        {
            "meldingnummer": ("signals.id",),
            "ontvangen": ("signals.created_at",),
            "voorval_begin": ("signals.incident_date_start",),
            "voorval_einde": ("signals.incident_date_end",),
            "hoofdcategorie": ("categories.main",),
            "subcategorie": ("categories.sub",),
            "straat": ("locations.address_street",),
            "huisnummer": ("locations.address_number",),
            "postcode": ("locations.address_postalcode",),
            "plaats": ("locations.address_city",),
            "buurt": ("locations.area_name",),
            "x": ("locations.lng",),
            "y": ("locations.lat",),
            "status": ("statuses.state",),
            "kanaal": ("signals.source",),
        },
        ("meldingnummer", "ontvangen", "hoofdcategorie", "status"),
        (
            Field(
                "hoofdmelding",
                ("signals.parent",),
                "Nummer van de hoofdmelding; alleen om een gesplitste melding één keer te tellen",
                personal=True,
            ),
            Field(
                "adres",
                ("locations.address",),
                "Adres als JSON; alleen waar de kolommen van het adres leeg zijn",
                personal=True,
            ),
            Field(
                "adrestekst",
                ("locations.address_text",),
                "Adres in één regel; alleen waar de kolommen van het adres leeg zijn",
                personal=True,
            ),
            Field(
                "gebiedscode",
                ("locations.area_code",),
                "Code van het gebied; alleen om te zien of het een CBS-buurt is",
            ),
        ),
        Bundle(
            main="signals",
            pointers=(
                ("location_id", "locations"),
                ("category_assignment_id", "categories"),
                ("status_id", "statuses"),
            ),
            empty=("null",),
        ),
    ),
    statuses=_statuses(
        open="m, i, b, h, ingepland, reopened, reopen requested, closure requested, "
        "reaction requested, reaction received, ready to send, sent, send failed, "
        "forward to external, done external, s",
        afgehandeld="o",
        geannuleerd="a",
    ),
    split=frozenset({"s"}),
    point_first=True,
    known_unread=(
        "signals.text",
        "signals.text_extra",
        "signals.extra_properties",
        "signals.image",
        "signals.upload",
        "signals.reporter_id",
        "locations.extra_properties",
        "statuses.text",
        "statuses.user",
        "reporters.csv",
        "notes.csv",
        "signals_assigned_user.csv",
        "ml.csv",
    ),
)

_OPEN311 = System(
    name="Open311",
    layout=_layout(
        OPEN311,
        "export volgens Open311 (GeoReport)",
        {
            "meldingnummer": ("service_request_id",),
            "ontvangen": ("requested_datetime",),
            "hoofdcategorie": ("service_name",),
            "subcategorie": ("service_subtype",),
            "straat": ("address",),
            "postcode": ("zipcode",),
            "x": ("long", "geometry.x"),
            "y": ("lat", "geometry.y"),
            "status": ("status", "status_description"),
            "kanaal": ("source",),
        },
        ("meldingnummer", "ontvangen", "hoofdcategorie"),
    ),
    statuses=_statuses(
        open="open, new, received, acknowledged, accepted, assigned, processing, in progress, "
        "pending, hold, on hold, reopened",
        afgehandeld="closed, resolved, completed, fixed, done",
        geannuleerd="cancelled, canceled, rejected, withdrawn",
    ),
    known_unread=("description", "status_notes", "service_notice", "media_url"),
)

_FIXMYSTREET = System(
    name="FixMyStreet",
    layout=_layout(
        FIXMYSTREET,
        "export van FixMyStreet",
        {
            "meldingnummer": ("Report ID",),
            "ontvangen": ("Created", "Confirmed"),
            "hoofdcategorie": ("Category",),
            "subcategorie": ("Subcategory",),
            "x": ("Longitude", "geometry.x"),
            "y": ("Latitude", "geometry.y"),
            "status": ("Status", "State"),
            "kanaal": ("Site Used",),
        },
        ("meldingnummer", "ontvangen", "hoofdcategorie", "x", "y"),
    ),
    statuses=_statuses(
        open="open, confirmed, investigating, in progress, planned, action scheduled, "
        "for triage, internal referral",
        afgehandeld="closed, fixed, fixed - user, fixed - council, unable to fix, duplicate, "
        "not responsible, no further action",
        geannuleerd="hidden, unconfirmed, partial, cancelled",
    ),
    known_unread=("Title", "Detail", "User Name", "Query", "Report URL", "Reported As"),
)

# By the name used in layouts and manifests; the first is the default.
SYSTEMS: Mapping[str, System] = MappingProxyType(
    {
        MELDDESK: System("MeldDesk", melddesk.LAYOUT, known_unread=melddesk.KNOWN_UNREAD),
        SIGNALEN: _SIGNALEN,
        OPEN311: _OPEN311,
        FIXMYSTREET: _FIXMYSTREET,
    }
)


def system_of(name: str) -> System:
    """The system with that name; MeldDesk if unknown, as old manifests name no system."""
    return SYSTEMS.get(name, SYSTEMS[MELDDESK])
