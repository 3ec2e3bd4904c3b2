"""What `deploy/` starts exists, runs without rights that it does not need, and is well-formed for
the program that reads it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
import yaml
from lxml import etree

from assets.basis.personal import KEY_VARIABLE
from assets.basis.version import VERSION
from pipelines.cli import app
from pipelines.locations import CONFIG_VARIABLE, HOME_VARIABLE, INBOX_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICE = DEPLOY / "systemd" / "veiligheidsbeeld@.service"
DOCKERFILE = (DEPLOY / "docker" / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "docker" / "compose.yaml").read_text("utf-8"))
TASK = DEPLOY / "windows" / "veiligheidsbeeld.xml"
PROGRAM = "/opt/veiligheidsbeeld/bin/veiligheidsbeeld"
VARIABLES = {HOME_VARIABLE, INBOX_VARIABLE, CONFIG_VARIABLE, KEY_VARIABLE}


def started() -> Iterator[tuple[str, ...]]:
    """The arguments of every command in `deploy/`."""
    for line in SERVICE.read_text("utf-8").splitlines():
        if found := re.match(rf"Exec\w+=-?{PROGRAM} (.+)", line):
            yield tuple(found[1].split())
    yield tuple(json.loads(re.search(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)[1]))
    yield tuple(json.loads(re.search(r"^ +CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)[1])[1:])
    yield tuple(COMPOSE["services"]["dienst"]["healthcheck"]["test"][2:])
    yield tuple(etree.parse(TASK).findtext(".//{*}Arguments").split())


@pytest.mark.parametrize("arguments", sorted(set(started())), ids=" ".join)
def test_every_command_exists_with_its_options(arguments: tuple[str, ...]) -> None:
    name, *options = arguments
    command = typer.main.get_command(app).commands[name]
    command.make_context(name, list(options))


def test_every_way_of_starting_was_looked_at() -> None:
    assert {name for name, *_ in started()} == {"run", "melden", "ui", "gezond"}


def test_variables_are_those_of_the_program() -> None:
    texts = [path.read_text("utf-8") for path in DEPLOY.rglob("*") if path.is_file()]
    named = set(re.findall(r"\bVEILIGHEIDSBEELD_\w+", "\n".join(texts)))
    assert named == VARIABLES


def test_units_are_valid(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for unit in SERVICE.parent.iterdir():
        text = unit.read_text("utf-8").replace(PROGRAM, sys.executable)  # which does exist here
        (tmp_path / unit.name).write_text(text)
    for unit in tmp_path.iterdir():
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_the_service_may_write_in_its_own_home_only() -> None:
    service = SERVICE.read_text("utf-8")
    for line in (
        "User=veiligheidsbeeld",
        "UMask=0077",
        "StateDirectoryMode=0700",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
    ):
        assert f"\n{line}\n" in service
    assert "ReadWritePaths" not in service


def test_the_container_runs_without_rights_and_with_a_read_only_root() -> None:
    service = COMPOSE["services"]["dienst"]
    assert service["user"] == re.search(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)[1]
    assert int(service["user"].split(":")[0]) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "gegevens:/gegevens" in service["volumes"]
    assert "./inbox:/inbox:ro" in service["volumes"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"]), "it asks no password"
    assert service["build"] == {"context": "../..", "dockerfile": "deploy/docker/Dockerfile"}


def test_the_image_is_made_of_what_is_here_and_of_nothing_else() -> None:
    assert COMPOSE["services"]["dienst"]["image"] == f"veiligheidsbeeld:{VERSION}"
    assert f"-t veiligheidsbeeld:{VERSION} ." in DOCKERFILE
    copied = (DEPLOY / "docker" / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    admitted = {line[1:] for line in copied if line.startswith("!")}
    assert "*" in copied
    assert all((ROOT / name).exists() for name in admitted)
    assert {"requirements-ui.lock", "pyproject.toml", "assets", "dbt_like_sql"} <= admitted
    assert not admitted & {"data", "sample_data", "veiligheidsbeeld.toml", "tests"}


def test_the_dockerfile_meets_the_rules_of_hadolint() -> None:
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    done = subprocess.run([hadolint, DEPLOY / "docker" / "Dockerfile"], capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_task_of_windows_is_as_its_schema_says() -> None:
    schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("task_scheduler.xsd")))
    schema.assertValid(etree.parse(TASK))
