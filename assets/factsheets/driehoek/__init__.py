"""The factsheet of the Driehoek: two pages, confidential, down to street level.

One module per section, `assembly` for the whole sheet. Only the choice and the wording of the
content; every figure comes from the tables T1 to T6.
"""

from assets.factsheets.driehoek.assembly import driehoek

__all__ = ["driehoek"]
