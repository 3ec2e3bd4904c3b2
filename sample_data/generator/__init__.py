"""Generator of the synthetic sample deliveries: `python -m sample_data.generator`.

Its modules invent rows and write files. It imports nothing of the pipeline, and the pipeline does
not import it.
"""
