"""The documents keep up with the program: made pages, commands, make targets and links."""

import re
from pathlib import Path

import pytest
import typer.main

from pipelines.cli import app
from pipelines.dictionary import pages

ROOT = Path(__file__).resolve().parents[2]
MADE = sorted(pages().items())
TOLD = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"]
COMMANDS = typer.main.get_command(app).commands
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def in_code(text: str) -> list[str]:
    """The lines of code blocks and the pieces of inline code."""
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()] + re.findall(
        r"`([^`\n]+)`", rest
    )


@pytest.mark.parametrize(("page", "text"), MADE, ids=[page.name for page, _ in MADE])
def test_made_pages_are_as_the_contracts_say(page: Path, text: str):
    assert page.read_text("utf-8") == text, "run: python -m pipelines.dictionary"


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_documents_name_only_commands_that_exist(path: Path):
    for code in in_code(path.read_text("utf-8")):
        for name, rest in re.findall(r"(?:^|[/ ])veiligheidsbeeld ([a-z]+)(.*)", code):
            assert name in COMMANDS, code
            command = COMMANDS[name]
            if hasattr(command, "commands"):
                command = command.commands[rest.split()[0]]
            known = {option for param in command.params for option in param.opts}
            assert set(re.findall(r"--[a-z]+", rest)) <= known, code
        for target in re.findall(r"^make ([a-z-]+)$", code):
            assert target in TARGETS, code


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(path: Path):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not target.startswith("https:"):
            assert (path.parent / target).exists(), target


def test_a_command_that_does_not_exist_is_seen():
    assert in_code("Zo: `veiligheidsbeeld vlieg`.\n```\nveiligheidsbeeld run\n```\n") == [
        "veiligheidsbeeld run",
        "veiligheidsbeeld vlieg",
    ]
    assert "vlieg" not in COMMANDS
