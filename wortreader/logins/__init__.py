"""Logins for feeds: where they are kept, and which one is for an address. They are never in the library."""
