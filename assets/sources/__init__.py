"""Every source of deliveries: a folder each, of the same shape; beside them, what they share."""
