"""Pages of German regional and economic papers."""

from __future__ import annotations

from corpus.newspapers.sheets import Masthead, Sheet, ld, menu, page

MENU = menu("Start", "Region", "Politik", "Wirtschaft", "Sport", "Kultur", "Anzeigen", "E-Paper", make='<div class="nav-bar"><ul>{}</ul></div>')  # fmt: skip

TAGESSPIEGEL = Masthead("tagesspiegel", "www.tagesspiegel.de", "tagesspiegel.de", "de", "{}")


def _tagesspiegel(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(publisher={"@type": "Organization", "name": "Der Tagesspiegel"}) + d.og(og_site_name="Der Tagesspiegel Online")  # fmt: skip
    return head, f"""<body><div id="app"><header class="Bb">{MENU}</header><main id="main"><article class="Fp"><header class="Eb"><span class="HN">Berlins Plätze</span><h1><span class="Ja">Bezirk</span><span class="Ka">: </span><span class="La">{d.title}</span></h1><p class="KB Lb">{d.intro()}</p><div class="Mc">Von <a href="/autor">{d.names[0]}</a></div><time datetime="{d.published}" class="Nd">03.03.2026, 08:05 Uhr</time></header><figure class="Gc"><div class="Gd"><img src="https://www.tagesspiegel.de/images/a/alternates/BASE_21_9_W1000/a.jpeg" width="1000" height="429" alt=""></div><figcaption class="Ge"><div class="Gf">{d.cap(0)}.</div><div class="Gg"><span>© dpa/Anna Berg</span></div></figcaption></figure>
<div class="GN" id="story-elements">{body}</div><div class="Rb"><ul><li><a href="/startseite">Zur Startseite</a></li></ul></div></article><section class="Zz"><h2>Weitere Artikel</h2>{d.others(7, '<div class="Zy"><a href="/a{n}"><span>Thema</span><h3>{t}</h3><div>{l}</div></a></div>')}</section></main><footer class="Xx"><p>Verlag Der Tagesspiegel GmbH. Impressum</p></footer></div></body>"""  # fmt: skip


@page(TAGESSPIEGEL, 0, "Julius Betz")
def tagesspiegel_report(d: Sheet) -> tuple[str, str]:
    related = f'<div class="Qz" data-hbs-type="teaser-list"><span>Mehr zum Thema bei Tagesspiegel Plus</span><a href="/x"><span>Wohnen</span><span>{d.other()[0]}</span></a></div>'
    return _tagesspiegel(d, f"""{d.p(0, 2, "<p>{}</p>")}{related}{d.h(0, '<h3 class="Sub">{}</h3>')}{d.p(2, 4)}<blockquote class="Quo">{d.quoted("Ohne die Nachbarn wäre hier heute noch eine Brache mit einem Bauzaun.", "Marlies Ott, Bezirksamt", "<p>{}</p><footer><cite>{}</cite></footer>")}</blockquote>{d.p(4, 7)}""")  # fmt: skip


@page(TAGESSPIEGEL, 1, "Deike Diening")
def tagesspiegel_letter(d: Sheet) -> tuple[str, str]:
    parts = "".join(f'<p><strong>{d.told(f"{word}.")}</strong> {d.p(n, n + 1, "{}")}</p>' for n, word in enumerate(("Morgens", "Mittags", "Abends", "Nachts")))  # fmt: skip
    return _tagesspiegel(d, f'<p>{d.told("Guten Morgen, wir beginnen heute mit einer guten Nachricht aus der Nachbarschaft.")}</p>{parts}<h3>{d.head("Zitat des Tages", "{}")}</h3>{d.p(4, 6)}<div class="NL"><h4>Der Checkpoint im Postfach</h4><p>{d["news"]}</p><form><input type="email"></form></div>')  # fmt: skip


HANDELSBLATT = Masthead("handelsblatt", "www.handelsblatt.com", "Handelsblatt", "de", "{}")


def _handelsblatt(d: Sheet, body: str, *, is_free: bool) -> tuple[str, str]:
    head = d.linked(["NewsArticle"], isAccessibleForFree="True" if is_free else "False", publisher={"@type": "Organization", "name": "Handelsblatt GmbH"}) + d.og(og_site_name="Handelsblatt")  # fmt: skip
    return head, f"""<body><app-root><app-header>{MENU}</app-header><main><article><app-storyline-header><app-header-content-headline><span class="kicker">Stadtfinanzen</span><h2>{d.title}</h2></app-header-content-headline><app-lead-text><p>{d.intro()}</p></app-lead-text><app-story-date>03.03.2026 - 08:05 Uhr</app-story-date><app-authors><ul><li><a class="author-name" rel="author" href="/autor">{d.names[0]}</a></li></ul></app-authors><app-header-image><figure><app-image><picture><source srcset="https://images.handelsblatt.com/a/3000x1688 3000w"><img src="https://images.handelsblatt.com/a/480x270" width="1400" height="788" alt=""></picture></app-image><figcaption><p>{d.cap(1)}</p><p class="source">Foto: dpa</p></figcaption></figure></app-header-image></app-storyline-header>
<app-storyline-elements>{body}</app-storyline-elements><app-story-footer><p><strong>Mehr:</strong> <a href="/m">{d.other()[0]}</a></p></app-story-footer></article><app-recommendations>{d.others(6, '<app-teaser><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></app-teaser>')}</app-recommendations></main><app-footer><p>© 2026 Handelsblatt GmbH</p></app-footer></app-root></body>"""  # fmt: skip


_HP = "<app-storyline-paragraph><div><p>{}</p></div></app-storyline-paragraph>"


@page(HANDELSBLATT, 2, "Jens Koenen", is_teaser=True)
def handelsblatt_preview(d: Sheet) -> tuple[str, str]:
    return _handelsblatt(d, f"""{d.p(0, 2, _HP)}<app-storyline-paywall class="paywall"><div><h3>Weiter mit Handelsblatt Premium</h3><p>{d["abo"]}</p><button>Jetzt testen</button><p>Sie sind bereits Abonnent? <a href="/login">Anmelden</a></p></div></app-storyline-paywall>""", is_free=False)  # fmt: skip


@page(HANDELSBLATT, 3, "Anke Rezmer")
def handelsblatt_table(d: Sheet) -> tuple[str, str]:
    rows = "".join(d.row((name, f"{110 + 7 * n},20", f"{n - 2},4 %", f"{n + 1} Mrd.")) for n, name in enumerate(("Sauer Stahl", "Mosel Bank", "Eifel Energie", "Hunsrück Holz")))  # fmt: skip
    return _handelsblatt(d, f"""{d.p(0, 2, _HP)}<app-storyline-headline>{d.h(2, "<h3>{}</h3>")}</app-storyline-headline>{d.p(2, 4, _HP)}<app-storyline-table><table><thead>{d.row(("Wert", "Kurs", "Änderung", "Umsatz"), "<th>{}</th>")}</thead><tbody>{rows}</tbody></table></app-storyline-table><app-storyline-newsletter-box><h4>Handelsblatt Morning Briefing</h4><p>{d["news"]}</p></app-storyline-newsletter-box>{d.p(4, 7, _HP)}""", is_free=True)  # fmt: skip


VOLKSFREUND = Masthead("volksfreund", "www.volksfreund.de", "Trierischer Volksfreund", "de", "{}")
SAARBRUECKER = Masthead("saarbruecker_zeitung", "www.saarbruecker-zeitung.de", "Saarbrücker Zeitung", "de", "{}")
RP = Masthead("rheinische_post", "rp-online.de", "RP ONLINE", "de", "{}")


def _park(d: Sheet, body: str, meta: str = "") -> tuple[str, str]:
    """The make of the papers of the Rheinische Post."""
    by = f'<span class="author">Von <a href="/autor" rel="author">{d.names[0]}</a></span>' if d.names else ""
    head = d.linked(author=[{"@type": "Person", "name": name} for name in d.names] or {"@type": "Organization", "name": d.paper.site}) + d.og(article_published_time=str(d.published)) + f'<meta name="author" content="{d.paper.site}">{meta}'  # fmt: skip
    return head, f"""<body class="park-article"><div class="park-page"><header class="park-header">{MENU}</header><div data-cy="breadcrumb" class="flex"><a href="/">Start</a> <a href="/region">Region</a></div><main class="park-layout"><article data-cy="article" class="park-article"><header class="park-article__header"><h1 class="headline"><span class="headline__kicker" data-cy="article_kicker">Nach langem Streit</span><span class="headline__title" data-cy="article_headline">{d.title}</span></h1><div class="park-article__meta" data-cy="article_meta">{by} <time datetime="{d.published}">03.03.2026 , 08:05 Uhr</time> <span>3 Minuten Lesezeit</span></div></header><p class="park-article__intro" data-cy="article_intro"><strong>{d.intro()}</strong></p>{body}<div class="park-article__footer"><p>(kes/dpa)</p></div></article>
<section class="park-section" data-cy="recommendations">{d.others(6, '<article class="park-teaser"><a href="/a{n}"><h3><span class="kicker">Thema</span>{t}</h3><p class="teaser-text">{l}</p></a></article>')}</section></main><footer><p>© {d.paper.site}</p></footer></div></body>"""  # fmt: skip


def _park_picture(d: Sheet, number: int) -> str:
    return f'<figure class="park-article__figure"><button class="zoom" aria-label="Vergrößern"><picture><source srcset="https://rp.example/imgs/{number}-640.webp 640w"><img loading="lazy" src="https://rp.example/imgs/{number}-640.jpg" width="640" height="427" alt=""></picture></button><figcaption class="flex"><div>{d.cap(number)}.</div><small>Foto: TV/Anna Berg</small></figcaption></figure>'


@page(VOLKSFREUND, 4, "Marion Maier", is_teaser=True)
def volksfreund_preview(d: Sheet) -> tuple[str, str]:
    return _park(d, f"""{_park_picture(d, 2)}<div class="park-article__body">{d.p(0, 2, '<p data-cy="article_paragraph">{}</p>')}</div><div class="park-paywall" data-cy="paywall" id="paywall-container"><h2>Weiterlesen mit Volksfreund+</h2><p>{d["abo"]}</p><p>Bereits registriert? Hier anmelden</p></div>""", ld({"@context": "https://schema.org", "@type": "WebPage", "isAccessibleForFree": False}).replace("WebPage", "Article"))  # fmt: skip


@page(VOLKSFREUND, 5)
def volksfreund_bulletin(d: Sheet) -> tuple[str, str]:
    return _park(d, f'<div class="park-article__body">{d.p(0, 3)}<ul>{d.ul(0, 3)}</ul>{d.p(3, 5)}</div>')


@page(SAARBRUECKER, 6, "Patric Cordier")
def saarbruecker_zeitung_results(d: Sheet) -> tuple[str, str]:
    rows = "".join(d.row((f"FC {home}", f"SV {guest}", f"{n % 4}:{(n + 1) % 3}")) for n, (home, guest) in enumerate((("Homburg", "Wadern"), ("Lebach", "Neunkirchen"), ("Ottweiler", "Dillingen"), ("Blieskastel", "Losheim"))))  # fmt: skip
    return _park(d, f"""{_park_picture(d, 5)}<div class="park-article__body">{d.p(0, 2)}<div class="park-widget-related" data-cy="related"><p>Lesen Sie auch</p><a href="/x">{d.other()[0]}</a></div>{d.h(1)}{d.p(2, 4)}<div class="park-table"><table><tbody>{rows}</tbody></table></div>{d.p(4, 7)}</div>""")  # fmt: skip


@page(SAARBRUECKER, 7, "Cathrin Elss-Seringhaus")
def saarbruecker_zeitung_interview(d: Sheet) -> tuple[str, str]:
    said = "".join(d.ask(n, '<p class="question"><strong>{}</strong></p>') + d.said("Vogt", d.s.paragraphs[n], "<p><em>{}:</em> {}</p>") for n in range(7))  # fmt: skip
    return _park(d, f'{_park_picture(d, 4)}<div class="park-article__body">{said}</div>')


@page(RP, 8, "Uwe-Jens Ruhnau")
def rheinische_post_gallery(d: Sheet) -> tuple[str, str]:
    slides = "".join(f'<li class="park-gallery__slide"><figure><button><img data-src="https://rp.example/g{n}.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="960" height="640" alt=""></button><figcaption><span>{n + 1}/6</span> <span>{d.caption(d.told(text) and text)}</span> <small>Foto: Anna Berg</small></figcaption></figure></li>' for n, text in enumerate(d.s.paragraphs[:6]))  # fmt: skip
    return _park(d, f'<div class="park-gallery" data-cy="gallery"><ul>{slides}</ul><button>Weiter</button></div>')


@page(RP, 9, "Lothar Leuschen")
def rheinische_post_column(d: Sheet) -> tuple[str, str]:
    return _park(d, f"""<div class="park-article__body"><span class="badge">Meinung</span>{d.p(0, 4)}<div class="park-newsletter"><h3>Rheinische Post Total</h3><p>{d["news"]}</p><label>E-Mail <input></label></div>{d.p(4, 7)}<p><em>{d.told("Ihre Meinung? Schreiben Sie unserem Kolumnisten, er antwortet gern.")}</em></p></div>""")  # fmt: skip


CORRECTIV = Masthead("correctiv", "correctiv.org", "correctiv.org", "de", "{}")


def _correctiv(d: Sheet, body: str, extra: str) -> tuple[str, str]:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": d.s.title, "datePublished": "2026-03-03T07:05:00+00:00", "author": [{"@type": "Person", "@id": f"#/person/{n}", "name": name} for n, name in enumerate(d.names)], "isPartOf": {"@id": "https://correctiv.org/#website"}}, {"@type": "WebSite", "@id": "https://correctiv.org/#website", "name": "correctiv.org"}]}  # fmt: skip
    return ld(graph) + d.og(article_published_time="2026-03-03T07:05:00+00:00") + extra, f"""<body class="post-template-default single"><header class="header">{MENU}</header><div class="donation-bar"><p>Unabhängige Recherchen kosten Geld. Mit Ihrer Spende schaffen Sie Öffentlichkeit.</p><a href="/spenden">Jetzt spenden</a></div><main class="main"><article class="detail"><div class="detail__header"><span class="topline">Faktencheck</span><h1 class="detail__title">{d.title}</h1><div class="detail__excerpt"><p>{d.intro()}</p></div><p class="detail__authors">von <a href="/author/x">{d.names[0]}</a>{"".join(f' , <a href="/author/y">{name}</a>' for name in d.names[1:])}</p><p class="detail__date">03. März 2026</p></div><figure class="detail__image"><img src="https://correctiv.org/wp-content/uploads/a-1024x576.jpg" width="1024" height="576" alt=""><figcaption>{d.cap(3)} (Quelle: Berg / picture alliance; Collage: CORRECTIV.Faktencheck)</figcaption></figure>
<div class="detail__content">{body}</div><div class="detail__share"><a href="#">Teilen</a></div></article><section class="teaser-list">{d.others(4, '<div class="teaser-box"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></div>')}</section></main><footer><p>Correctiv ist gemeinnützig. Spendenkonto, Impressum</p></footer></body>"""  # fmt: skip


@page(CORRECTIV, 10, "Sarah Thust")
def correctiv_fact_check(d: Sheet) -> tuple[str, str]:
    claim = "Die Stadt habe heimlich zwei Brunnen und ein Denkmal verkauft."
    review = ld({"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": claim, "author": {"@type": "Organization", "name": "CORRECTIV"}, "datePublished": "2026-03-03", "reviewRating": {"@type": "Rating", "alternateName": "Falsch"}})  # fmt: skip
    box = f'<div class="rating"><div class="rating__claim"><h4 class="rating__headline">{d.head("Behauptung", "{}")}</h4><div>{d.told(claim)}</div></div><div class="rating__verdict"><h4 class="rating__headline">{d.head("Bewertung", "{}")}</h4><div><strong>{d.told("Falsch")}</strong></div><div>{d.told("Falsch. Beide Brunnen und das Denkmal gehören nach wie vor der Stadt.")}</div></div></div>'
    sources = "".join(f'<li><a href="/q">{d.item(text)}</a></li>' for text in ("Grundbuch der Stadt, Band vier", "Haushaltsplan vom vergangenen Jahr", "Anfrage der Opposition im Rat"))  # fmt: skip
    return _correctiv(d, f"""{box}{d.p(0, 2)}{d.h(0)}{d.p(2, 5)}<p><strong>Redigatur:</strong> Uschi Jonas, Steffen Kutzner</p><p><strong>{d.told("Die wichtigsten, öffentlichen Quellen für diesen Faktencheck:")}</strong></p><ul>{sources}</ul><div class="newsletter-signup"><h3>Der Spotlight-Newsletter</h3><p>{d["news"]}</p></div>""", review)  # fmt: skip


@page(CORRECTIV, 11, "Jean Peters", "Annika Joeres")
def correctiv_investigation(d: Sheet) -> tuple[str, str]:
    return _correctiv(d, f"""{d.p(0, 2)}<blockquote class="wp-block-quote"><p>{d.quote("Es gab nie einen Plan, es gab nur Termine, die keiner halten konnte.")}</p></blockquote>{d.h(2)}{d.p(2, 4)}<figure class="wp-block-image"><img src="https://correctiv.org/wp-content/uploads/b.jpg" width="1024" height="683" alt=""><figcaption class="wp-element-caption">{d.cap(4)}</figcaption></figure>{d.h(3)}{d.p(4, 7)}<p><em>{d.told("Text & Recherche: Jean Peters, Annika Joeres. Faktencheck: Elena Kolb")}</em></p>""", "")  # fmt: skip
