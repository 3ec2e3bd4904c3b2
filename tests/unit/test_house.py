"""Tests of the code itself: small modules and functions, and a docstring in every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("assets", "schemas", "pipelines", "dashboard", "sample_data/generator", "benchmarks")
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
MODULES = sorted(path for folder in PROGRAM for path in (ROOT / folder).rglob("*.py"))


def _functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            yield node.name, node.end_lineno - first + 1


def test_no_module_is_longer_than_a_reader_can_hold():
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    too_long = {path.name: count for path, count in lines.items() if count > LONGEST_MODULE}
    assert too_long == {}


@pytest.mark.dear
def test_no_function_is_longer_than_a_screen():
    too_long = {
        f"{path.relative_to(ROOT)}: {name}": count
        for path in MODULES
        for name, count in _functions(ast.parse(path.read_text("utf-8")))
        if count > LONGEST_FUNCTION
    }
    assert too_long == {}


@pytest.mark.parametrize("folder", PROGRAM)
def test_every_module_opens_by_saying_what_belongs_in_it(folder):
    bare = [
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if path.is_relative_to(ROOT / folder) and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert bare == []
