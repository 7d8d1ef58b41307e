"""Draws pictures for the terminal, in a process of its own. `drawer` is what other packages use."""
