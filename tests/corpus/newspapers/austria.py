"""Pages of Austrian papers."""

from __future__ import annotations

from corpus.newspapers.sheets import Masthead, Sheet, ld, menu, page

MENU = menu("International", "Inland", "Wirtschaft", "Web", "Sport", "Panorama", "Kultur", "Etat")

STANDARD = Masthead("standard", "www.derstandard.at", "DER STANDARD", "de", "{} - Stadt - derStandard.at › Panorama")


def _standard(d: Sheet, body: str, head: str, header: str = "") -> tuple[str, str]:
    postings = "".join(f'<div class="posting" data-postingid="{n}"><div class="posting-user">leser{n}</div><h4>{t}</h4><div class="posting-text"><p>{d["remark"]}</p></div></div>' for n, t in enumerate(("Endlich", "Na bravo")))  # fmt: skip
    return head + d.og(article_published_time=str(d.published)), f"""<body class="site"><header class="site-header">{MENU}</header><dialog class="consent"><p>{d["cookie"]}</p></dialog><main class="site-content"><article class="story-article" data-id="1"><header class="article-header"><p class="article-kicker">Stadtentwicklung</p><h1 class="article-title">{d.title}</h1><p class="article-subtitle">{d.intro()}</p><div class="article-byline">{"".join(f'<span class="simple"><a href="/u/1" rel="author">{name}</a></span>' for name in d.names)}</div><p class="article-pubdate"><time datetime="{d.published}">3. März 2026, 08:05</time></p><div class="article-interactions"><a href="#forum">214 Postings</a><button>Später lesen</button></div>{header}</header><div class="article-body">{body}</div></article>
<section class="story-community" id="forum"><h2>Forum: 214 Postings</h2><p>Ihre Meinung zählt.</p>{postings}</section><section class="recommendations">{d.others(6, '<article class="teaser"><a href="/a{n}"><h1 class="teaser-title">{t}</h1><p class="teaser-subtitle">{l}</p></a></article>')}</section></main><footer><p>© STANDARD Verlagsgesellschaft m.b.H. 2026. Alle Rechte vorbehalten.</p></footer></body>"""  # fmt: skip


@page(STANDARD, 0, "Gudrun Springer", "Oona Kroisleitner")
def standard_report(d: Sheet) -> tuple[str, str]:
    last = d.s.paragraphs[6]
    return _standard(d, f"""<figure data-type="image"><div class="image-wrapper"><picture><source srcset="https://i.ds.at/a/rs:fill:1600:0/plain/a.jpg 1600w"><img src="https://i.ds.at/a/rs:fill:750:0/plain/a.jpg" width="750" height="500" alt=""></picture></div><figcaption>{d.cap(0)}.<footer>APA/Anna Berg</footer></figcaption></figure>{d.p(0, 2)}<ad-slot id="ad1" type="InReadSlot"></ad-slot>{d.h(0, "<h3>{}</h3>")}{d.p(2, 4)}<div class="story-oembed" data-type="newsletter"><h3>Newsletter</h3><p>{d["news"]}</p></div><aside class="embedded-posting" data-type="storyteaser"><a href="/s"><h3>{d.other()[0]}</h3></a></aside>{d.h(1, "<h3>{}</h3>")}{d.p(4, 6)}<p>{d.told(last)} <span class="article-origins">(Gudrun Springer, Oona Kroisleitner, 3.3.2026)</span></p>""",
        d.linked(publisher={"@type": "Organization", "name": "DER STANDARD"}))  # fmt: skip


@page(STANDARD, 1)
def standard_ticker(d: Sheet) -> tuple[str, str]:
    posts = "".join(f'<div class="livereport-posting" id="p{n}"><div class="time"><time datetime="2026-03-03T1{7 - n}:30:00+01:00">{d.told(f"1{7 - n}:30")}</time></div><h2>{d.heading(f"Ausschuss beschließt Kapitel {7 - n}")}</h2><div class="text">{d.p(n, n + 1)}</div></div>' for n in range(7))  # fmt: skip
    return _standard(d, f'<div class="livereport">{posts}</div>', d.linked("LiveBlogPosting", author=[{"@type": "Organization", "name": "DER STANDARD"}]))  # fmt: skip


PRESSE = Masthead("presse", "www.diepresse.com", "Die Presse", "de", "{} | DiePresse.com")


