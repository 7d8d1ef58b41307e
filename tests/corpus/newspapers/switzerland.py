"""Pages of Swiss papers in German."""

from __future__ import annotations

import json

from corpus.newspapers.sheets import Masthead, Sheet, ld, menu, page

MENU = menu("Schweiz", "International", "Wirtschaft", "Zürich", "Feuilleton", "Sport", "Wissenschaft", "Meinung")

NZZ = Masthead("nzz", "www.nzz.ch", "Neue Zürcher Zeitung", "de", "{}")


def _nzz(d: Sheet, body: str, kind: str = "NewsArticle") -> tuple[str, str]:
    head = d.linked(kind, isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".regwall"}, author=[{"@type": "Person", "name": f"{name} (Text)" if n == 0 else name} for n, name in enumerate(d.names)]) + d.og()  # fmt: skip
    return head, f"""<body><div id="app"><header role="banner">{MENU}</header><main class="main"><section class="container container--article"><div class="article__body"><div class="headline"><h1 class="headline__title">{d.title}</h1><p class="headline__lead">{d.intro()}</p></div><div class="metainfo metainfo--content"><div class="metainfo__author"><span class="metainfo__name">{" (Text), ".join(d.names)}</span></div><div class="metainfo__item"><time class="metainfo__item--date" datetime="2026-03-03T07:05:00.000Z">03.03.2026, 08.05 Uhr</time></div><div class="metainfo__item">4 min</div></div><div class="article-tools"><button>Hören</button><button>Merken</button><button>Drucken</button><button>Teilen</button></div>
<figure class="image image--large"><div class="image-placeholder"><picture><source srcset="https://img.nzz.ch/S=W1280/a.jpeg 1280w"><img class="image-placeholder__img" src="https://img.nzz.ch/S=W640/a.jpeg" width="1280" height="853" alt=""></picture></div><figcaption class="image-description"><h2 class="image-description__caption">{d.cap(0)}.</h2><div class="image-description__author-container"><span class="image-description__author">Anna Berg / Keystone</span></div></figcaption></figure><section class="regwall">{body}</section></div></section><section class="teaserbox"><h2>Mehr zum Thema</h2>{d.others(5, '<article class="teaser"><a href="/a{n}"><h2 class="teaser__title-name">{t}</h2><div class="teaser__lead">{l}</div></a></article>')}</section></main><footer><p>Copyright © Neue Zürcher Zeitung AG</p></footer></div></body>"""  # fmt: skip


_NP = '<p class="articlecomponent text" component="text">{}</p>'


@page(NZZ, 0, "Reto Flury", "Dominik Hug")
def nzz_report(d: Sheet) -> tuple[str, str]:
    return _nzz(d, f"""{d.p(0, 2, _NP)}<div class="newsletter-cta"><h3>NZZ Briefing</h3><p>{d["news"]}</p></div>{d.h(0, '<h2 class="articlecomponent subtitle">{}</h2>')}{d.p(2, 4, _NP)}<div class="articlecomponent infobox"><h3 class="infobox__title">{d.head("Ein Umbau in drei Etappen", "{}")}</h3><ul>{d.ul(0, 3)}</ul></div>{d.p(4, 7, _NP)}""")  # fmt: skip


@page(NZZ, 1, "Irène Troxler")
def nzz_live(d: Sheet) -> tuple[str, str]:
    posts = "".join(f'<div class="articlecomponent live-ticker-event"><time>{d.told(f"1{7 - n}:05 Uhr")}</time><h3>{d.heading(f"Kommission streicht Artikel {7 - n}")}</h3>{d.p(n, n + 1)}</div>' for n in range(7))  # fmt: skip
    return _nzz(d, f'<div class="live-ticker">{posts}</div>', "LiveBlogPosting")


TAGI = Masthead("tages_anzeiger", "www.tagesanzeiger.ch", "Tages-Anzeiger", "de", "{} | {site}")


