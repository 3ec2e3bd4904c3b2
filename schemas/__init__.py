"""The contracts of the road: what a delivery, a published table, a settings file must hold.

Everything that describes a column stands here and nowhere else; DuckDB comments, Dagster column
metadata and the data dictionary are made from it. Nothing here reads files, and nothing here
imports another room of the house.
"""
