"""Making an edition that passes the attack, archiving it, and writing the open data from it."""
