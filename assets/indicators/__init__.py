"""What the figures mean: change, signals, hotspots, goals."""
