"""Police registrations: the incident export, one row per incident."""
