"""The public site: an edition of the public figures as pages that anyone can read."""
