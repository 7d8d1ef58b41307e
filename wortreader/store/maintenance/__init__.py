"""Work on a whole library: checking, repairing, pruning, and merging the full-text index."""
