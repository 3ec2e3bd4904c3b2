"""Reports of residents: the export of the municipal report system through the first door."""
