"""How often verdicts are wrong where nothing changed, and what they see of a change, by simulation.

Each module prints tables of its own; how series are drawn is in `drawing`.
"""
