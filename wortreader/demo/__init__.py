"""The demo library: invented newspapers, read through the real pipeline."""
