"""Notices at the end of articles that are longer than what is stored of them.

They are part of the HTML of the article, which is stored and compared with what the feed sends next. So they are stored
in English, whatever the language of the process that fetched the article, and are translated when it is shown.
"""

from __future__ import annotations

from typing import Final

from wortreader.i18n import N_, _

ARTICLE_CUT: Final = N_("The article is longer than wortreader stores: it was cut here.")
PAGE_CUT: Final = N_("This page was too long to be read completely. The end of the article may be missing.")


def notice_html(words: str) -> str:
    """A notice as HTML; `words` has no character that is markup."""
    return f"<p><em>{words}</em></p>"


def translated_notices(html: str) -> str:
    """The HTML of an article with its notices in the language of this process."""
    for notice in (ARTICLE_CUT, PAGE_CUT):
        html = html.replace(notice_html(notice), notice_html(_(notice)))
    return html
