"""Prints all tables: `python -m benchmarks.signals` (about 25 minutes on one core; `--fast`: 5)."""

from __future__ import annotations

import argparse

from benchmarks.signals import nothing_changed, power, sustained

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--fast", action="store_true", help="fewer sheets")
arguments = parser.parse_args()
for module in (nothing_changed, power, sustained):
    module.main(arguments.fast)
