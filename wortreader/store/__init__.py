"""Model to SQLite and back. The only room with SQL."""
