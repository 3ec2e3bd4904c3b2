"""Where the dashboard reads and writes: the home and the inbox that its command names."""

from __future__ import annotations

import os
from pathlib import Path

from schemas.publication_names import newest

HOME_VARIABLE = "VEILIGHEIDSBEELD_HOME"
INBOX_VARIABLE = "VEILIGHEIDSBEELD_INBOX"


def home() -> Path:
    """The home whose publication is shown."""
    return Path(os.environ.get(HOME_VARIABLE, "data")).resolve()


def inbox() -> Path:
    """The inbox in which an entry of the team is put."""
    given = os.environ.get(INBOX_VARIABLE)
    return Path(given).resolve() if given else home() / "inbox"


def publication() -> Path:
    """The newest internal publication of the home. A page stays open for days: under its own name
    it stands in nobody's way."""
    return newest(home() / "publish")
