"""Registers of the municipality and its partners: one row per figure."""
