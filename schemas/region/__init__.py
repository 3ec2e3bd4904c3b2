"""A region of municipalities: its settings file, what may leave a home, and its tables.

What is done with them is in `assets.region` and `pipelines.region`.
"""
