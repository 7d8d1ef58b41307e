"""HTML to document to lines. Pure functions."""