def _tagi(d: Sheet, body: str, *, is_free: bool) -> tuple[str, str]:
    state = json.dumps({"props": {"pageProps": {"id": 4711, "abTests": [], "consent": "unknown"}}})
    head = d.linked(isAccessibleForFree=is_free, publisher={"@type": "NewsMediaOrganization", "name": "Tages-Anzeiger"}) + d.og()  # fmt: skip
    return head, f"""<body><div id="__next"><header class="Header_root__1">{MENU}</header><main class="ArticleLayout_main__x"><article class="Article_root__q"><div class="ArticleHeader_root__w"><h2 class="ArticleTitle_root__e"><span class="ArticleTitle_label__l">Quartierleben</span><span class="ArticleTitle_text__t">{d.title}</span></h2><p class="ArticleLead_root__z">{d.intro()}</p></div><figure class="ArticleMedia_root__a"><picture><source srcset="https://cdn.unitycms.io/images/a.webp 2048w"><img src="https://cdn.unitycms.io/images/a.jpg?w=640" width="2048" height="1365" alt=""></picture><figcaption class="ArticleImage_caption__c"><span>{d.cap(1)}.</span><span class="ArticleImage_credit__d">Foto: Anna Berg (Tamedia AG)</span></figcaption></figure><div class="ArticleAuthors_root__b"><span>{d.names[0]}</span></div><div class="ArticleTimestamps_root__t"><span>Publiziert</span>: <time datetime="2026-03-03T07:05:00.000Z">03.03.2026, 08:05</time></div>
<div class="ArticleContainer_content__f">{body}</div><div class="Feedback_root__r"><p>Fehler gefunden? <a href="#">Jetzt melden.</a></p></div></article><section class="Comments_root__k"><h3>12 Kommentare</h3><p>{d["remark"]}</p></section><aside class="TeaserList_root__o">{d.others(5, '<a class="Teaser_root__t" href="/a{n}"><h3>{t}</h3><p>{l}</p></a>')}</aside></main><footer><p>© Tamedia 2026</p></footer></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body>"""  # fmt: skip


@page(TAGI, 2, "Tina Fassbind", is_teaser=True)
def tages_anzeiger_preview(d: Sheet) -> tuple[str, str]:
    return _tagi(d, f"""{d.p(0, 1, '<p class="ArticleParagraph_root__p">{}</p>')}<div class="Paywall_root__w" id="piano-paywall"><h3>Dieser Artikel wartet auf Sie.</h3><p>{d["abo"]}</p><p>Sie haben ein Abo? Einloggen</p></div>""", is_free=False)  # fmt: skip


@page(TAGI, 3, "Ev Manz")
def tages_anzeiger_interview(d: Sheet) -> tuple[str, str]:
    said = "".join(d.ask(n, '<p class="ArticleParagraph_root__p"><b>{}</b></p>') + d.p(n, n + 1, '<p class="ArticleParagraph_root__p">{}</p>') for n in range(7))  # fmt: skip
    return _tagi(d, f'<p class="ArticleParagraph_root__p"><i>{d.told("Ulrike Brandt empfängt in ihrem Büro unter dem Dach, zwischen Plänen und leeren Tassen.")}</i></p>{said}', is_free=True)  # fmt: skip


SRF = Masthead("srf", "www.srf.ch", "Schweizer Radio und Fernsehen (SRF)", "de", "{} - News - SRF")


def _srf(d: Sheet, body: str, authors: str) -> tuple[str, str]:
    return d.og(article_published_time=str(d.published), og_site_name="Schweizer Radio und Fernsehen (SRF)") + f'<meta name="srf:content:class" content="articles"><meta name="description" content="{d.s.lead}">', f"""<body><div id="app"><header class="header">{MENU}</header><main id="content"><section class="article-content js-article-content" itemscope itemtype="http://schema.org/NewsArticle"><article class="article" role="article"><meta itemprop="datePublished" content="{d.published}"><header class="article-header"><h1 class="article-title" itemprop="headline"><span class="article-title__overline">{d.s.place}</span><span class="h-offscreen"> - </span><span class="article-title__text">{d.title}</span></h1><p class="article-lead" itemprop="description">{d.intro()}</p><div class="article-author">{authors}</div><div class="article-meta"><time class="js-time" datetime="{d.published}"></time></div></header><div class="js-sharing sharing-bar"><button>Teilen</button></div>
{body}<div class="articlefooter-wrapper"><div class="articlefooter"><span>Radio SRF 1, Morgengast, 03.03.2026, 7:13 Uhr</span>;<span>srf/schk;</span></div></div><div class="article-comments"><h2>Meistgelesene Artikel</h2></div></article></section><section class="collection collection--teaser">{d.others(6, '<div class="js-teaser-ng"><a class="teaser-ng" href="/a{n}"><div class="teaser-info"><span class="teaser__kicker-text">Thema</span><span class="teaser__title">{t}</span><p class="teaser__lead">{l}</p></div></a></div>')}</section></main><footer><p>© 2026 SRF</p></footer></div></body>"""  # fmt: skip


