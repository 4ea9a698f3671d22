"""How everything looks: tokens (colour, space, type), the one stylesheet, fonts, icons."""
