"""All pages of newspapers, with what must come out of each."""

from __future__ import annotations

import corpus.newspapers.belgium
import corpus.newspapers.france_dailies
import corpus.newspapers.france_regions
import corpus.newspapers.luxembourg
import corpus.newspapers.luxembourg_mediahuis
import corpus.newspapers.luxembourg_weeklies
import corpus.newspapers.papers
import corpus.newspapers.switzerland_french
import corpus.newspapers.systems
import corpus.newspapers.technical  # noqa: F401 - each adds its pages
from corpus.newspapers.makes import Made, pages

PAGES: dict[str, Made] = {made.name: made for made in pages()}
"""By name: `luxemburger_wort-live_blog-de`."""