def _presse(d: Sheet, body: str, label: str, *, is_free: bool) -> tuple[str, str]:
    head = d.linked(isAccessibleForFree=is_free, publisher={"@type": "NewsMediaOrganization", "name": "Die Presse"}) + d.og()  # fmt: skip
    return head, f"""<body><div id="__nuxt"><header class="header">{MENU}</header><main class="main"><article class="article article-detail"><header class="article__header"><div class="article__kicker">{label}</div><h1 class="article__title">{d.title}</h1><div class="article__meta"><time datetime="2026-03-03T07:05:00.000Z">03.03.2026 um 08:05</time><p class="article__author">von <a href="/autor">{d.names[0]}</a></p><ul class="article__actions"><li><button>Drucken</button></li><li><button>Vorlesen</button></li></ul></div><p class="article__lead">{d.intro()}</p></header><figure class="article__media"><img src="https://img.diepresse.com/public/a/w_1000.jpg" width="1000" height="667" alt=""><figcaption class="article__caption">{d.cap(1)}.<span class="article__copyright">Anna Berg</span></figcaption></figure><div class="article__body" id="article-body">{body}</div></article><section class="more"><h2>Mehr erfahren</h2>{d.others(5, '<article class="card"><a href="/a{n}"><p class="card__kicker">Thema</p><h2 class="card__title">{t}</h2><p>{l}</p></a></article>')}</section></main><footer><p>© Die Presse</p></footer></div></body>"""  # fmt: skip


@page(PRESSE, 2, "Anneliese Rohrer", is_teaser=True)
def presse_preview(d: Sheet) -> tuple[str, str]:
    return _presse(d, f"""{d.p(0, 1)}<div class="paywall" id="paywall"><h3>Lesen Sie mehr zu diesen Themen:</h3><p>{d["abo"]}</p><button>Jetzt abonnieren</button><p>Haben Sie bereits ein Abo? Anmelden</p></div>""", "Quergeschrieben", is_free=False)  # fmt: skip


@page(PRESSE, 3, "Duygu Özkan")
def presse_interview(d: Sheet) -> tuple[str, str]:
    said = "".join(d.ask(n, "<p><b>{}</b></p>") + d.p(n, n + 1) for n in range(7))
    return _presse(d, f'{said}<div class="info-box"><h3>{d.head("Zur Person", "{}")}</h3><p>{d.told("Ulrike Brandt wurde 1970 geboren, studierte Raumplanung und leitet heute das Bauamt.")}</p></div>', "Interview", is_free=True)  # fmt: skip


ORF = Masthead("orf", "orf.at", "news.ORF.at", "de", "{} - {site}")


