"""Links below an article as sites write them: to its next page, to the whole of it, and to other things."""

from __future__ import annotations

NEXT = {
    'zeit': (
        'https://zeit.example/kultur/2026-11/bruecke-fluss',
        '<div class="article-pagination"><a class="article-pagination__link" href="https://zeit.example/kultur/2026-11/bruecke-fluss/seite-2"><span class="article-pagination__nexttitle">Nächste Seite</span></a><ul class="article-pager"><li class="article-pager__number--current"><span>1</span></li><li><a href="https://zeit.example/kultur/2026-11/bruecke-fluss/seite-2">2</a></li></ul></div>',
        'https://zeit.example/kultur/2026-11/bruecke-fluss/seite-2',
    ),
    'heise': (
        'https://heise.example/tests/Bruecke-im-Test-4711222.html',
        '<nav class="a-pagination"><ol><li>1</li><li><a href="/tests/Bruecke-im-Test-4711222.html?seite=2">2</a></li></ol><a rel="next" href="/tests/Bruecke-im-Test-4711222.html?seite=2">Weiter</a></nav>',
        'https://heise.example/tests/Bruecke-im-Test-4711222.html?seite=2',
    ),
    'golem': (
        'https://golem.example/news/bruecke-ein-lager-gebrochen-2611-201234.html',
        '<ol class="list-pages" id="list-jtoc"><li><span>Brücke: Ein Lager gebrochen</span></li><li><a href="/news/bruecke-ein-lager-gebrochen-2611-201234-2.html">Was nun geschieht</a></li></ol><a class="next" id="atoc_next" href="/news/bruecke-ein-lager-gebrochen-2611-201234-2.html">2</a>',
        'https://golem.example/news/bruecke-ein-lager-gebrochen-2611-201234-2.html',
    ),
    'ars': (
        'https://ars.example/science/2026/11/the-bridge/',
        '<nav class="page-numbers">Page: <span>1 <a href="https://ars.example/science/2026/11/the-bridge/2/">2</a> <a href="https://ars.example/science/2026/11/the-bridge/3/">3</a> <a href="https://ars.example/science/2026/11/the-bridge/2/"><span class="next">Next →</span></a></span></nav>',
        'https://ars.example/science/2026/11/the-bridge/2/',
    ),
    'wordpress': (
        'https://blog.example/2026/11/die-bruecke/',
        '<div class="page-links">Seiten: <span class="post-page-numbers current">1</span> <a href="https://blog.example/2026/11/die-bruecke/2/" class="post-page-numbers">2</a></div>',
        'https://blog.example/2026/11/die-bruecke/2/',
    ),
    'wordpress without permanent links': (
        'https://blog.example/?p=812',
        '<div class="page-links">Pages: 1 <a href="https://blog.example/?p=812&amp;page=2">2</a></div>',
        'https://blog.example/?p=812&page=2',
    ),
    'drupal': (
        'https://drupal.example/dossier/le-pont',
        '<ul class="pager"><li class="pager__item is-active"><a href="?page=0">1</a></li><li><a href="?page=1">2</a></li><li><a href="?page=2">3</a></li><li><a href="?page=1" rel="next">suivant ›</a></li></ul>',
        'https://drupal.example/dossier/le-pont?page=1',
    ),
    'computerbase': (
        'https://cb.example/2026-11/bruecke-test/',
        '<nav class="article-view__toc"><ol><li>Seite 1: Die Brücke</li><li><a href="/2026-11/bruecke-test/seite-2">Das Lager im Detail</a></li><li><a href="/2026-11/bruecke-test/seite-3">Fazit</a></li></ol></nav>',
        'https://cb.example/2026-11/bruecke-test/seite-2',
    ),
    'old spiegel': (
        'https://spiegel.example/politik/die-bruecke-a-912345.html',
        '<div class="multi-page"><a href="/politik/die-bruecke-a-912345-2.html">2. Teil: Das Lager</a></div>',
        'https://spiegel.example/politik/die-bruecke-a-912345-2.html',
    ),
    'link in the head': (
        'https://mag.example/a/bridge',
        '',
        'https://mag.example/a/bridge/page/2',
    ),
    'luxembourgish': (
        'https://mag.example/a/d-breck',
        '<p><a href="/a/d-breck?page=2">Nächst Säit</a></p>',
        'https://mag.example/a/d-breck?page=2',
    ),
    'second to third': (
        'https://mag.example/a/bridge?page=2',
        '<p><a href="/a/bridge">1</a> 2 <a href="/a/bridge?page=3">3</a></p>',
        'https://mag.example/a/bridge?page=3',
    ),
    'wordpress, second to third': (
        'https://blog.example/2026/11/die-bruecke/2/',
        '<div class="page-links">Seiten: <a href="https://blog.example/2026/11/die-bruecke/">1</a> <span class="current">2</span> <a href="https://blog.example/2026/11/die-bruecke/3/">3</a></div>',
        'https://blog.example/2026/11/die-bruecke/3/',
    ),
    'arrows, second to third': (
        'https://mag.example/a/bridge/2',
        '<p><a href="/a/bridge">‹ Previous</a> <a href="/a/bridge/3">Next ›</a></p>',
        'https://mag.example/a/bridge/3',
    ),
    'an insecure link': (
        'https://mag.example/a/bridge',
        '<p><a href="http://mag.example/a/bridge/2">2</a></p>',
        'https://mag.example/a/bridge/2',
    ),
}  # fmt: skip
"""The address of a page, its links, and the next page."""

