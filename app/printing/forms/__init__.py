"""Statutory forms, each built from one frozen value; layouts are versioned data in resources/forms."""
