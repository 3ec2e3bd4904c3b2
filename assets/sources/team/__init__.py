"""What the safety team writes itself: interpretations, goals, the hotspot approach."""
