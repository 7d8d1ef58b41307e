"""The app's door to the library: reads, writes, search, typesetting, undo. Knows no widget."""
