"""What is measured and how. Results are printed, not committed; ratios, as machines differ."""
