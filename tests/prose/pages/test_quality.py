"""The shares of text, structure and metadata that are found on all pages together, and their floors."""

from __future__ import annotations

from functools import cache

import pytest
from corpus.quality import Quality, newspapers, shapes

from wortreader.prose.pages.extract import extract

RECALL = {"headings": 0.95, "items": 0.92, "quotes": 0.95, "code": 0.97, "cells": 0.95, "captions": 0.95}
PRECISION = 0.92
"""Of each kind of parts."""
FIELDS = {"title": 0.97, "lead": 0.97, "authors": 0.95, "minute": 0.97}


@cache
def papers() -> Quality:
    return newspapers()


@pytest.mark.thorough
def test_the_texts_of_newspapers_are_found() -> None:
    assert papers().text.f1 >= 0.98


@pytest.mark.thorough
def test_the_parts_of_their_articles_are_found_as_what_they_are_and_no_others() -> None:
    found = papers().structure

    assert all(score.expected for score in found.values())
    assert {kind: score.recall for kind, score in found.items() if score.recall < RECALL[kind]} == {}
    assert {kind: score.precision for kind, score in found.items() if score.precision < PRECISION} == {}


@pytest.mark.thorough
def test_what_is_about_their_articles_is_found() -> None:
    found = papers().metadata

    assert {name: found[name].recall for name, floor in FIELDS.items() if found[name].recall < floor} == {}


def test_pages_of_other_shapes_are_read_as_well() -> None:
    quality = Quality()
    for data, expected in shapes():
        quality.add_shape(expected, extract(data, url=expected["url"]))

    assert quality.text.f1 >= 0.98
    assert min(score.recall for score in quality.structure.values()) >= 0.95
    assert min(score.precision for score in quality.structure.values()) >= 0.95
