"""The contracts: what a delivery, a published table and a settings file must hold.

Every column is described here and nowhere else; DuckDB comments, Dagster column metadata and the
data dictionary are generated from it. Nothing here reads files or imports another room.
"""
