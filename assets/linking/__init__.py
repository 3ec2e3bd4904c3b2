"""From an address as written to its street and neighbourhood: how it was linked, and how surely.

    >>> import pandas as pd
    >>> from assets.linking import link_addresses
    >>> link_addresses(pd.Series(["Markt 12", None, "Grote staat"]))[["straatnaam", "koppelscore"]]
        straatnaam  koppelscore
    0        Markt         0.96
    1          NaN         0.00
    2  Grote Staat         0.99

A DataFrame works too, with any of the columns straat, huisnummer, postcode, plaats, buurt, x, y and
datum. The rooms that link deliveries use `linker_for`.
"""

from assets.linking.linking import Linker, link_addresses, linker_for

__all__ = ["Linker", "link_addresses", "linker_for"]
