"""The door for eyes and hands: the Textual app."""

import os

# Textual paints at most so often, and after a key's echo it lets one to two periods pass: at its own 60 a second, what
# a key has found within 10 ms is painted 35 ms after it. Nothing is painted that has not changed.
os.environ.setdefault("TEXTUAL_FPS", "120")
