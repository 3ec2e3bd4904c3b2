"""The factsheets for the Driehoek and the council: their content, and its HTML, PDF and Excel.

No figure is computed here: every figure comes from the tables of the publication.
"""
