"""Floor 4: the receiver of an office or a province. Stores first, judges later."""
