"""What a run reports of itself: each station adds what it did, whoever shows the run reads it back.

A part of the report is an object of a type of its own, by which it is found again. What the parts
mean stays with the stations; how they look on a screen is for the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

Part = TypeVar("Part")


@dataclass(frozen=True)
class Published:
    """A file for readers: its name for people, where it is, whether this run changed it."""

    name: str
    path: Path
    changed: bool


@dataclass(frozen=True)
class Notice:
    """Something that the analyst should see to, in her words."""

    text: str


@dataclass(frozen=True)
class Repaired:
    """Something damaged or lost that this run made again, in a sentence without values."""

    text: str


@dataclass(frozen=True)
class Postponed:
    """Something that could not be done because another program was in the way, in a sentence: the
    next run tries again, also if nothing is new."""

    text: str


@dataclass(frozen=True)
class Upgraded:
    """A home of an earlier version that is now of this one, in a sentence."""

    text: str


class Tone(StrEnum):
    """How urgent a line is."""

    PLAIN = "gewoon"
    WARNING = "let op"
    ALARM = "fout"


@dataclass(frozen=True)
class Line:
    """A line of the summary of a run: its subject, its text, and what it says of one file each."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN
    details: tuple[str, ...] = ()


@dataclass
class RunReport:
    """The parts of a report, in the order in which they were added."""

    _parts: list[object] = field(default_factory=list)

    def add(self, *parts: object) -> None:
        """Report what a station did."""
        self._parts.extend(parts)

    def every(self, kind: type[Part]) -> list[Part]:
        """All parts of one type, in order."""
        return [part for part in self._parts if isinstance(part, kind)]

    def last(self, kind: type[Part]) -> Part | None:
        """The newest part of one type, or None: its station was not part of the run."""
        return next(reversed(self.every(kind)), None)
