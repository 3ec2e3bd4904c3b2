"""Call-outs of the ambulance service: one row per call-out."""
