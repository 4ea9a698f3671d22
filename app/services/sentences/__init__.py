"""The sentence for every code: what happened and what to do next, in the language in use."""
