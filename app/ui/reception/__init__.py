"""Workspace F2: receiving a dossier on one screen."""
