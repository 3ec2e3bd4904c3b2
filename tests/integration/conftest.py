"""What the integration tests share."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import command
import pytest
from command import PROJECT, SAMPLE, veiligheidsbeeld
from filelock import FileLock
from planting import rows_of, write_csv


def pytest_configure(config: pytest.Config) -> None:
    """`make test` takes the short cuts; whoever asks for all examples wants the whole."""
    command.IS_SHORT = config.option.examples < 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add up the figures that tests recorded (`record_property(part, {figure: number})`): what a
    campaign did and found. Of a seed and of the slowest, the highest."""
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    seconds: dict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") != "call":
                continue
            for part, figures in report.user_properties:
                seconds[part] += report.duration
                for name, value in figures.items():
                    known = parts[part].get(name, 0)
                    one = name.startswith(("seed", "traagste", "vormen"))
                    parts[part][name] = max(known, value) if one else known + value
    for part, figures in sorted(parts.items()):
        told = ", ".join(f"{name} {value}" for name, value in sorted(figures.items()))
        terminalreporter.write_line(f"{part}: {told} ({seconds[part]:.0f} s)")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public files beside the project; skips where it is not there."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder with real public files is not beside the project")
    return folder


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after the main job on the sample, as a user runs it; what it printed is beside it in
    `first_run.txt`. Made once for all workers: copy it to change it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    with FileLock(f"{folder}.lock"):
        printed = folder / "first_run.txt"
        if not printed.exists():
            ended = veiligheidsbeeld("run", "--inbox", SAMPLE, "--home", folder / "data")
            assert ended.code == 0, ended.err
            printed.write_text(ended.out + ended.err, "utf-8")
    return folder / "data"


@pytest.fixture(scope="session")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox with the beginning of two months of both sources of the sample."""
    inbox = tmp_path_factory.mktemp("twee_maanden") / "inbox"
    for path in sorted(SAMPLE.glob("2018-0[23]-*/*")):
        write_csv(inbox / path.parent.name / f"{path.stem}.csv", rows_of(path)[:101])
    return inbox


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """The Chromium of the machine, driven by Playwright. Of a module, for the loop of Playwright
    stands in the way of others."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield opened
        opened.close()
