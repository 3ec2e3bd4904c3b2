"""[publicatie]: the file that dashboards read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting

from schemas.configuration.section import Section


class Publication(Section):
    """The section [publicatie]."""

    opslagversie: Literal["v1.0.0", "v1.2.0", "v1.4.0", "v1.5.0", "v2.0.0"] = Setting(
        "v1.0.0", description="DuckDB-opslagversie; v1.0.0 is leesbaar vanaf DuckDB 1.0"
    )
