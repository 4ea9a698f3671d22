"""Floor 5: the command line for administrators and scripts.

Each module adds its commands to the parser and imports what they need only when they run, so that ``motcua qr`` does
not load Qt.
"""
