"""Every source of deliveries: one folder each, all in the same shape."""
