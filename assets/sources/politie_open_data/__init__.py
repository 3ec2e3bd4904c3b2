"""Police open data: figures that the police publish, one row per figure."""
