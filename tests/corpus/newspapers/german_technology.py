"""Pages of German papers about technology."""

from __future__ import annotations

from html import escape

from corpus.newspapers.sheets import Masthead, Sheet, ld, menu, page

MENU = menu("News", "Tests", "Ratgeber", "Hintergrund", "Security", "Jobs", "Preisvergleich", "Abo")

HEISE = Masthead("heise", "www.heise.de", "heise online", "de", "{} | {site}")


def _heise(d: Sheet, body: str, kind: str = "NewsArticle", *, is_free: bool = True) -> tuple[str, str]:
    head = d.linked(kind, publisher={"@type": "Organization", "name": "heise online"}, isAccessibleForFree=is_free, author=[{"@type": "Person", "name": name, "url": "/autor"} for name in d.names]) + d.og(og_site_name="heise online") + f'<meta name="author" content="{", ".join(d.names)}"><meta name="date" content="{d.published}">'  # fmt: skip
    return head, f"""<body class="article-page"><a-header>{MENU}</a-header><div class="notice-banner"><a-notice><p>Zugriff auf alle Inhalte von heise+ im ersten Monat gratis</p></a-notice></div><div id="container"><main id="content"><article id="meldung" class="a-article"><div class="a-article-header"><header class="a-article-header__header"><h1 class="a-article-header__title">{d.title}</h1><p class="a-article-header__lead">{d.intro()}</p></header><div class="a-article-header__service"><a-bookmark></a-bookmark><button>Vorlesen</button><button>Drucken</button><a href="#kommentare">24 Kommentare lesen</a></div><figure class="article-image"><a-lightbox><a-img alt="Bild" height="1152" src="https://heise.cloudimg.io/v7/a.jpg" width="2048"><div><noscript><img src="https://heise.cloudimg.io/v7/a.jpg" alt="Bild"></noscript></div></a-img></a-lightbox><figcaption class="a-caption"><p class="a-caption__text">{d.cap(0)}</p><p class="a-caption__source">(Bild: Anna Berg / heise medien)</p></figcaption></figure><div class="a-article-header__publish-info"><time class="a-publish-info__datetime" datetime="{d.published}"> 08:05 Uhr </time><span>Lesezeit: 3 Min.</span><span>iX Magazin</span></div><div class="creator"><ul><li>Von <a href="/autor/x" rel="author">{"</a></li><li><a>".join(d.names)}</a></li></ul></div></div>
<div class="article-content">{body}</div><div class="article-footer__content"><a-gift has-access><p>Diesen Link verschenken</p></a-gift><p class="article-sign">(<span class="redakteurskuerzel"><a class="redakteurskuerzel__link" href="mailto:abe@heise.de" title="Anna Berg">abe</a></span>)</p></div></article><section id="kommentare"><a href="/forum">Kommentare lesen (24)</a></section></main><aside class="recommendations">{d.others(5, '<a-teaser><article><a href="/a{n}"><header><h3>{t}</h3></header><div><p>{l}</p></div></a></article></a-teaser>')}</aside></div><footer class="page-footer"><p>Copyright © 2026 Heise Medien</p></footer></body>"""  # fmt: skip


@page(HEISE, 0, "Martin Holland")
def heise_news(d: Sheet) -> tuple[str, str]:
    read_on = f'<a-collapse class="a-box a-inline-teaser"><h2 class="a-box__header">Lesen Sie auch</h2><a-teaser><a href="/a"><h3>{d.other()[0]}</h3></a></a-teaser></a-collapse>'
    return _heise(d, f"""{d.p(0, 2)}<a-ad><div class="ad-label">Anzeige</div></a-ad>{d.h(0, '<h3 class="subheading" id="nav_1">{}</h3>')}{d.p(2, 4)}{read_on}<div class="embed opt-in"><h3>Empfohlener redaktioneller Inhalt</h3><p>Mit Ihrer Zustimmung wird hier ein externer Preisvergleich (heise Preisvergleich) geladen.</p><button>Preisvergleiche immer laden</button></div>{d.p(4, 7)}""")  # fmt: skip


