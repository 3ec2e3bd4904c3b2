"""Makes `assets/linking/landelijk.txt`: fingerprints of all street names of the Netherlands.

From a file with one name a line: the names of the public spaces of the BAG (Kadaster, public
domain). The package `deduce` has such a list (`data/lookup/src/locations/lst_street/
streets_bag.txt` in its wheel). The same list gives the same file.
Run with `python -m benchmarks.nationwide_names streets_bag.txt`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assets.linking.nationwide import NATIONWIDE, names_from, write_names

_ABOUT = (
    "Straatnamen van Nederland, als vingerafdrukken: zie assets/linking/nationwide.py.",
    "Bron: BAG, namen van openbare ruimten (Kadaster, publiek domein). Gemaakt met",
    "python -m benchmarks.nationwide_names; niet met de hand te wijzigen.",
)


def main() -> int:
    """Read the names and write their fingerprints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lijst", type=Path)
    parser.add_argument("--naar", type=Path, default=NATIONWIDE)
    given = parser.parse_args()
    names = given.lijst.read_text(encoding="utf-8").splitlines()
    made = names_from(name for name in map(str.strip, names) if name)
    write_names(given.naar, made, _ABOUT)
    counts = ", ".join(f"{len(part):,}" for part in made.parts)
    print(f"{len(names):,} names; names, shared words, lone words: {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
