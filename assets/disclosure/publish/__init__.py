"""Making an edition, keeping it, and writing the open data from it."""
