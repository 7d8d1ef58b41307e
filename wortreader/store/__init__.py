"""Model to SQLite and back. The only package with SQL."""
