"""F6: folders beeped into a bag, counted by both sides, sealed and signed for."""
