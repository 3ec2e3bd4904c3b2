"""The analysts' dashboard: the internal publication, a page for each question of the safety team.

It reads `publish/intern.duckdb` and knows of the house only `schemas`. `publication` opens and asks
it, `queries` has what each page asks, `screens` how it is shown; `charts` and `shown` are what the
pages share. It judges nothing: every verdict was made in the publication.
"""
