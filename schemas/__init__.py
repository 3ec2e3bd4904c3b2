"""The contracts: what a delivery, a published table and a settings file must contain.

Every column is described here and nowhere else; DuckDB comments, Dagster column metadata and the
data dictionary are generated from these descriptions. So is how a value of a table is written in
Dutch, and how a text goes safely into a spreadsheet. Nothing here reads files or imports another
room.
"""
