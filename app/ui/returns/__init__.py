"""F5: results to their owners."""
