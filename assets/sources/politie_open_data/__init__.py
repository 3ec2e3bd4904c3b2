"""Police open data: figures that the police publish, a row a figure."""
