"""Sentences that both sheets use, so that they say the same of the same figures.

Words for single values are in `cells`; sentences of one sheet only, in its own sections.
"""

ACTIVITY_HEADING = "Wat er is gedaan: inzet, geen resultaat"
ACTIVITY_NOTE = "Dit zijn activiteiten: ze meten inzet, geen resultaat."
