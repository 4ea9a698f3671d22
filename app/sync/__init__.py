"""Floor 2: the sync engine, the wire format and the transport. The only room that knows httpx."""
