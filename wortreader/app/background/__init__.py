"""What goes on beside reading: refreshes, packs, the outbox, connectivity. Knows no widget and no screen."""
