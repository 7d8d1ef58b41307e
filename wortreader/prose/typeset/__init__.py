"""Typesets documents in lines of terminal cells."""
