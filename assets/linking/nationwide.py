"""Which texts are the name of a street somewhere in the Netherlands, whatever the list.

`Koggelaan` is a street elsewhere rather than `Kogellaan` misspelled; `Falekstraat` is a street
nowhere. The names are kept as fingerprints in a text file (`landelijk.txt`), which
`benchmarks.nationwide_names` makes of a list of all street names: a fingerprint tells whether a
name is among them, and nothing else.
"""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from assets.linking.spelling import readings, sound, unlinked
from assets.linking.traits import Form, form_of

NATIONWIDE = Path(__file__).with_name("landelijk.txt")
_BITS = 25  # one text in two hundred has the fingerprint of another name by chance
_SHORTEST = 3  # letters of a word that tells anything
_WIDTH = 120  # of a line in the file
_PARTS = ("namen", "woorden", "losse woorden")


class NationwideNames:
    """Names of streets, words that several are named after, and words of one name only."""

    def __init__(self, names: np.ndarray, words: np.ndarray, lone: np.ndarray) -> None:
        """Each a sorted row of fingerprints."""
        self.parts = (names, words, lone)
        self._names, self._words = names, np.union1d(words, lone)

    def has_names(self, forms: Sequence[Form]) -> np.ndarray:
        """Of each form whether it is a name."""
        return _among([_name(form) for form in forms], self._names)

    def has_words(self, roots: Sequence[str]) -> np.ndarray:
        """Of each root whether a street is named after it; roots as `root_of` makes them."""
        long = np.array([len(root) >= _SHORTEST for root in roots], dtype="float32")
        return _among(roots, self._words) * long

    def without(self, names: Iterable[str]) -> NationwideNames:
        """As if these streets did not exist: what is trained on must not be known by itself."""
        forms = [form_of(reading) for name in names for reading in readings(name)[:1]]
        kept, words, lone = self.parts
        return NationwideNames(
            np.setdiff1d(kept, _fingerprints([_name(form) for form in forms])),
            words,
            np.setdiff1d(lone, _fingerprints([root_of(form) for form in forms])),
        )


def _name(form: Form) -> str:
    return form.stem + form.traits.kind


def root_of(form: Form) -> str:
    """What a street is named after, as heard."""
    return unlinked(sound(form.stem))


def names_from(names: Iterable[str]) -> NationwideNames:
    """Fingerprints of the names of streets."""
    forms = [form_of(reading) for name in names for reading in readings(name)[:1]]
    distinct = {_name(form): form for form in forms}
    holding = Counter(map(root_of, distinct.values()))
    shared = [root for root, count in holding.items() if count > 1]
    words = _fingerprints(shared)
    lone = np.setdiff1d(_fingerprints(list(holding)), words)
    return NationwideNames(_fingerprints(list(distinct)), words, lone)


def _fingerprints(keys: Sequence[str]) -> np.ndarray:
    return np.unique(_each(keys))


def _each(keys: Sequence[str]) -> np.ndarray:
    crcs = np.array([zlib.crc32(key.encode()) for key in keys], dtype="uint32")
    return crcs >> np.uint32(32 - _BITS)


def _among(keys: Sequence[str], known: np.ndarray) -> np.ndarray:
    if not len(known) or not len(keys):
        return np.zeros(len(keys), dtype="float32")
    asked = _each(keys)
    at = np.searchsorted(known, asked).clip(max=len(known) - 1)
    return (known[at] == asked).astype("float32")


@lru_cache(maxsize=1)
def shipped_names() -> NationwideNames:
    """The names that come with the program."""
    return read_names(NATIONWIDE)


def read_names(path: Path) -> NationwideNames:
    """The names in a file, as `write_names` writes them."""
    lines: dict[str, list[str]] = {part: [] for part in _PARTS}
    part = ""
    for line in path.read_text(encoding="ascii").splitlines():
        if line.startswith("["):
            part = line[1:-1]
        elif part:
            lines[part].append(line)
    return NationwideNames(*(_unpacked("".join(lines[part])) for part in _PARTS))


def write_names(path: Path, names: NationwideNames, about: Sequence[str]) -> None:
    """Write names to a file that begins with the lines of `about`."""
    lines = [f"# {line}" for line in about]
    for part, fingerprints in zip(_PARTS, names.parts, strict=True):
        packed = _packed(fingerprints)
        lines.append(f"[{part}]")
        lines += [packed[at : at + _WIDTH] for at in range(0, len(packed), _WIDTH)]
    path.write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


def _packed(fingerprints: np.ndarray) -> str:
    """The steps between fingerprints, in as many bytes as each needs."""
    steps = np.diff(fingerprints.astype("int64"), prepend=-1)
    out = bytearray()
    for step in steps.tolist():
        while step > 127:
            out.append(128 | step & 127)
            step >>= 7
        out.append(step)
    return base64.b64encode(zlib.compress(bytes(out), 9)).decode()


def _unpacked(packed: str) -> np.ndarray:
    read = np.frombuffer(zlib.decompress(base64.b64decode(packed)), dtype="uint8")
    if not len(read):
        return np.zeros(0, dtype="uint32")
    last = read < 128
    starts = np.r_[0, np.flatnonzero(last)[:-1] + 1].astype("int64")
    place = np.arange(len(read)) - np.repeat(starts, np.diff(np.r_[starts, len(read)]))
    steps = np.add.reduceat((read & 127).astype("int64") << 7 * place, starts)
    return (np.cumsum(steps) - 1).astype("uint32")
