"""Which figures may become public, which are secret, and how they add up to each other."""
