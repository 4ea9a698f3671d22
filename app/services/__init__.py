"""Floor 3: one use case a function: permission, rule, one transaction, what changed."""
