"""``bench sync``."""
