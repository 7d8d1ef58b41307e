"""The search: the query language, what its words mean, and the full-text index that they are asked of."""
