"""The reference data of a municipality: neighbourhoods, streets, addresses and inhabitants.

Contains reading these files and dating them. Matching an address against them is in `linking`.
"""
