"""What exists: one room a station, in the order of the road.

In each room `assets.py` is the door (Dagster glue, thin); the other modules are plain Python that
knows nothing of Dagster. A room may use `schemas` and the rooms before it, never one after it.
"""
