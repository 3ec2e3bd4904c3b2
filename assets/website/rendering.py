"""From a template to the bytes of a page. All text of an edition is escaped; nothing is chosen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.website import figures
from schemas import dutch

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).with_name("templates")


def page(template: str, path: str, **content: Any) -> bytes:
    """The page at `path` (from the root of the site), in UTF-8; links in it are relative."""
    root = "../" * path.count("/")
    rendered = (
        _environment().get_template(f"{template}.html.j2").render(root=root, path=path, **content)
    )
    return (rendered.strip() + "\n").encode("utf-8", "replace")


def style() -> bytes:
    """The only style sheet of the site."""
    return (_TEMPLATES / "site.css").read_bytes()


def icon() -> bytes:
    """The mark in the tab of a browser, which asks for a file that is not there without it."""
    return (_TEMPLATES / "merk.svg").read_bytes()


@lru_cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = dutch.day
    environment.filters["count"] = dutch.count
    environment.filters["counted"] = dutch.counted
    environment.filters["capital"] = dutch.capital
    environment.tests["a_figure"] = lambda cell: isinstance(cell, figures.Figure)
    return environment
