"""Drawing pictures in the article and large, in a process of its own."""
