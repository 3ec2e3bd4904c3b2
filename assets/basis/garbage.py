"""How often Python looks for garbage: in the command line and the processes that a run starts."""

import gc

# How another process begins, before it loads anything.
LOOK_SELDOM = "from assets.basis.garbage import look_seldom; look_seldom()"


def look_seldom() -> None:
    """Look for garbage seldom: loading libraries and reading tables makes many objects that stay,
    and every look goes past them again."""
    gc.set_threshold(200_000, 20, 50)
