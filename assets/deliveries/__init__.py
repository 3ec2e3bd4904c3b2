"""Deliveries: recognised, dated, archived unchanged, staged, and judged by the gates."""
