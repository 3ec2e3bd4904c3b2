"""The tables: SQL models over what was staged, their checks, and the files that dashboards read."""
