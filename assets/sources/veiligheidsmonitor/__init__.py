"""The national safety survey (Veiligheidsmonitor): a row an outcome."""
