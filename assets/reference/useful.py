"""What each reference file is good for: which setting a file belongs to, what it gives a
municipality, what is missing without it, and where it can be had.

Reading the files is the work of the other modules; asking for them, of the command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assets.basis.errors import AnalystError
from assets.reference.files import OUTLINE_FILES, our_name, read_cells, source_file
from assets.reference.housenumbers import read_house_numbers
from assets.reference.tables import Reference, load_reference
from schemas.configuration import Configuration
from schemas.dutch import counted, enumerated

_CBS = "https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data"
_BAG = "https://www.kadaster.nl/zakelijk/producten/adressen-en-gebouwen/bag-2.0-extract"


@dataclass(frozen=True)
class Useful:
    """A kind of reference file. `setting`: under [referentie]. `what`: its name. `gives`: what the
    figures get of it; `without`: how they do without it. `source`: where it can be had. `needed`:
    whether there are no figures without it."""

    setting: str
    what: str
    gives: str
    without: str
    source: str
    needed: bool = False


KINDS = (
    Useful(
        "buurten",
        "Buurten van de gemeente (CBS, wijk- en buurtkaart)",
        "de buurten en wijken; met omtrekken vindt een coördinaat zijn buurt",
        "er zijn geen cijfers, want elk cijfer hoort bij een buurt, een wijk of de gemeente",
        f"CBS, zoek op: wijk- en buurtkaart ({_CBS})",
        needed=True,
    ),
    Useful(
        "bag",
        "Straten en adressen (Kadaster, BAG-extract)",
        "alle straten met hun nummer en oude namen, en van elk adres het punt",
        "straten komen uit een eigen lijst of uit de leveringen; die laatste heten onbevestigd",
        f"Kadaster, product BAG 2.0 Extract ({_BAG})",
    ),
    Useful(
        "straten",
        "Lijst van straten (CSV: straatnaam, woonplaats), als u geen BAG-extract hebt",
        "de straten waaraan wordt gekoppeld",
        "zie bag",
        "uw eigen geo-afdeling",
    ),
    Useful(
        "pc6hnr",
        "Postcode en huisnummer per buurt (CBS, pc6hnr)",
        "de buurt van elk adres",
        "een adres vindt zijn buurt alleen aan punt, straat of de buurt in de levering",
        f"CBS, zoek op: buurt, wijk en gemeente voor postcode huisnummer ({_CBS})",
    ),
    Useful(
        "inwoners",
        "Inwoners per buurt (CBS, kerncijfers wijken en buurten)",
        "aantallen per 1.000 inwoners",
        "er zijn geen aantallen per 1.000 inwoners",
        f"CBS, zoek op: kerncijfers wijken en buurten ({_CBS})",
    ),
    Useful(
        "wijken",
        "Namen van de wijken (CBS; CSV: WK_CODE, WK_NAAM)",
        "de namen van de wijken",
        "een wijk heet naar haar code",
        f"CBS, zoek op: wijk- en buurtkaart ({_CBS})",
    ),
)
# The columns by which a table is recognised, the most telling first.
_HEADERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("pc6hnr", frozenset({"postcode", "huisnummer", "buurt"})),
    ("buurten", frozenset({"buurtcode", "buurtnaam"})),
    ("buurten", frozenset({"gwb_code", "regio"})),
    ("inwoners", frozenset({"buurtcode", "inwoners"})),
    ("wijken", frozenset({"wijkcode", "wijknaam"})),
    ("straten", frozenset({"straatnaam", "woonplaats"})),
)


def check(setting: str, paths: Sequence[Path], configuration: Configuration) -> str:
    """What these files give the municipality, in words. Raises `AnalystError`, which names the
    file, for one that cannot be used."""
    code = configuration.gemeente.code
    for path in paths:
        if not (path.is_file() or (setting == "bag" and path.is_dir())):
            raise AnalystError(f"Het bestand «{path.name}» is er niet. Controleer het pad.")
    if setting == "pc6hnr":
        found = [read_house_numbers(source_file(path, setting), code)[1] for path in paths]
        return f"{counted(sum(map(len, found)), 'adres', 'adressen')} van {code}"
    reference = load_reference(with_files(configuration, setting, paths))
    return _GIVES[setting](reference)


def is_there(setting: str, configuration: Configuration) -> bool:
    """Whether the other files give already what this kind of file gives, as a map of
    neighbourhoods often has inhabitants and names of districts."""
    if setting == "straten" and configuration.referentie.bag:
        return True
    if setting not in ("inwoners", "wijken"):
        return False
    reference = load_reference(configuration)
    names = reference.indelingen[-1].buurten
    return bool(
        len(reference.inwoners)
        if setting == "inwoners"
        else names["wijknaam"].ne(names["wijkcode"]).all()
    )


def with_files(configuration: Configuration, setting: str, paths: Sequence[Path]) -> Configuration:
    """`configuration` with these files under [referentie]."""
    named = configuration.referentie.model_copy(
        update={setting: type(configuration.referentie)(**{setting: list(paths)}).files()[setting]}
    )
    return configuration.model_copy(update={"referentie": named})


def setting_of(path: Path) -> str | None:
    """The setting that a file belongs to, by its kind and its headers; None if it is none."""
    suffix = path.suffix.lower()
    if path.is_dir() or suffix == ".xml":
        return "bag" if path.is_file() or any(path.glob("*.xml")) else None
    if suffix in OUTLINE_FILES:
        return "buurten"
    if suffix == ".zip":
        return "pc6hnr" if "pc6" in path.name.lower() else "bag"
    try:
        headers = {_column(name) for name in _headers(path)}
    except (AnalystError, OSError):
        return None
    return next((setting for setting, columns in _HEADERS if columns <= headers), None)


def _headers(path: Path) -> list[str]:
    """The headers of a table; of a text file only its first line is read, as pc6hnr is large."""
    if path.suffix.lower() not in {".csv", ".txt", ".tsv"}:
        return list(read_cells(source_file(path)).columns)
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        head = file.readline()
    return [name.strip().strip('"') for name in head.split(max(";,\t", key=head.count))]


def _column(header: str) -> str:
    """Our name of a column; the neighbourhood of pc6hnr has the year in its header."""
    return "buurt" if re.fullmatch(r"(?i)buurt(?:20\d\d)?", header) else our_name(header)


def _neighbourhoods(reference: Reference) -> str:
    newest = reference.indelingen[-1]
    areas = newest.buurten
    texts = [
        counted(len(areas), "buurt", "buurten"),
        counted(areas["wijkcode"].nunique(), "wijk", "wijken"),
        "met omtrekken" if newest.omtrekken is not None else "zonder omtrekken",
    ]
    if len(reference.inwoners):
        texts.append("met inwoners")
    if len(reference.indelingen) > 1:
        texts.append(f"{len(reference.indelingen)} indelingen")
    return enumerated(texts)


def _streets(reference: Reference) -> str:
    streets = 0 if reference.straten is None else reference.straten["straatnaam"].nunique()
    addresses = len(reference.indelingen[-1].adressen)
    texts = [counted(streets, "straat", "straten")]
    return enumerated([*texts, *([counted(addresses, "adres", "adressen")] if addresses else [])])


def _inhabitants(reference: Reference) -> str:
    counts = reference.inwoners
    if counts.empty:
        raise AnalystError("In dit bestand staan geen inwoners van buurten van uw gemeente.")
    year = counts["jaar"].max()
    newest = counts[counts["jaar"].eq(year)]
    total = counted(int(newest["inwoners"].sum()), "inwoner", "inwoners")
    return f"{total} in {counted(len(newest), 'buurt', 'buurten')} ({year})"


def _districts(reference: Reference) -> str:
    names = reference.indelingen[-1].buurten.drop_duplicates("wijkcode")
    named = names["wijknaam"].ne(names["wijkcode"]).sum()
    return f"namen van {counted(int(named), 'wijk', 'wijken')}"


_GIVES: dict[str, Callable[[Reference], str]] = {
    "buurten": _neighbourhoods,
    "bag": _streets,
    "straten": _streets,
    "inwoners": _inhabitants,
    "wijken": _districts,
}
