"""Floor 2: forms, barcodes and print queues. The only room that knows reportlab."""
