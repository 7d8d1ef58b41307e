"""Compiles the catalogues of messages whenever wortreader is built: for wheels and for editable installs alike."""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import Command, setup
from setuptools.command.build import build

sys.path.insert(0, str(Path(__file__).parent / "scripts"))


class BuildMessages(Command):
    """Makes the `.mo` files, beside the `.po` files; the package data, which is copied after that, has them."""

    description = "compile the catalogues of messages"
    user_options = []  # noqa: RUF012 - as setuptools has it

    def initialize_options(self) -> None:
        """There are none."""
        self.editable_mode = False

    def finalize_options(self) -> None:
        """There are none."""

    def run(self) -> None:
        """Compiles all."""
        from catalogues import compile_all

        compile_all()

    def get_source_files(self) -> list[str]:
        """What is needed for that, and goes into source distributions."""
        from catalogues import PLURALS, catalogue_file

        root = Path(__file__).parent
        files = [path for path in map(catalogue_file, PLURALS) if path.exists()]
        return [str(path.resolve().relative_to(root.resolve())) for path in files] + ["scripts/catalogues.py"]

    def get_outputs(self) -> list[str]:
        """Nothing: they are package data."""
        return []

    def get_output_mapping(self) -> dict[str, str]:
        """Nothing."""
        return {}


build.sub_commands.insert(0, ("build_messages", None))

setup(cmdclass={"build_messages": BuildMessages})
