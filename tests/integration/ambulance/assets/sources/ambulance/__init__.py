"""Call-outs of the ambulance service: a row a call-out."""
