"""From an address as written to street and neighbourhood: how, and how sure.

One replaceable room: `link` in `linking.py` is all that others use.
"""
