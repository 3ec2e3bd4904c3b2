"""The national safety survey (Veiligheidsmonitor): one row per outcome."""
