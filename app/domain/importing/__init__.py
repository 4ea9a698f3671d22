"""Dossiers from a spreadsheet: which column means what, and what a line becomes. Pure; files are read elsewhere."""
