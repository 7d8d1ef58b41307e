"""The door for eyes and hands: the Textual app."""
