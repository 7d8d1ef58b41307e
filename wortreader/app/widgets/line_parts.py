"""What stands where in lines that are set: the piece at a cell, the links in view, the words of a link."""

from __future__ import annotations

from collections.abc import Iterable

from wortreader.prose.lines import Line, Piece, Role
from wortreader.text import cells


def piece_at(line: Line, cell: int) -> Piece | None:
    """The piece at a cell of the line; None beside the text."""
    end = 0
    for piece in line.pieces:
        end += cells(piece.text)
        if cell < end:
            return piece if cell >= end - cells(piece.text) else None
    return None


def links_in(lines: Iterable[Line]) -> list[int]:
    """The numbers of the links whose numbers stand in `lines`, from top to bottom."""
    return list(
        dict.fromkeys(
            piece.link
            for line in lines
            for piece in line.pieces
            if piece.role is Role.LINK_NUMBER and piece.link is not None
        )
    )


def words_of_link(lines: Iterable[Line], number: int) -> str:
    """What leads to a link, in one line; empty where it has no words."""
    pieces = (
        piece
        for line in lines
        for piece in line.pieces
        if piece.link == number and piece.role not in (Role.LINK_NUMBER, Role.LINK_ADDRESS)
    )
    return " ".join(" ".join(piece.text for piece in pieces).split())
