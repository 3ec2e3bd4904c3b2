"""What the Driehoek and the council read."""
