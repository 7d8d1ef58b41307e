"""The last screen: what was on the terminal when the app ended or rested, written again before anything else is loaded.

Imports nothing but small modules of the standard library: it runs before the command line is read in full.
"""
