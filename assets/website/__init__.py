"""The public site: what an edition says, as pages that anyone can read."""
