"""Reading the signatures in files that others signed. Nothing is signed here, and nobody is trusted for a signature."""
