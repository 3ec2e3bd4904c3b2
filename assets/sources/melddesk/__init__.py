"""Residents' reports: the exports of municipal report systems, a row a report."""
