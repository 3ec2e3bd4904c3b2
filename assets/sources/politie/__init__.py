"""Police registrations: the incident export, a row an incident."""