def _orf(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(author={"@type": "Organization", "name": "ORF.at"}, publisher={"@type": "Organization", "name": "ORF"}, datePublished="2026-03-03T08:05:00+01:00") + d.og() + '<meta name="author" content="ORF.at">'  # fmt: skip
    return head, f"""<body class="story"><div id="container"><header class="header" role="banner">{MENU}</header><main id="content"><div id="ss-container"><article id="ss-storyContent" class="story-story"><div class="story-lead"><h2 class="story-lead-topic">Kommunen</h2><h1 class="story-lead-headline">{d.title}</h1><p class="story-lead-text"><strong>{d.intro()}</strong></p></div><div class="story-meta-dates"><div class="print-only">Online seit 3. März 2026, 8.05 Uhr</div></div><div class="sharing"><button>Teilen</button></div><div class="story-content">{body}</div><div class="byline"><p>red, ORF.at/Agenturen</p></div></article><section class="story-footer"><h3>Links:</h3><ul>{d.others(2, "<li><a href=/l{n}>{t}</a></li>")}</ul></section></div></main><div class="ticker"><ul>{d.others(6, '<li><a href="/stories/{n}"><h3>{t}</h3></a></li>')}</ul></div></div></body>"""  # fmt: skip


@page(ORF, 4)
def orf_report(d: Sheet) -> tuple[str, str]:
    picture = f'<figure class="image"><div class="hidden-print"><img data-src="https://ibs.orf.at/news?image=a.jpg" src="https://ibs.orf.at/placeholder.gif" data-srcset="https://ibs.orf.at/a.jpg 1280w" width="1280" height="720" alt=""></div><figcaption><div class="caption-credit"><cite>APA/Anna Berg</cite></div><div class="caption-text">{d.cap(2)}</div></figcaption></figure>'
    return _orf(d, f"""<section class="text"><p>{d.p(0, 1, "{}")}</p>{d.p(1, 2)}</section>{picture}<h2>{d.h(0, "{}")}</h2>{d.p(2, 4)}<blockquote class="quote"><p>{d.quote("Wir haben nie an ein Ende geglaubt, jetzt sitzen wir auf der Bank und staunen.")}</p></blockquote>{d.p(4, 5)}<aside class="inline-link"><a href="/s">{d.other()[0]}</a></aside><h2>{d.h(1, "{}")}</h2>{d.p(5, 7)}""")  # fmt: skip


@page(ORF, 5)
def orf_results(d: Sheet) -> tuple[str, str]:
    rows = "".join(d.row((f"{n}.", name, f"{n * 2 + 50},{n}3")) for n, name in enumerate(("Anna Huber", "Lena Pichler", "Mia Steiner", "Eva Moser", "Sara Gruber"), 1))  # fmt: skip
    return _orf(d, f"""<section class="text">{d.p(0, 3)}</section><h2>{d.head("Das Ergebnis des Abfahrtslaufs", "{}")}</h2><div class="oon-table"><table class="table"><thead>{d.row(("Rang", "Name", "Zeit"), "<th>{}</th>")}</thead><tbody>{rows}</tbody></table></div>{d.p(3, 6)}""")  # fmt: skip


KURIER = Masthead("kurier", "kurier.at", "kurier.at", "de", "{}")


def _kurier(d: Sheet, body: str, extra: str = "") -> tuple[str, str]:
    return d.linked(publisher={"@type": "Organization", "name": "KURIER"}) + d.og(og_site_name="KURIER") + extra, f"""<body><div id="app"><header class="page-header">{MENU}</header><main><article class="article-main"><div class="article-header"><span class="article-header-category">Freizeit</span><h1 class="article-header-title">{d.title}</h1><div class="article-header-intro"><div class="headerComponent-leadText">{d.intro()}</div></div><div class="article-header-author"><span>von</span> <a class="author-name" href="/author/x">{d.names[0]}</a></div><div class="article-header-date">03.03.26, 08:05</div></div><div class="main-image"><figure><img src="https://image.kurier.at/images/cfs_landscape_616w_347h/a.jpg" width="616" height="347" alt=""><figcaption class="image-caption">{d.cap(3)} <span class="copyright">© Kurier/Anna Berg</span></figcaption></figure></div><div class="article-content"><div class="paragraph-container">{body}</div></div><div class="article-source">(kurier.at, abe) | <span>Stand: 03.03.2026, 08:05</span></div></article><section class="teaser-row">{d.others(5, '<a class="teaser-link" href="/a{n}"><h2>{t}</h2><p>{l}</p></a>')}</section></main><footer><p>© Telekurier Online Medien</p></footer></div></body>"""  # fmt: skip


@page(KURIER, 6, "Ingrid Teufl")
def kurier_recipe(d: Sheet) -> tuple[str, str]:
    food = ("300 g Dinkelmehl", "200 ml Buttermilch", "3 Eier", "60 g Butter", "1 Prise Muskat")
    steps = ("Mehl und Salz in einer Schüssel vermengen und eine Mulde formen.", "Buttermilch und Eier verquirlen und langsam einrühren.", "Den Teig eine halbe Stunde ruhen lassen, dann backen.")  # fmt: skip
    recipe = ld({"@context": "https://schema.org", "@type": "Recipe", "name": "Dinkelfladen", "recipeIngredient": food, "recipeInstructions": [{"@type": "HowToStep", "text": text} for text in steps]})  # fmt: skip
    return _kurier(d, f"""{d.p(0, 3)}<div class="recipe"><h2>{d.head("Dinkelfladen", "{}")}</h2><h3>{d.head("Zutaten:", "{}")}</h3><ul>{"".join(f"<li>{d.item(text)}</li>" for text in food)}</ul><h3>{d.head("Zubereitung:", "{}")}</h3><ol>{"".join(f"<li>{d.item(text)}</li>" for text in steps)}</ol></div>{d.p(3, 5)}""", recipe)  # fmt: skip


@page(KURIER, 7, "Uwe Mauch")
def kurier_gallery(d: Sheet) -> tuple[str, str]:
    slides = "".join(f'<div class="gallery-item"><div class="gallery-image"><img data-src="https://image.kurier.at/g{n}.jpg" width="906" height="604" alt="">{d.bare()}</div><div class="gallery-info"><span class="counter">{n + 1}/7</span><h4>{d.head(f"Station {n + 1}: Gasse und Hof", "{}")}</h4><p>{d.told(t)}</p><span class="copyright">© Kurier/Anna Berg</span></div></div>' for n, t in enumerate(d.s.paragraphs[:6]))  # fmt: skip
    return _kurier(d, f'<div class="slideshow gallery">{slides}</div>')


FALTER = Masthead("falter", "www.falter.at", "FALTER.at", "de", "{} - {site}")


@page(FALTER, 8, "Matthias Dusini")
def falter_essay(d: Sheet) -> tuple[str, str]:
    lines = d.p(0, 7, "{}<br><br>")
    return d.og(og_site_name="FALTER.at", article_author=d.names[0]) + d.linked(author=d.names[0]), f"""<body><div id="__layout"><div class="topbar">{MENU}</div><div class="page-wrapper"><div class="article-page"><div class="storyHead"><h1 class="story-title">{d.title}</h1><p class="subtitle">{d.intro()}</p></div><div class="meta-data"><span class="author"><a href="/autoren/x">{d.names[0]}</a></span><br>in <span>Feuilleton</span>, FALTER 10/2026 vom 03.03.2026</div><div class="storyImage"><img src="https://cms.falter.at/a.jpg" width="960" height="640" alt=""><p class="image-description">{d.cap(4)} | <span>Foto: Heribert Corn</span></p></div><div class="storycontent-article"><p>{lines}</p></div><div class="abo-box"><h3>FALTER-Abo</h3><p>Mit einem Abo unterstützen Sie kritischen Journalismus. Die ersten vier Ausgaben schenken wir Ihnen.</p></div></div><div class="more-from-issue"><h2>Weitere Artikel dieser Ausgabe</h2>{d.others(6, '<div class="article-teaser"><a href="/z{n}"><h3>{t}</h3></a><p>{l}</p></div>')}</div></div><footer>FALTER Verlagsgesellschaft m.b.H.</footer></div></body>"""  # fmt: skip


@page(FALTER, 9, "Florian Klenk")
def falter_letter(d: Sheet) -> tuple[str, str]:
    cells = "".join(f'<table width="100%" cellspacing="0" cellpadding="0"><tr><td class="text-cell" style="font-size:16px">{part}</td></tr></table>' for part in (f"<p>{d.told('Sehr geehrte Damen und Herren,')}</p>{d.p(0, 2)}", f"<h2>{d.h(1, '{}')}</h2>{d.p(2, 5)}", f"<h2>{d.h(3, '{}')}</h2>{d.p(5, 7)}<p>{d.told('Einen schönen Dienstag wünscht Ihr')}<br>{d.told('Florian Klenk')}</p>"))  # fmt: skip
    d.published = None
    return f'<meta property="og:title" content="{d.s.title}"><meta name="author" content="Florian Klenk">', f"""<body bgcolor="#f4f4f4"><div style="display:none;max-height:0;overflow:hidden">Was heute in der Stadt wichtig ist</div><table width="100%" cellspacing="0" cellpadding="0"><tr><td align="center"><table width="600"><tr><td align="right" class="preheader"><a href="#">Im Browser anzeigen</a></td></tr><tr><td><a href="/"><img src="https://cms.falter.at/logo.png" width="120" height="40" alt="FALTER"></a></td></tr><tr><td><h1>{d.title}</h1></td></tr><tr><td>{cells}</td></tr><tr><td class="ad"><p>Anzeige</p><a href="/ad">Das neue Programm im Theater am Eck</a></td></tr><tr><td class="footer"><p>Sie erhalten diesen Newsletter, weil Sie sich dafür angemeldet haben. <a href="#">Abmelden</a></p><p>Falter Verlagsgesellschaft m.b.H., Marc-Aurel-Straße 9, 1011 Wien</p></td></tr></table></td></tr></table></body>"""  # fmt: skip
