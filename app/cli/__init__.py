"""Floor 5: the command line for administrators and scripts."""
