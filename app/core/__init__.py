"""Floor 0: errors, clock, ids, money, Vietnamese text, paths, settings, log. Nothing of the domain."""