@page(HEISE, 1, "Christof Windeck", "Carsten Spille")
def heise_test(d: Sheet) -> tuple[str, str]:
    rows = "".join(d.row((name, f"{n + 4} Watt", f"{60 + 9 * n} MByte/s")) for n, name in enumerate(("Leerlauf", "Lesen", "Schreiben", "Volllast")))  # fmt: skip
    toc = "".join(f'<li><a href="#nav_{n}">{d.more("heads", n)}</a></li>' for n in range(3))
    return _heise(d, f"""<details class="a-toc" open><summary class="a-toc__heading">Inhaltsverzeichnis</summary><ol class="a-toc__list">{toc}</ol></details>{d.p(0, 2)}{d.h(0, '<h2 class="subheading" id="nav_0">{}</h2>')}{d.p(2, 3)}<p>{d.told("Die Messung beginnt mit diesem Aufruf:")}</p><pre class="rte--source"><code>{d.listing("fio --name=test --rw=randread --bs=4k --size=1g")}</code></pre>{d.h(1, '<h2 class="subheading" id="nav_1">{}</h2>')}{d.p(3, 4)}<div class="rte__tabelle"><table class="rte-table"><thead>{d.row(("Betrieb", "Leistung", "Durchsatz"), "<th>{}</th>")}</thead><tbody>{rows}</tbody></table></div>{d.h(2, '<h2 class="subheading" id="nav_2">{}</h2>')}{d.p(4, 6)}<ul class="rte--list">{d.ul(0, 3)}</ul>""", "TechArticle")  # fmt: skip


GOLEM = Masthead("golem", "www.golem.de", "Golem.de", "de", "{} - {site}")


def _golem(d: Sheet, body: str, comments: str) -> tuple[str, str]:
    head = d.og(og_site_name="Golem.de") + f'<meta name="author" content="{escape(d.names[0])}"><meta name="description" content="{escape(d.s.lead)}"><meta name="date" content="{d.published}">' + d.linked(author={"@type": "Person", "name": d.names[0]}, datePublished=d.published)  # fmt: skip
    return head, f"""<body><div id="gwrapper"><div id="header">{MENU}</div><div class="gbox"><div id="screen"><div class="g g6"><article class="go-article"><header class="go-article-header"><h1 class="go-article-header__title head5"><span class="dh2 head5">Infrastruktur:</span> <span class="dh1 head5">{d.title}</span></h1></header><p class="go-article-header__intro">{d.intro()}</p><div class="go-article-header__meta"><time datetime="2026-03-03 08:05:00" class="go-article-header__date">3. März 2026 um 08:05 Uhr</time> <span class="go-article-header__author">Von <a rel="author" href="/specials/autor">{escape(d.names[0])}</a></span></div><div class="go-button-bar"><a href="#">Artikel veröffentlicht am 3. März 2026, 08:05 Uhr</a></div>
<figure class="hero"><img src="https://www.golem.de/2603/a.jpg" width="480" height="270" alt=""><figcaption>{d.cap(1)} <span class="big-image-lic">(Bild: Anna Berg/Golem.de)</span></figcaption></figure><div class="formatted">{body}</div></article>{comments}</div><aside class="go-sidebar"><ol class="list-articles">{d.others(6, '<li><a href="/a{n}"><h2>{t}</h2><p>{l}</p></a></li>')}</ol></aside></div></div><div id="footer"><p>© 1997-2026 Golem.de</p></div></div></body>"""  # fmt: skip


@page(GOLEM, 2, "Werner Pluta")
def golem_news(d: Sheet) -> tuple[str, str]:
    comments = f'<section id="comments" class="supplementary"><h3 class="head1">Kommentare</h3><ol class="list-comments"><li><h4><a href="/f1">Re: Wie teuer wird das</a></h4><p>{d["remark"]}</p><span>nutzer42 03. Mär 2026, 09:12</span></li><li><h4><a href="/f2">Bei uns hat das drei Wochen gedauert</a></h4><p>Dafür stand hinterher alles unter Wasser, weil niemand an einen Abfluss gedacht hatte.</p></li></ol></section>'
    jobs = f'<div id="job-market"><h3>Stellenmarkt</h3><ol class="list-jobs">{d.others(3, "<li><a href=/j{n}>{t}</a><p>Firma {n}, Berlin</p></li>")}</ol></div>'
    return _golem(d, f"""{d.p(0, 2)}<div id="iqadtile4" class="iqadtile4"></div>{jobs}{d.p(2, 4)}{d.h(1, "<h3>{}</h3>")}{d.p(4, 7)}""", comments)  # fmt: skip


@page(GOLEM, 3, "Oliver Nickel")
def golem_test(d: Sheet) -> tuple[str, str]:
    toc = f'<ol class="list-chapters"><li class="active">{d.s.title}</li><li><a href="/n-2.html">Verfügbarkeit und Fazit</a></li></ol>'
    forum = f'<div class="go-forum-teaser"><a href="/forum"><span>{d["remark"]}</span></a></div>'
    return _golem(d, f"""{d.p(0, 3)}{toc}{d.h(0, "<h3>{}</h3>")}{d.p(3, 5)}<ul>{d.ul(0, 3)}</ul><figure><img src="https://www.golem.de/2603/b.jpg" width="620" height="349" alt=""><figcaption>{d.cap(4)} (Bild: Martin Wolf/Golem.de)</figcaption></figure>{d.h(3, "<h3>{}</h3>")}{d.p(5, 7)}<a class="golem-next" href="/n-2.html">Verfügbarkeit und Fazit</a>""", forum)  # fmt: skip


