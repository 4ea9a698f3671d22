"""Một Cửa: the desktop program of the one-stop-shop counter."""

__version__ = "0.1.0"
