"""Feed documents and subscription lists as values of the model. The only package that imports feedparser; no I/O."""
