"""The SQL models and checks, one SELECT per file, and their code tables (seeds). No Python."""
