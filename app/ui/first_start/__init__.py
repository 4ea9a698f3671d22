"""The very first start: setting a real office up on one page, opening a practice office, or restoring a backup."""
