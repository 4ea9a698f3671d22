"""The way to the receiver: wire format, signed receipts, the pure engine, and the one door to the network."""
