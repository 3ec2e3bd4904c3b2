"""Police registrations: the incident export, row by row, through the first door."""
