"""Worker processes that parse, extract and scale what strangers sent, and the pool that owns them."""
