"""Pages from templates. Every text of an edition is escaped; nothing is chosen here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.factsheets import numbers
from assets.website import figures

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).with_name("templates")


def page(template: str, path: str, **told: Any) -> bytes:
    """The page at `path` (from the root of the site), UTF-8; links in it are relative."""
    root = "../" * path.count("/")
    made = _environment().get_template(f"{template}.html.j2").render(root=root, path=path, **told)
    return (made.strip() + "\n").encode("utf-8", "replace")


def style() -> bytes:
    """The one style sheet of the site."""
    return (_TEMPLATES / "site.css").read_bytes()


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
    environment.filters["day"] = numbers.day
    environment.filters["count"] = numbers.count
    environment.filters["counted"] = numbers.counted
    environment.filters["capital"] = numbers.capital
    environment.tests["a_figure"] = lambda cell: isinstance(cell, figures.Figure)
    return environment
