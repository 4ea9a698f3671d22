"""F9: certified copies, as fast as a clerk can type."""
