"""The one lock around PDFium: two rooms look into PDF files, and the library keeps state for the whole process."""

import threading

PDFIUM = threading.Lock()
"""Held around every call into PDFium, from opening a document to closing it.

PDFium must not be entered by two threads at once, whatever document each of them works on. A lock in each room would
not do: a preview and a page being scanned would still meet inside the library.
"""
