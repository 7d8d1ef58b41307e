"""The app's access to the library: reads, writes, search, typesetting, undo. Independent of widgets."""
