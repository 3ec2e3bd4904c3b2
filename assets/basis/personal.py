"""What may not be kept: pseudonyms replace case numbers and addresses, under the key of a home.

How text with personal data is recognised is in `schemas.personal_text`.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from typing import TYPE_CHECKING

from assets.basis.atomic import flush, replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home

if TYPE_CHECKING:  # the key is asked for before anything heavy is loaded
    import pandas as pd

_MEMORY = "sleutel"  # in the folder `controle`: the mark of the key
KEY_VARIABLE = "VEILIGHEIDSBEELD_SLEUTEL"


def secret_key(home: Home) -> bytes:
    """The key of all pseudonyms: from the environment, or else from the home, where the first run
    creates it.

    Raises `AnalystError` for a key that is too short to protect anything, and for a lost or changed
    key while there may be rows under it: a new key would make the same number another person.
    """
    if from_environment := os.environ.get(KEY_VARIABLE):
        if len(from_environment) < 16:
            raise AnalystError(
                f"De sleutel in {KEY_VARIABLE} is te kort: neem ten minste 16 tekens. "
                "Een nieuwe sleutel betekent dat alle leveringen opnieuw worden verwerkt."
            )
        return from_environment.encode()
    path = home.root / "sleutel"
    memory = home.checks / _MEMORY
    if not path.exists():
        if memory.exists() or any((home.root / "staged").glob("*/*.parquet")):
            raise _lost_key("ontbreekt in de gegevensmap")
        home.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        flush(path)
        flush(path.parent)
        remember_key(home)
    key = path.read_text().strip()
    if len(key) < 16:
        raise AnalystError(
            f"Het sleutelbestand {path.name} in de gegevensmap is leeg of te kort. Zet de sleutel "
            "terug uit de reservekopie; lukt dat niet, verwijder het bestand: de volgende run zegt "
            "wat er dan nog kan."
        )
    if memory.exists() and memory.read_text().strip() != key_mark(key.encode()):
        raise _lost_key("is een andere dan die waarmee de rijen zijn gemaakt")
    return key.encode()


def remember_key(home: Home) -> None:
    """Remember in `home` which key its file holds, so that its loss is noticed; of the key itself a
    short digest only."""
    path, memory = home.root / "sleutel", home.checks / _MEMORY
    if path.exists() and not memory.exists():
        with replacing(memory, durable=True) as temporary:
            temporary.write_text(key_mark(path.read_text().strip().encode()) + "\n")


def _lost_key(what: str) -> AnalystError:
    return AnalystError(
        f"Het sleutelbestand «sleutel» {what}, terwijl er rijen zijn die met de sleutel zijn "
        "gemaakt. Zet het terug uit de reservekopie; stond de sleutel in "
        f"{KEY_VARIABLE}, geef die dan weer mee. Is hij echt weg, verwijder dan staged/, "
        f"quarantine/, controle/{_MEMORY} en wat er nog is van het sleutelbestand: alle leveringen "
        "die in het archief staan worden dan met een nieuwe sleutel verwerkt, en van de andere "
        "zijn de rijen weg."
    )


def pseudonyms(numbers: pd.Series, key: bytes, source: str) -> pd.Series:
    """The first 32 hexadecimal characters of HMAC-SHA256 of source and number; missing for empty
    text.

    A plain hash would not do: the numbers are short, so all of them can be tried.
    """
    import pandas as pd

    prefix = f"{source}|".encode()
    return pd.Series(
        [
            hmac.digest(key, prefix + number.encode(), "sha256").hex()[:32] if number else None
            for number in numbers
        ],
        index=numbers.index,
        dtype="str",
    )


def key_mark(key: bytes) -> str:
    """A short digest that changes with the key and reveals nothing about it."""
    return hashlib.sha256(b"veiligheidsbeeld|" + key).hexdigest()[:8]
