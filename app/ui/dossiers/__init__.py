"""F3: finding dossiers, and one dossier with everything that belongs to it."""
