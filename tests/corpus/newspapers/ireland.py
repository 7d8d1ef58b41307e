"""Pages of Irish papers."""

from __future__ import annotations

from corpus.newspapers.sheets import Masthead, Sheet, menu, page

MENU = menu("News", "Business", "Opinion", "Life & Style", "Culture", "Crosswords", "Podcasts", "Property")
AT = "2026-03-03T08:05:00+00:00"

IRISH_TIMES = Masthead("irish_times", "www.irishtimes.com", "The Irish Times", "en", "{} – {site}")


def _times(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(publisher={"@type": "NewsMediaOrganization", "name": "The Irish Times"}, datePublished="2026-03-03T08:05:00.000Z") + d.og(og_site_name="The Irish Times")  # fmt: skip
    return head, f"""<body><div id="fusion-app"><div class="b-it-wrapper"><header>{MENU}</header><main class="c-stack b-it-right-rail-advanced__main" id="main"><div class="b-it-overline-block"><a class="c-link c-overline" href="/ireland/">Ireland</a></div><h1 class="c-heading b-it-headline">{d.title}</h1><h2 class="c-heading b-it-subheadline-block">{d.intro()}</h2><div class="b-lead-art"><figure class="c-media-item"><button class="expand" aria-label="Expand"><picture><source srcset="https://www.irishtimes.com/resizer/v2/a.jpg?width=1600 1600w"><img class="c-image" src="https://www.irishtimes.com/resizer/v2/a.jpg?width=800" width="800" height="450" alt=""></picture></button><figcaption class="c-media-item__fig-caption"><span class="c-media-item__caption">{d.cap(0)}. </span><span class="c-media-item__credit">Photograph: Anna Berg</span></figcaption></figure></div><div class="c-byline b-it-byline-block"><a class="c-link" href="/author/x">{d.names[0]}</a></div><div class="c-date b-it-date"><time dateTime="2026-03-03T08:05:00.000Z">Tue Mar 03 2026 - 08:05</time></div>
<article class="default__ArticleBody b-it-article-body article-body-wrapper article-sub-wrapper">{body}</article><div class="b-it-tags"><ul>{d.others(2, '<li><a href="/tags/{n}">{t}</a></li>')}</ul></div><div class="c-stack b-author-bio"><h2>{d.names[0]}</h2><p class="b-author-bio__description">{d.names[0]} is Environment Correspondent of The Irish Times</p></div><div class="b-it-newsletter"><h3>IN THIS SECTION</h3>{d.others(4, '<article><a href="/a{n}"><h2>{t}</h2></a></article>')}</div></main></div><footer>© 2026 The Irish Times DAC</footer></div></body>"""  # fmt: skip


_P = '<p class="c-paragraph paywall b-it-article-body__paragraph">{}</p>'


@page(IRISH_TIMES, 1, "Kevin O'Sullivan", at=AT)
def irish_times_report(d: Sheet) -> tuple[str, str]:
    inline = f'<div class="b-it-article-body__interstitial-link"><a href="/i"><div><img src="/thumb.jpg" width="120" height="80" alt=""></div><p>{d.other()[0]}</p><span>Opens in new window</span></a></div>'
    return _times(d, f"""{d.p(0, 2, _P)}{inline}{d.p(2, 4, _P)}<div class="arcad-wrapper"><div id="ad">Advertisement</div></div><ul class="b-it-list">{d.ul(0, 3, '<li class="c-paragraph">{}</li>')}</ul>{d.p(4, 7, _P)}""")  # fmt: skip


@page(IRISH_TIMES, 2, "Denis Walsh", at=AT)
def irish_times_results(d: Sheet) -> tuple[str, str]:
    lines = "".join(f'<p class="c-paragraph"><b>{d.told(f"{home} {n + 10} {guest} {n + 7}")}</b></p>' for n, (home, guest) in enumerate((("Whitby", "Fowey"), ("Ledbury", "Dunmore"), ("Ashford", "Bramley"))))  # fmt: skip
    rows = "".join(d.row((name, str(n + 3), f"{n}-{n + 4}")) for n, name in enumerate(("Whitby", "Fowey", "Ledbury", "Dunmore")))  # fmt: skip
    return _times(d, f"""{d.p(0, 3, _P)}{lines}<figure class="wp-block-table b-it-table"><table><tbody>{d.row(("Team", "Played", "Score"))}{rows}</tbody></table></figure>{d.p(3, 6, _P)}""")  # fmt: skip


RTE = Masthead("rte", "www.rte.ie", "RTE.ie", "en", "{}")


def _rte(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(author={"@type": "Organization", "name": "RTÉ News"} if not d.names else [{"@type": "Person", "name": name} for name in d.names], publisher={"@type": "Organization", "name": "RTÉ News"}, datePublished="2026-03-03T08:05:00+00:00") + d.og(og_site_name="RTE.ie")  # fmt: skip
    byline = f'<div class="author-info"><span class="byline">By <a href="/author">{d.names[0]}</a></span><span class="job">Southern Editor</span></div>' if d.names else ""  # fmt: skip
    return head, f"""<body class="article-page"><div id="rte-masthead">{MENU}</div><div class="container" id="main-wrapper"><main><article class="rte-article" id="rte-article-1"><header><h1 class="underline">{d.title}</h1><div class="modified-date">Updated / <span>Tuesday, 3 Mar 2026 09:40</span></div></header><section class="main-media"><figure><div class="img-holder"><img src="https://www.rte.ie/images/a-500.jpg" data-src="https://img.rasset.ie/a-1600.jpg" srcset="https://img.rasset.ie/a-1600.jpg 1600w" width="1600" height="900" alt=""></div><figcaption>{d.cap(1)}</figcaption></figure></section>{byline}<section class="medium-10 article-body" itemprop="articleBody">{body}</section><div class="social-share"><ul><li><a href="#">Facebook</a></li></ul></div></article></main><aside class="most-read"><h3>More stories on</h3>{d.others(5, '<div class="story"><a href="/a{n}"><span class="underline">{t}</span></a></div>')}</aside></div><footer><p>© RTÉ 2026. RTÉ.ie is the website of Raidió Teilifís Éireann</p></footer></body>"""  # fmt: skip


@page(RTE, 3, "Paschal Sheehy", at=AT)
def rte_report(d: Sheet) -> tuple[str, str]:
    d.summed()
    d.film("Watch: the first walkers cross")
    return _rte(d, f"""{d.p(0, 2)}<div class="player-holder"><iframe src="https://www.rte.ie/bosco/player/embed/?id=4711cross" title="Watch: the first walkers cross" width="600" height="340"></iframe></div>{d.p(2, 4)}<hr><p><strong>Read more:</strong> <a href="/m">{d.other()[0]}</a></p><hr>{d.p(4, 5)}<h3>{d.h(1, "{}")}</h3>{d.p(5, 7)}""")  # fmt: skip


@page(RTE, 4, at=AT)
def rte_gallery(d: Sheet) -> tuple[str, str]:
    d.summed()
    parts = "".join(f'{d.p(n, n + 1)}<figure><img src="https://img.rasset.ie/g{n}-800.jpg" width="800" height="450" alt=""><figcaption>{d.cap(n + 2)} (Pic: RollingNews.ie)</figcaption></figure>' for n in range(4))  # fmt: skip
    return _rte(d, parts)


INDEPENDENT = Masthead("irish_independent", "www.independent.ie", "Irish Independent", "en", "{} | {site}")


def _independent(d: Sheet, body: str, *, is_free: bool) -> tuple[str, str]:
    head = d.linked(isAccessibleForFree=is_free, publisher={"@type": "Organization", "name": "Irish Independent"}, datePublished="2026-03-03T08:05:00Z") + d.og(og_site_name="Independent.ie")  # fmt: skip
    return head, f"""<body><div id="__next"><div data-testid="header">{MENU}</div><main><article data-testid="article"><div data-testid="article-header"><div data-testid="article-label"><span>Premium</span></div><h1 data-testid="article-title" class="_title_1">{d.title}</h1><p data-testid="article-intro" class="_intro_1">{d.intro()}</p></div><div data-testid="article-image"><figure class="_figure_1"><button type="button" class="_zoom_1"><img src="https://focus.independent.ie/thumbor/a.jpg" width="960" height="640" alt=""></button><figcaption class="_caption_1"><p>{d.cap(2)}. Photo: Anna Berg</p></figcaption></figure></div><div data-testid="article-meta"><div data-testid="article-author" class="_author_1"><span><a rel="author" href="/authors/x">{d.names[0]}</a></span></div><time datetime="2026-03-03T08:05:00Z">Today at 08:05</time></div><div data-testid="article-body" class="_body_1">{body}</div></article><section data-testid="related">{d.others(5, '<div data-testid="teaser"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></div>')}</section></main><footer><p>Mediahuis Ireland</p></footer></div></body>"""  # fmt: skip


@page(INDEPENDENT, 5, "Ralph Riegel", at=AT, is_teaser=True)
def irish_independent_preview(d: Sheet) -> tuple[str, str]:
    return _independent(d, f"""{d.p(0, 1)}<div data-testid="paywall" class="_paywall_1 paywall"><h2>Join the Irish Independent</h2><p>{d["abo"]}</p><p>Already have an account? Log in</p></div>""", is_free=False)  # fmt: skip


@page(INDEPENDENT, 6, "Katie Byrne", at=AT)
def irish_independent_interview(d: Sheet) -> tuple[str, str]:
    said = "".join(d.ask(n) + d.p(n, n + 1) for n in range(7))
    return _independent(
        d,
        f'{said}<div data-testid="newsletter" class="_newsletter_1"><h4>The Indo Daily</h4><p>{d["news"]}</p></div>',
        is_free=True,
    )