_SP = '<p class="article-paragraph">{}</p>'


@page(SRF, 4, "Sandra Bühler")
def srf_report(d: Sheet) -> tuple[str, str]:
    d.film("Neues Leben im alten Quartier")
    window = f'<div class="media-window media-window--big"><div class="image-figure js-media"><div class="image-figure__image"><img class="image-figure__media" src="https://il.srf.example/a/width=960/a.jpg" width="960" height="540" alt=""></div></div><div class="media-caption"><span class="media-caption__label">Legende:</span><span class="media-caption__description">{d.cap(2)}.</span><span class="media-caption__source">Keystone / Anna Berg</span></div></div>'
    audio = '<div class="js-media article-media"><audio src="https://download-media.srf.example/a/4711quartier.mp3" title="Neues Leben im alten Quartier"></audio></div>'
    box = f'<section class="expandable-box js-expandable-box"><h3 class="expandable-box__title">{d.head("Wer alles mitredet", "{}")}</h3><div class="expandable-box__content">{d.p(4, 5, _SP)}</div><div class="expandable-box__links"><span>Box aufklappen</span><span>Box zuklappen</span></div></section>'
    return _srf(d, f"""{audio}{d.p(0, 2, _SP)}{window}{d.h(0, '<h2 class="article-heading">{}</h2>')}{d.p(2, 4, _SP)}{box}<section class="linkbox"><h2 class="linkbox__title">Mehr zum Thema</h2><ul class="linkbox__list">{d.others(2, '<li class="linkbox__element"><a class="link" href="/a{n}">{t}</a></li>')}</ul></section>{d.p(5, 7, _SP)}""", '<span class="article-author__name">Autorin: </span> <span><a href="/a" itemprop="author">Sandra Bühler</a></span>')  # fmt: skip


@page(SRF, 5, "Klaus Ammann")
def srf_questions(d: Sheet) -> tuple[str, str]:
    person = '<section class="article-person"><div class="article-person__image"><img src="https://il.srf.example/p.jpg" width="88" height="88" alt=""></div><h3 class="article-person__name">Klaus Ammann</h3><p class="article-person__function">Wirtschaftsredaktor</p><div class="expandable"><h4>Personen-Box aufklappen</h4><p>Klaus Ammann arbeitet seit 2004 für das Radio und berichtet über Gemeinden.</p></div></section>'
    parts = "".join(f'<p class="article-paragraph"><strong>{d.told(d.more("asks", n))}</strong> {d.p(n, n + 1, "{}")}</p>' for n in range(1, 7))  # fmt: skip
    return _srf(d, f"{d.p(0, 1, _SP)}{person}{parts}", '<span itemprop="author">Klaus Ammann</span>')


BLICK = Masthead("blick", "www.blick.ch", "Blick", "de", "{} | {site}")


