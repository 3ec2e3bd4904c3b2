"""How much longer the main job takes than the least that any program must do (bare_script).

Both as a whole process, from start to end, in turns, on the sample; the median of each and their
ratio are printed. `python -m benchmarks.main_job [rounds]`
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INBOX = Path(__file__).resolve().parents[1] / "sample_data" / "inbox"


def seconds(command: list[str]) -> float:
    """How long a command takes; an error of the command is an error here."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Measure in turns, so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as folder:
        whole, again, bare = [], [], []
        for turn in range(rounds):
            home = Path(folder) / f"home{turn}"
            run = [
                sys.executable,
                "-c",
                "from pipelines.cli import main; main()",
                "run",
                "--inbox",
                str(INBOX),
                "--home",
                str(home),
            ]
            whole.append(seconds(run))
            again.append(seconds(run))
            bare.append(
                seconds([sys.executable, "-m", "benchmarks.bare_script", str(home), str(INBOX)])
            )
        print(f"rounds                       {rounds}")
        print(f"main job, first run          {statistics.median(whole):6.1f} s")
        print(f"main job, nothing new        {statistics.median(again):6.1f} s")
        print(f"bare script                  {statistics.median(bare):6.1f} s")
        ratios = [job / least for job, least in zip(whole, bare, strict=True)]
        print(f"ratio (first run : bare)     {statistics.median(ratios):6.2f}  (asked: at most 3)")
        print("each round                   " + ", ".join(f"{ratio:.2f}" for ratio in ratios))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
