"""The documents keep up with the program: generated pages, commands, make targets, files and links.

Whether a sentence is true is for its writer; here only what can be looked up.
"""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer.main

from assets.basis.version import VERSION
from assets.deliveries.source import Source
from assets.warehouse.models import ROW_COLUMNS
from pipelines.cli import app
from pipelines.dictionary import pages
from schemas.staged import CASE, PLACE

ROOT = Path(__file__).resolve().parents[2]
GENERATED = sorted(pages().items())
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"]
MAINTENANCE = ROOT / "docs" / "onderhoud.md"
COMMANDS = typer.main.get_command(app).commands
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PROGRAM = tuple(
    "assets dashboard dbt_like_sql deploy pipelines schemas tests benchmarks sample_data".split()
)
# A file or folder of the program: `linking/door.py`, `seeds/`; placeholders and patterns are not.
PATH = re.compile(r"(?:[a-z_]+/)+|(?:[a-z_]+/)*[a-z_]+\.(?:py|sql|csv)")
# Folders of a home, and this one.
ELSEWHERE = set(
    "archive archive/apart staged quarantine tables data locks dagster uitgaven docs bevroren "
    "logboek".split()
)


def in_code(text: str) -> list[str]:
    """The lines of code blocks and the pieces of inline code."""
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()] + re.findall(
        r"`([^`\n]+)`", rest
    )


def section(page: Path, heading: str) -> str:
    """The text under a heading, up to the next one of the same level."""
    text = page.read_text("utf-8").split(f"\n## {heading}\n", 1)[1]
    return text.split("\n## ", 1)[0]


@pytest.mark.parametrize(("page", "text"), GENERATED, ids=[page.name for page, _ in GENERATED])
def test_generated_pages_are_as_the_contracts_say(page: Path, text: str):
    assert page.read_text("utf-8") == text, "run: python -m pipelines.dictionary"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_commands_that_exist(path: Path):
    for code in in_code(path.read_text("utf-8")):
        for name, rest in re.findall(r"(?:^|[/ ])veiligheidsbeeld ([a-z]+)(.*)", code):
            assert name in COMMANDS, code
            command = COMMANDS[name]
            if hasattr(command, "commands"):
                command = command.commands[rest.split()[0]]
            options = {o for param in command.params for o in (*param.opts, *param.secondary_opts)}
            assert set(re.findall(r"--[a-z-]+", rest)) <= options, code
        for target in re.findall(r"^make ([a-z-]+)(?: +#.*)?$", code):
            assert target in TARGETS, code


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_existing_files(path: Path):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not target.startswith("https:"):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_existing_headings(path: Path):
    text = path.read_text("utf-8")
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", text):
        if not target.startswith("https:"):
            page = path.parent / target if target else path
            assert anchor in anchors(page.read_text("utf-8")), (target, anchor)


def anchors(text: str) -> set[str]:
    """The anchors that a reader of Markdown gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_pages_for_maintainers_name_only_files_and_folders_that_exist():
    """A path may begin at the root, or at any folder that the text is about."""
    existing = {
        f"/{path.relative_to(ROOT).as_posix()}"
        for folder in PROGRAM
        for path in [ROOT / folder, *(ROOT / folder).rglob("*")]
    }
    named = {
        (page.name, code.rstrip("/"))
        for page in (MAINTENANCE, ROOT / "docs" / "decisions.md", ROOT / "CONTRIBUTING.md")
        for code in in_code(page.read_text("utf-8"))
        if PATH.fullmatch(code) and code.rstrip("/") not in ELSEWHERE
    }
    missing = {
        (page, path)
        for page, path in named
        if not any(known.endswith(f"/{path}") for known in existing)
    }
    assert len(named) > 50
    assert missing == set()


def test_the_recipe_for_a_source_explains_every_field_and_names_every_shared_part():
    recipe = section(MAINTENANCE, "Adding a source")
    explained = set(re.findall(r"^\| `(\w+)` \|", recipe, re.MULTILINE))
    assert {field.name for field in fields(Source)} <= explained
    # What a staging model must add to the staged row, besides the joins that it is told to make.
    joined = {"volgorde", "buurt_van", "buurt_tot"}
    own = set(ROW_COLUMNS) - set(CASE) - set(PLACE) - joined
    assert own <= set(in_code(recipe))


def test_a_command_that_does_not_exist_is_seen():
    assert in_code("Zo: `veiligheidsbeeld vlieg`.\n```\nveiligheidsbeeld run\n```\n") == [
        "veiligheidsbeeld run",
        "veiligheidsbeeld vlieg",
    ]
    assert "vlieg" not in COMMANDS


def test_headings_become_anchors_as_on_the_web():
    assert anchors("# Welke maanden\n## [openbaar]\n### Status, straat\n") == {
        "welke-maanden",
        "openbaar",
        "status-straat",
    }


def test_the_changes_begin_with_this_version_and_what_it_does_to_figures() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)\n\n(.*)$", text, re.MULTILINE)
    assert newest[1] == VERSION
    assert newest[2].startswith("**Cijfers.** ")
