"""What to hide besides the secret cells, and the attack that tests it. Knows cells, not police."""
