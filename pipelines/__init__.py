"""How it runs: definitions, partitions, jobs, schedules, sensors, settings, command line.

The assets themselves are in `assets`.
"""
