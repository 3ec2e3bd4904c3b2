"""Whether messages wait to be sent, asked before anything heavy is loaded. Sending is for
`alerting`."""

from __future__ import annotations

from pathlib import Path

QUEUE = "controle/wachtende_berichten.json"  # in a home; there only as long as something waits


def has_waiting(home: Path) -> bool:
    """Whether an earlier run left messages that could not be sent."""
    return (home / QUEUE).exists()
