"""The search pane: the line to type in, and the hits."""
