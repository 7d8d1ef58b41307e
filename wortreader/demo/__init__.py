"""The demo library: a small newspaper shelf, through the real pipeline."""
