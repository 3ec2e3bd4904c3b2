"""Which figures could be published, which of them are sensitive, and what they are sums of."""
