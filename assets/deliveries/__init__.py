"""The first station: what was delivered is recognised, dated, and kept for ever as it came."""
