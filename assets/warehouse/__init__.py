"""The tables: SQL models over staged rows, their checks, and the files that dashboards read."""
