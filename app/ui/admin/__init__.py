"""F10: the office, its people, its rules and devices; what an account may not do is shown with the reason."""
