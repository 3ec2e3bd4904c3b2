"""What every room stands on: folders of a home, atomic writes, errors, personal data."""