NETZPOLITIK = Masthead("netzpolitik", "netzpolitik.org", "netzpolitik.org", "de", "{}")


def _netzpolitik(d: Sheet, body: str) -> tuple[str, str]:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "Article", "headline": f"{d.s.place} baut: {d.s.title}", "datePublished": "2026-03-03T07:05:12+00:00", "author": {"name": d.names[0], "@id": "https://netzpolitik.org/#/schema/person/1"}, "wordCount": 700, "articleSection": ["Öffentlichkeit"]}, {"@type": "WebSite", "name": "netzpolitik.org"}, {"@type": "Person", "@id": "https://netzpolitik.org/#/schema/person/1", "name": d.names[0]}]}  # fmt: skip
    return d.og(article_published_time="2026-03-03T07:05:12+00:00") + ld(graph), f"""<body class="single single-post"><div id="page"><header id="masthead" class="masthead">{MENU}</header><main id="main"><article class="post type-post"><header class="entry-header"><span class="entry-title__kicker">Bürgerbeteiligung</span><h1 class="entry-title">{d.title}</h1><div class="entry-excerpt"><p>{d.intro()}</p></div><ul class="entry-meta"><li class="entry-meta-item">03.03.2026 um <time class="entry-date published" datetime="2026-03-03T08:05:12+01:00">08:05 Uhr</time> - <a class="author" href="/author/x" rel="author">{d.names[0]}</a> - in <a rel="tag" href="/o">Öffentlichkeit</a> - <a href="#comments">drei Ergänzungen</a></li></ul><figure class="entry-thumbnail wp-caption"><img src="https://cdn.netzpolitik.org/a-860x484.jpg" width="860" height="484" alt=""><figcaption class="wp-caption-text">{d.cap(2)} – <span class="media-license-caption">CC-BY-SA 4.0 Anna Berg</span></figcaption></figure></header>
<div class="entry-content">{body}<div class="netzpolitik-cta"><h3>Die Arbeit von netzpolitik.org finanziert sich fast ausschließlich aus den Spenden unserer Leser:innen.</h3><p>Werde Teil dieser einzigartigen Community und unterstütze auch Du unseren gemeinwohlorientierten, werbe- und trackingfreien Journalismus jetzt mit einer Spende.</p></div></div><footer class="entry-footer"><section class="author-box"><h2>Über die Autor:innen</h2><h3>{d.names[0]}</h3><p>{d.names[0]} schreibt seit 2019 über Verwaltung und ihre Software.</p></section><section class="entry-comments" id="comments"><h2>Ergänzungen</h2><ol class="comment-list"><li class="comment"><p>{d["remark"]}</p></li></ol></section></footer></article></main><aside>{d.others(3, '<article class="teaser"><h3><a href="/a{n}">{t}</a></h3><p>{l}</p></article>')}</aside></div></body>"""  # fmt: skip


@page(NETZPOLITIK, 4, "Esther Menhard", at="2026-03-03T08:05:12+01:00")
def netzpolitik_interview(d: Sheet) -> tuple[str, str]:
    return _netzpolitik(d, f"""{d.p(0, 0)}<p><em>{d.told("Ulrike Scholz plant seit zwanzig Jahren Buslinien und sitzt im Beirat der Stadt.")}</em></p>{d.asked("netzpolitik.org", "Ulrike Scholz")}""")  # fmt: skip


@page(NETZPOLITIK, 5, "Markus Reuter", at="2026-03-03T08:05:12+01:00")
def netzpolitik_document(d: Sheet) -> tuple[str, str]:
    return _netzpolitik(d, f"""{d.p(0, 3)}{d.h(0)}{d.p(3, 5)}<blockquote><p>{d.quote("Wir bitten, die Unterlagen binnen eines Monats nach Eingang dieses Antrags herauszugeben.")}</p></blockquote>{d.p(5, 7)}<hr><p>{d.told("Hier das Dokument in Volltext:")}</p><ul><li>{d.item("Datum: 12. Januar 2026")}</li><li>{d.item("Behörde: Bauamt der Stadt")}</li><li>{d.item("Einstufung: nur für den Dienstgebrauch")}</li></ul>{d.h(2)}<p>{d.told("Der Rat nimmt den Bericht zur Kenntnis und vertagt den Punkt auf die nächste Sitzung.")}</p>""")  # fmt: skip
