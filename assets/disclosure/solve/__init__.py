"""Which cells to suppress besides the sensitive ones, and the attack that tests the result.

Knows cells and atoms only: nothing of police, neighbourhoods or settings belongs here.
"""
