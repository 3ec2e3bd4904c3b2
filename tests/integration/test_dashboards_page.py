"""The page on dashboards keeps up with the model: every query and program on it is run on the
publication of the sample, and the picture shows every fact and its keys."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from command import PROJECT

from pipelines.model_picture import DIMENSIONS, dimensions_of, picture
from schemas import published

PAGE = (PROJECT / "docs" / "dashboards.md").read_text("utf-8")
QUESTIONS = re.findall(r"^\*\*(\d+)\. .*?^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
OLDER_CLIENT = """
import duckdb, json, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print(duckdb.__version__, *(len(connection.execute(query).fetchall()) > 0
        for query in json.loads(sys.argv[2])))
"""
PROGRAMS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_there_are_ten_questions() -> None:
    assert [number for number, _ in QUESTIONS] == [str(number) for number in range(1, 11)]
    assert PAGE.count("```sql") == 10


@pytest.mark.parametrize(("number", "query"), QUESTIONS, ids=[number for number, _ in QUESTIONS])
def test_every_question_has_an_answer_in_the_sample(
    sample_home: Path, number: str, query: str
) -> None:
    with duckdb.connect(sample_home / "publish" / "intern.duckdb", read_only=True) as connection:
        answer = connection.execute(query).df()
    assert len(answer) > 0
    for column in answer:  # each column says something
        assert answer[column].notna().any(), column
    if number == "1":
        [year, total] = re.search(r"In (\d{4}) waren het er (\d+)", PAGE).groups()
        assert answer.set_index("jaar")["woninginbraken"].loc[int(year)] == int(total)


@pytest.mark.parametrize("version", ["1.1.3", "1.4.4"])
def test_an_older_client_answers_every_question(
    sample_home: Path, tmp_path: Path, version: str
) -> None:
    """Drivers for other programs lag behind; skipped where that client cannot be installed."""
    install = "-m pip --disable-pip-version-check install --quiet --no-deps --no-compile".split()
    target = ["--only-binary=:all:", "--target", str(tmp_path), f"duckdb=={version}"]
    command = [sys.executable, *install, *target]
    if subprocess.run(command, capture_output=True, timeout=180, check=False).returncode:
        pytest.skip(f"DuckDB {version} cannot be installed here for Python {sys.version[:4]}")
    queries = [query for _, query in QUESTIONS]
    path = str(sample_home / "publish" / "intern.duckdb")
    ended = subprocess.run(
        [sys.executable, "-c", OLDER_CLIENT, path, json.dumps(queries)],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.stdout.split() == [version, *["True"] * len(queries)], ended.stderr


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_runs_on_the_sample(sample_home: Path, program: str) -> None:
    assert "data/publish" in program
    found: dict = {}
    exec(program.replace("data/publish", str(sample_home / "publish")), found)
    if "nieuwste" in found:
        assert Path(found["pad"]).name.startswith("intern-")
        assert found["database"].execute("select count(*) from straten").fetchone() > (0,)
        found["database"].close()
    else:
        assert len(found["tabel"]) > 0


def test_every_fact_is_on_the_page_and_in_the_picture_with_its_keys() -> None:
    root = ElementTree.fromstring(picture())
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    for view in published.VIEWS:
        if not view.startswith("feit_"):
            continue
        kind = view.rpartition("_")[2]
        shown = view if kind not in ("kwartaal", "jaar") else view.replace(kind, "maand")
        assert shown in texts
        assert f"`{shown}`" in PAGE
    keys = {f"sleutel: {key}" for key, _ in DIMENSIONS.values()}
    assert keys <= set(texts)
    assert set(dimensions_of("feit_moment")) == {"kalender", "straten", "gebieden", "themas"}
    assert "indicatoren" in dimensions_of("feit_indicator_wijk_jaar")


def test_no_text_of_the_picture_is_longer_than_its_box() -> None:
    root = ElementTree.fromstring(picture())
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        assert len(element.text) <= 47
