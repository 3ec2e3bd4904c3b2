"""Residents' reports: the exports of municipal report systems, one row per report."""
