"""The terminal: Textual's driver, what the terminal answers, and the guard in front of it."""
