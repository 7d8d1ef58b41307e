"""Documents to lines of terminal cells."""
