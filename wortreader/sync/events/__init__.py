"""The events that commands print with `--json`, one JSON object a line, and that the app reads back.

Each command has a module with its event classes and an `EventCodec` for them; the keys of the objects are a public
interface.
"""
