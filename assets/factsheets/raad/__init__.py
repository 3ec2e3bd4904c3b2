"""The factsheet of the council: goals first, then the figures of the half-year.

City and district only: no row of a neighbourhood is ever shown, and these tables hold no streets.
One module per section, `assembly` for the whole sheet. Only the choice and the wording of the
content; every figure comes from the tables A to F.
"""

from assets.factsheets.raad.assembly import raad

__all__ = ["raad"]
