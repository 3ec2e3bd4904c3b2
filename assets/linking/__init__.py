"""From an address as written to street and neighbourhood: how, and how sure.

One replaceable room: `Linker.link` in `linking.py` is all that others use.
"""

from assets.linking import areas, door, linking, names, streets

# The modules whose text decides how a row is linked: other text, other staged files.
RULES = (names, streets, areas, linking, door)