@page(BLICK, 6, "Qendresa Llugiqi")
def blick_video(d: Sheet) -> tuple[str, str]:
    d.film("Kran hebt das letzte Stück ein")
    film = {"@context": "https://schema.org", "@type": "VideoObject", "name": "Kran hebt das letzte Stück ein", "embedUrl": "https://www.blick.ch/video/embed/kran4711.html", "uploadDate": d.published}  # fmt: skip
    return d.linked(publisher={"@type": "NewsMediaOrganization", "name": "Blick"}) + ld(film) + d.og(), f"""<body><div id="root"><header>{MENU}</header><main><article><header><div class="sc-catch"><h2><span class="sc-kicker">Jetzt ist es geschafft!</span><span class="sc-title">{d.title}</span></h2></div><div class="sc-video"><iframe src="https://www.blick.ch/video/embed/kran4711.html" allowfullscreen></iframe><div class="sc-video-meta"><span>1:12</span></div></div><p class="sc-lead"><strong>{d.intro()}</strong></p><div class="sc-pub"><span>Publiziert: 03.03.2026 um 08:05 Uhr</span></div><div class="sc-author"><div class="sc-img"><img src="https://img.blick.ch/incoming/author.jpg" width="48" height="48" alt=""></div><div class="author-name"><a href="/autor" rel="author">Qendresa Llugiqi</a></div><div class="sc-role">Redaktorin News</div></div></header><section class="sc-summary"><h3>{d.heading('Darum gehts')}</h3><ul>{"".join(f"<li>{d.item(text)}</li>" for text in ("Kran hebt letztes Teil über den Fluss", "Anwohner wachten die halbe Nacht", "Freigabe folgt schon am Freitag"))}</ul><p>Die künstliche Intelligenz von Blick lernt noch und macht vielleicht Fehler.</p></section>{d.p(0, 3, '<p class="sc-body">{}</p>')}<div class="sc-ad">Werbung</div>{d.h(1, '<h3 class="sc-sub">{}</h3>')}{d.p(3, 6, '<p class="sc-body">{}</p>')}<div class="sc-reporter"><p>Hast du etwas Spannendes gesehen, gehört, erlebt? Schick uns deine Bilder und Videos per WhatsApp!</p></div></article><section>{d.others(6, '<article class="sc-teaser"><a href="/a{n}"><span>Thema</span><h3>{t}</h3></a></article>')}</section></main><footer>© Ringier AG</footer></div></body>"""  # fmt: skip


WOZ = Masthead("woz", "www.woz.ch", "WOZ Die Wochenzeitung", "de", "{} | {site}")


def _woz(d: Sheet, body: str) -> tuple[str, str]:
    return d.og(article_published_time=str(d.published)) + '<meta name="Generator" content="Drupal 10">', f"""<body class="path-node"><header role="banner">{MENU}</header><main role="main"><article class="node node--type-article node--view-mode-full"><header><div class="field-kicker"><p>Stadt &amp; Land:</p></div><h1><span>{d.title}</span></h1><div class="field-nr"><span>Nr. 10 – 3. März 2026</span></div><div class="field-lead"><p>{d.intro()}</p></div><div class="field-author">Von <a href="/autor">{d.names[0]}</a> (Text) und Florian Bachmann (Foto)</div></header><figure class="field-media-image"><img loading="lazy" src="https://www.woz.ch/files/styles/a.jpg" width="1280" height="853" alt=""><figcaption><span class="caption">{d.cap(3)}.</span></figcaption></figure><div class="field-body">{body}</div><div class="woz-abo"><h3>Die WOZ gehört sich selbst</h3><p>Als Genossenschaft sind wir auf Ihre Unterstützung angewiesen. Ihre Spende hilft, dass alle unsere Artikel frei zugänglich bleiben.</p><a href="/abo">Abo bestellen</a></div></article><section class="view-related"><h2>Dossier</h2>{d.others(4, '<div class="views-row"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></div>')}</section></main><footer role="contentinfo"><p>WOZ Die Wochenzeitung, Hardturmstrasse 66, 8031 Zürich</p></footer></body>"""  # fmt: skip


@page(WOZ, 7, "Anouk Eschelmüller", "Florian Bachmann")
def woz_report(d: Sheet) -> tuple[str, str]:
    return _woz(d, f"{d.p(0, 3, '<p>{}</p>')}{d.h(0, '<h3>{}</h3>')}{d.p(3, 5)}{d.h(3, '<h3>{}</h3>')}{d.p(5, 7)}")


