"""Indicators: whether a figure changed, and whether it is what was to be expected."""
