"""Rules: what they mean, which articles they find, and what they do with these."""
