"""Floor 1: the rules of the one-stop shop. Pure: no input or output, no clock, no Qt, no SQL."""
