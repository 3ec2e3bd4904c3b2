"""How people write a street name: abbreviations, typing errors, crossings, additions.

`Speller` never draws a form that could be read as another street of the municipality.
"""

import re
import unicodedata
from random import Random

TITLES = (
    ("Burgemeester", ("Burg.", "Burg")),
    ("Sint", ("St.", "St", "Sint-")),
    ("Dokter", ("Dr.", "Dr")),
    ("Monseigneur", ("Mgr.", "Mgr")),
    ("Koningin", ("Kon.",)),
    ("Onze Lieve Vrouweplein", ("O.L. Vrouweplein", "O.L.V. Plein", "OLV-plein")),
    ("Maastrichter", ("Maastr.",)),
    ("Willem", ("W.",)),
    ("Franciscus", ("Fr.",)),
    ("François de", ("F. de",)),
    ("Grote", ("Gr.", "Grt")),
    ("Kleine", ("Kl.",)),
    ("P Debyeplein", ("P. Debyeplein", "P.Debyeplein")),
    ("van", ("v.",)),
    ("Paul-Henri", ("P.H.", "Paul Henri")),
)
TYPES = (
    ("straat", ("str.", "str")),
    ("laan", ("ln",)),
    ("plein", ("pln",)),
    ("weg", ("wg",)),
    ("singel", ("sngl",)),
    ("boulevard", ("blvd",)),
    ("gracht", ("gr.",)),
    ("kade", ("kd",)),
)
KINDS = (
    ("case", 18),
    ("title", 18),
    ("type", 16),
    ("typo", 16),
    ("spaces", 8),
    ("accent", 6),
    ("number", 8),
    ("town", 5),
    ("crossing", 8),
)


def fold(text: str) -> str:
    """Lower-case letters and digits only: names with the same fold read the same."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode().lower())


def is_near(left: str, right: str, limit: int) -> bool:
    """Whether the Levenshtein distance is at most `limit`."""
    if abs(len(left) - len(right)) > limit:
        return False
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
        if min(row) > limit:
            return False
    return row[-1] <= limit


class Speller:
    """Draws written forms of official names."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._folded = {name: fold(name) for name in names}
        self._letters = {name: set(folded) for name, folded in self._folded.items()}
        self._safe: dict[tuple[str, str], bool] = {}

    def write(self, rng: Random, street: str, other: str | None) -> tuple[str, tuple[str, ...]]:
        """A written form of a street, and the streets it stands for; `other` is for crossings."""
        for _ in range(12):
            kind = rng.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
            if kind == "crossing":
                if other is None:
                    continue
                form = rng.choice(
                    (
                        "hoek {0}/{1}",
                        "{0} / {1}",
                        "{0}/{1}",
                        "Hoek {0} - {1}",
                        "kruising {0} met {1}",
                    )
                )
                return form.format(street, other), (street, other)
            written = getattr(self, f"_{kind}")(rng, street)
            if written and written != street and self._is_safe(written, street, kind):
                return written, (street,)
        return street.upper(), (street,)

    def _is_safe(self, written: str, street: str, kind: str) -> bool:
        """Whether the form is far enough from every other street."""
        key = (written, street)
        if key not in self._safe:
            folded = fold(written)
            limit = 2 if kind == "typo" else 1
            letters = set(folded)
            self._safe[key] = not any(
                len(letters ^ self._letters[name]) <= 2 * limit and is_near(folded, other, limit)
                for name, other in self._folded.items()
                if name != street
            )
        return self._safe[key]

    def _case(self, rng: Random, street: str) -> str:
        return rng.choice((street.upper(), street.lower(), street[0] + street[1:].lower()))

    def _title(self, rng: Random, street: str) -> str | None:
        for long, short in TITLES:
            if street == long or street.startswith(long + " "):
                written = rng.choice(short) + street[len(long) :]
                return written.replace("- ", "-").replace("--", "-")
        return None

    def _type(self, rng: Random, street: str) -> str | None:
        for long, short in TYPES:
            if street.endswith(long) and len(street) > len(long) + 4:
                return street[: -len(long)] + rng.choice(short)
        return None

    def _typo(self, rng: Random, street: str) -> str | None:
        if len(street) < 9:
            return None
        at = rng.randrange(2, len(street) - 2)
        if not (street[at].isalpha() and street[at + 1].isalpha()):
            return None
        kind = rng.randrange(4)
        if kind == 0:
            return street[:at] + street[at + 1 :]
        if kind == 1:
            return street[:at] + street[at] + street[at:]
        if kind == 2:
            return street[:at] + street[at + 1] + street[at] + street[at + 2 :]
        return street[:at] + rng.choice("aeionrst") + street[at + 1 :]

    def _spaces(self, rng: Random, street: str) -> str:
        if " " in street:
            return street.replace(" ", "  ", 1)
        return rng.choice((street + " ", " " + street))

    def _accent(self, rng: Random, street: str) -> str | None:
        plain = unicodedata.normalize("NFKD", street).encode("ascii", "ignore").decode()
        if plain != street:
            return plain
        return street.replace("Ceramique", "Céramique") if "Ceramique" in street else None

    def _number(self, rng: Random, street: str) -> str | None:
        if street[-1].isdigit():
            return None
        return f"{street} {rng.randint(1, 60)}"

    def _town(self, rng: Random, street: str) -> str:
        return rng.choice((f"{street} (Maastricht)", f"{street}, Maastricht"))
