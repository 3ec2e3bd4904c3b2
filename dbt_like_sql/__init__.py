"""The SQL of the road, one SELECT a file, and its code tables. No Python here."""
