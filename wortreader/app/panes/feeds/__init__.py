"""The feeds pane."""
