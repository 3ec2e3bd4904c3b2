"""What deliveries are held against: neighbourhoods, streets, postcodes, inhabitants, registers."""
