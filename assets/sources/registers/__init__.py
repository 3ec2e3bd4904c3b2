"""Registers of the municipality and its partners: a row a figure."""
