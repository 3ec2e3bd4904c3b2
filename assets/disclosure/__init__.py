"""What may be public: openbaar.duckdb and the open data."""
