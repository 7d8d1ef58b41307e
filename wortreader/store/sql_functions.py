"""What each connection to a library has of its own: the SQL functions of the schema, and what they note."""

from __future__ import annotations

from typing import Any

from wortreader.store import bodies
from wortreader.store.change_notes import ChangeNotes
from wortreader.store.index_queue import IndexQueue
from wortreader.store.progress import ProgressTracker
from wortreader.store.vocabulary import Vocabulary, index_text


def equip(connection: Any) -> None:
    """Gives a new connection, of sqlite3 or of sqlcipher3, the attributes and the SQL functions of a library's."""
    vocabulary = connection.vocabulary = Vocabulary()
    index_queue = connection.index_queue = IndexQueue(vocabulary)
    connection.progress = ProgressTracker()
    notes = connection.notes = ChangeNotes()
    connection.create_function("is_noting", 0, lambda: notes.is_on)
    connection.create_function("note_row", 4, notes.add_row)
    connection.create_function("text_of", 1, bodies.text_of, deterministic=True)
    connection.create_function("index_text", 1, index_text, deterministic=True)
    connection.create_function("learn_text", 1, vocabulary.learn)
    connection.create_function("index_later", 1, index_queue.add)
    connection.create_function("is_unindexed", 1, index_queue.holds)
