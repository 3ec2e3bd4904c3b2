"""A region of municipalities: splitting what is delivered for all, and the roll-up of what is
public.

Each municipality keeps its own home; what happens there is in the other rooms. Running many homes
is the work of `pipelines.region`.
"""
