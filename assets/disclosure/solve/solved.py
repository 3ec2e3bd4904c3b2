"""What was solved earlier, so that a component that is the same needs no solver.

It is known by its content (`CellSystem.fingerprint`). Where it is kept does not belong here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Answer = list  # of numbers, as JSON keeps them


class Solved:
    """Answers by the content of what they answer; `used`: those that were asked for."""

    def __init__(self, earlier: Mapping[str, Answer] | None = None) -> None:
        self._earlier = earlier or {}
        self.used: dict[str, Answer] = {}

    def get(self, content: str, solve: Callable[[], Answer]) -> Answer:
        """The answer for this content: the one known, or else that of `solve`."""
        if content not in self.used:
            known = self._earlier.get(content)
            self.used[content] = solve() if known is None else known
        return self.used[content]
