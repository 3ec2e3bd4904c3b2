"""How it runs: definitions, partitions, jobs, schedules, sensors, settings, command line.

No asset bodies here: what exists stands in `assets`.
"""
