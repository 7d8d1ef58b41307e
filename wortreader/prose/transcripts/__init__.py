"""Transcripts and chapters of recordings, from the files that podcasts have them in. Pure functions."""
