"""Write all sample deliveries and the truth about them: `python -m sample_data.generator`.

With `--doel DIR` the folders `inbox` and `waarheid` are written to DIR instead of `sample_data`.
"""

import argparse
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sample_data.generator import melddesk, police, registers, survey, team
from sample_data.generator.melddesk_rows import subcategories_of
from sample_data.generator.places import Places
from sample_data.generator.spelling import Speller
from sample_data.generator.truth import Truth
from sample_data.generator.writing import write_xlsx


def _foreign_files(inbox: Path) -> None:
    """Files that are no delivery: a workbook about something else, and an empty file."""
    write_xlsx(
        inbox / "2019-02-05" / "wijkagenten.xlsx",
        "Blad1",
        ("Wijk", "Bureau"),
        [("Wijk 00 Centrum", "Centrum"), ("Wijk 02 Buitenwijk West", "West")],
    )
    empty = inbox / "2018-11-05" / "export.csv"
    empty.parent.mkdir(parents=True, exist_ok=True)
    empty.write_bytes(b"")


def _source(name: str, inbox: Path) -> Truth:
    """Write all deliveries of a source; sources are independent, so each may run in a process."""
    places, truth = Places(), Truth()
    deliver = {"politie": police.deliver, "melddesk": melddesk.deliver}[name]
    deliver(inbox, places, Speller(places.streets), truth)
    return truth


def generate(target: Path) -> None:
    """Replace `inbox` and `waarheid` in the target folder."""
    for folder in ("inbox", "waarheid"):
        shutil.rmtree(target / folder, ignore_errors=True)
    truth = Truth()
    with ProcessPoolExecutor(max_workers=2) as pool:
        for part in pool.map(_source, ("politie", "melddesk"), (target / "inbox",) * 2):
            truth.add(part)
    registers.deliver(target / "inbox")
    survey.deliver(target / "inbox")
    team.deliver(target / "inbox")
    _foreign_files(target / "inbox")
    truth.write(target / "waarheid", subcategories_of())


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Write the synthetic sample deliveries.")
    parser.add_argument("--doel", type=Path, default=Path(__file__).parents[1])
    generate(parser.parse_args().doel)


if __name__ == "__main__":
    main()
