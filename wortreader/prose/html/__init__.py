"""HTML and plain text to documents."""