ELSEWHERE = {
    'comments section': ('https://a.example/lokales/die-bruecke', '<section id="comments"><p>Ja</p><a href="?page=2">Weiter</a></section>'),
    'comment page': ('https://a.example/lokales/die-bruecke', '<a href="/lokales/die-bruecke/comment-page-2#comments">Ältere Kommentare</a>'),
    'load more comments': ('https://a.example/lokales/die-bruecke', '<a href="?page=2">Mehr Kommentare laden</a>'),
    'gallery': ('https://a.example/lokales/die-bruecke', '<div class="gallery"><a href="?page=2">Weiter</a></div>'),
    'gallery by address': ('https://a.example/fotostrecke/die-bruecke', '<a href="/fotostrecke/die-bruecke/2">2</a>'),
    'next picture': ('https://a.example/lokales/die-bruecke', '<a href="?page=2">Nächstes Bild</a>'),
    'next article': ('https://a.example/2026/11/die-bruecke', '<a rel="next" href="/2026/11/die-schleuse">Nächster Beitrag</a>'),
    'next article with pages': ('https://a.example/lokales/die-bruecke', '<a rel="next" href="/lokales/die-schleuse?page=2">Weiter</a>'),
    'another host': ('https://a.example/lokales/die-bruecke', '<a href="https://b.example/lokales/die-bruecke?page=2">2</a>'),
    'related': ('https://a.example/lokales/die-bruecke', '<aside class="related"><a href="?page=2">›</a></aside>'),
    'sorting and printing': ('https://a.example/lokales/die-bruecke', '<a href="?sort=2">2</a><a href="?print=2">2</a><a href="#2">2</a>'),
    'sharing': ('https://a.example/lokales/die-bruecke', '<a href="?page=2&amp;ref=x">Teilen</a>'),
    'a later page': ('https://a.example/lokales/die-bruecke', '<a href="?page=4">Weiter</a>'),
    'the next issue': ('https://a.example/links/41', '<a href="/links">Links</a><a rel="next" href="/links/42">Next</a>'),
    'the next post by number': ('https://a.example/blog/?p=812', '<a rel="next" href="/blog/?p=813">Next</a>'),
    'the next day': ('https://a.example/2026/11/28', '<a href="/2026/11">November</a><a rel="next" href="/2026/11/29">29</a>'),
    'many parameters': ('https://a.example/lokales/die-bruecke', '<a href="?page=2&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;a=1&amp;">2</a>'),
    'an earlier page': ('https://a.example/lokales/die-bruecke?page=3', '<a href="?page=2">2</a>'),
}  # fmt: skip
"""The address of a page, and links that do not lead to its next page."""

SINGLE = {
    'zeit': ('https://zeit.example/kultur/bruecke/', '<a href="https://zeit.example/kultur/bruecke/komplettansicht">Auf einer Seite lesen</a>', 'https://zeit.example/kultur/bruecke/komplettansicht'),
    'zeit from the second page': ('https://zeit.example/kultur/bruecke/seite-2', '<a href="https://zeit.example/kultur/bruecke/komplettansicht">Auf einer Seite lesen</a>', 'https://zeit.example/kultur/bruecke/komplettansicht'),
    'heise': ('https://heise.example/tests/Bruecke-4711.html', '<a href="?seite=all">Auf einer Seite anzeigen</a>', 'https://heise.example/tests/Bruecke-4711.html?seite=all'),
    'english': ('https://a.example/bridge', '<a href="/bridge?single=1">View as single page</a>', 'https://a.example/bridge?single=1'),
    'french': ('https://a.example/le-pont', '<a href="/le-pont?all">Lire sur une seule page</a>', 'https://a.example/le-pont?all'),
    'another article': ('https://a.example/bridge', '<a href="/other?single=1">View as single page</a>', None),
    'another host': ('https://a.example/bridge', '<a href="https://b.example/bridge">View as single page</a>', None),
    'the same address': ('https://a.example/bridge', '<a href="/bridge">View as single page</a>', None),
    'another text': ('https://a.example/bridge', '<a href="/bridge/all">All our pages about bridges on one map</a>', None),
}  # fmt: skip
"""The address of a page, its links, and the view of the whole article, if one of them leads there."""
