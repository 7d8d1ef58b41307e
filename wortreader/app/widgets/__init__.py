"""What the screens are made of. Widgets draw and report; they never fetch."""
