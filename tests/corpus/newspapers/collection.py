"""All pages of newspapers, with what must come out of each."""

from __future__ import annotations

import corpus.newspapers.america
import corpus.newspapers.american_magazines
import corpus.newspapers.austria
import corpus.newspapers.belgium
import corpus.newspapers.britain
import corpus.newspapers.france_dailies
import corpus.newspapers.france_regions
import corpus.newspapers.german_broadcasters
import corpus.newspapers.german_regions
import corpus.newspapers.german_technology
import corpus.newspapers.germany
import corpus.newspapers.ireland
import corpus.newspapers.luxembourg
import corpus.newspapers.luxembourg_mediahuis
import corpus.newspapers.luxembourg_weeklies
import corpus.newspapers.papers
import corpus.newspapers.switzerland
import corpus.newspapers.switzerland_french
import corpus.newspapers.systems
import corpus.newspapers.technical  # noqa: F401 - each adds its pages
from corpus.newspapers.makes import Made, pages
from corpus.newspapers.sheets import SHEETS

PAGES: dict[str, Made] = {made.name: made for made in pages()} | SHEETS
"""By name: `luxemburger_wort-live_blog-de`."""
