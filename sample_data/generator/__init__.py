"""Generator of the synthetic sample deliveries; start it with `python -m sample_data.generator`.

In here: modules that invent rows and write files. Nothing of the pipeline imports this package.
"""
