"""Every source of deliveries: one folder each, of the same shape; beside them, what they share."""
