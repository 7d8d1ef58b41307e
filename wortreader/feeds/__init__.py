"""Bytes to model: feeds, JSON feeds, subscription lists. The only room that knows feedparser. Pure."""
