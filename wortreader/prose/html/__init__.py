"""Parses HTML and plain text into documents."""
