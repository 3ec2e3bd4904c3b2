"""The synthetic sample deliveries of veiligheidsbeeld and their generator; no pipeline code."""
