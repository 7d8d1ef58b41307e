"""A keyring of its own for a test, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
import keyring.backend


class Memory(keyring.backend.KeyringBackend):
    """A keyring, and what is in it."""

    priority = 1

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """A secret; None if there is none."""
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps a secret."""
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Removes a secret."""
        del self.secrets[service, username]


@contextmanager
def memory_keyring() -> Iterator[Memory]:
    """The keyring that this process uses in the block."""
    before, backend = keyring.get_keyring(), Memory()
    keyring.set_keyring(backend)
    try:
        yield backend
    finally:
        keyring.set_keyring(before)
