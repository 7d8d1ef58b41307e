"""The terminal: Textual's driver, the answers to queries, and the check of everything that is drawn."""