@page(WOZ, 8, "Michelle Steinbeck", "Florian Bachmann")
def woz_column(d: Sheet) -> tuple[str, str]:
    return _woz(
        d,
        f"<p>{d.p(0, 3, '{}<br>')}</p>{d.p(3, 7)}<p><em>{d.told('Michelle Steinbeck ist Autorin und badet auch im Winter.')}</em></p>",
    )


REPUBLIK = Masthead("republik", "www.republik.ch", "Republik", "de", "{} – {site}")


@page(REPUBLIK, 9, "Brigitte Hürlimann", "Goran Basic")
def republik_essay(d: Sheet) -> tuple[str, str]:
    p = '<p class="css-1qwz45f" data-css-p="1">{}</p>'
    by = f'Von <a href="/~x">Brigitte Hürlimann</a> (Text) und <a href="/~y">Goran Basic</a> (Bilder), <time datetime="{d.published}">03.03.2026</time>'
    return d.og(og_site_name="Republik", article_published_time="2026-03-03T07:05:00.000Z") + d.linked("Article", author=[{"@type": "Person", "name": "Brigitte Hürlimann"}]), f"""<body><div id="__next"><div><header>{MENU}</header></div><div class="css-pay"><p>Sie lesen eine Ausgabe der Republik. Das Onlinemagazin finanziert sich ohne Werbung.</p></div><main><div data-nosnippet></div><article class="css-m"><figure role="group" class="css-fig"><span style="display:block"><span><img src="https://cdn.repub.ch/a.jpeg?resize=750x" srcset="https://cdn.repub.ch/a.jpeg?resize=1500x 1500w" width="750" height="500" alt=""></span></span><figcaption class="css-fc"><span>{d.cap(4)}.</span> <span class="css-by">Goran Basic</span></figcaption></figure><section id="TITLE" class="css-title"><div class="css-format"><a href="/format">Am Gericht</a></div><h1 class="css-h1">{d.title}</h1><p class="css-lead">{d.intro()}</p><p class="css-credit">{by}</p></section><section class="css-body">{d.p(0, 3, p)}<div class="css-break"><svg></svg></div><h2 class="css-h2">{d.h(0, "{}")}</h2>{d.p(3, 5, p)}<section class="css-infobox"><h3>{d.head("Zum Verfahren", "{}")}</h3>{d.p(5, 6, p)}</section>{d.p(6, 7, p)}</section></article><section class="css-after"><h3>Ihnen gefällt, was Sie lesen?</h3><p>Unterstützen Sie unabhängigen Journalismus mit einer Mitgliedschaft.</p></section>{d.others(3, '<section class="css-tile"><a href="/a{n}"><h2>{t}</h2><p>{l}</p></a></section>')}</main></div></body>"""  # fmt: skip


@page(REPUBLIK, 10, "Oliver Fuchs")
def republik_letter(d: Sheet) -> tuple[str, str]:
    p = '<p class="css-1qwz45f">{}</p>'
    return d.og(article_published_time="2026-03-03T07:05:00.000Z") + d.linked("Article"), f"""<body><div id="__next"><header>{MENU}</header><main><article><section id="TITLE"><div><a href="/format/briefing">Wochenbriefing</a></div><h1>{d.title}</h1><p class="css-lead">{d.intro()}</p><p class="css-credit">Von <a href="/~o">Oliver Fuchs</a>, 03.03.2026</p></section><section class="css-center"><p>{d.told("Liebe Leserinnen und Leser")}</p>{d.p(0, 2, p)}<h2>{d.head("Das Wichtigste in Kürze", "{}")}</h2>{d.p(2, 5, p)}<ul>{"".join(f"<li><p>{d.item(text)}</p></li>" for text in ("Das Parlament tagt am Mittwoch.", "Der Bundesrat reist nach Wien.", "Die Bahn baut an drei Orten zugleich."))}</ul><h2>{d.head("Was sonst noch war", "{}")}</h2>{d.p(5, 7, p)}<hr><p>{d.told("Bleiben Sie umsichtig, bleiben Sie freundlich, und bleiben Sie gesund.")}</p></section></article></main></div></body>"""  # fmt: skip
