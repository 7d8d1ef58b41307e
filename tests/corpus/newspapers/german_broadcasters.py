"""Pages of German broadcasters."""

from __future__ import annotations

import json
from html import escape

from corpus.newspapers.sheets import Masthead, Sheet, menu, page

MENU = menu("Startseite", "Inland", "Ausland", "Wirtschaft", "Wetter", "Sendungen", "Podcasts", "Faktenfinder")

TAGESSCHAU = Masthead("tagesschau", "www.tagesschau.de", "tagesschau.de", "de", "{} | {site}")


def _tagesschau(d: Sheet, body: str, head: str) -> tuple[str, str]:
    return head + d.og(article_published_time=d.published), f"""<body><div class="header-wrapper"><header class="header">{MENU}</header></div><div class="tickerbar"><p>Eilmeldung</p></div><main id="content" class="content-wrapper"><article class="container content-wrapper__group"><div class="seitenkopf v-instance"><div class="seitenkopf__media"><div class="seitenkopf__image"><div class="ts-picture__wrapper"><picture class="ts-picture"><source srcset="https://images.tagesschau.de/a/16x9-big/a.webp 1280w"><img class="ts-image" src="https://images.tagesschau.de/a/16x9-small/a.jpg" alt="Bauarbeiter am Ufer | dpa" title="Bauarbeiter am Ufer | dpa" width="640" height="360"></picture></div>{d.bare()}</div></div><div class="seitenkopf__data columns twelve"><h1 class="seitenkopf__headline"><span class="seitenkopf__topline">Kommunen im Wandel</span> <span class="seitenkopf__headline--text">{d.title}</span></h1></div></div><p class="metatextline">Stand: 03.03.2026 • 08:05 Uhr</p>
<p class="textabsatz m-ten m-offset-one l-eight l-offset-two columns twelve"><strong>{d.intro()}</strong></p>{body}</article>
<div class="meldungsfooter columns"><p>Über dieses Thema berichtete tagesschau24 am 03. März 2026 um 09:00 Uhr.</p></div><div class="taglist"><h3>Mehr zum Thema</h3><ul class="taglist__list"><li><a class="tag-btn" href="/t">Kommunen</a></li></ul></div><section class="teaserliste">{d.others(6, '<div class="teaser-xs"><a href="/a{n}"><span class="teaser-xs__headline">{t}</span><p class="teaser-xs__shorttext">{l}</p></a></div>')}</section></main><footer class="footer"><p>© ARD-aktuell / tagesschau.de</p></footer></body>"""  # fmt: skip


_P = '<p class="textabsatz m-ten m-offset-one l-eight l-offset-two columns twelve">{}</p>'


@page(TAGESSCHAU, 0, "Finn Kramer")
def tagesschau_report(d: Sheet) -> tuple[str, str]:
    author = '<div class="authorline columns twelve"><div class="authorline__icon"></div><div class="authorline__author">Von <a href="/a" class="authorline__link">Finn Kramer</a>, ARD-Hauptstadtstudio</div></div>'
    return _tagesschau(d, f"""{author}{d.p(0, 2, _P)}<h2 class="meldung__subhead columns twelve">{d.head("Der lange Weg zum Beschluss", "{}")}</h2>{d.p(2, 4, _P)}<div class="absatzbild columns twelve"><div class="absatzbild__media"><div class="ts-picture__wrapper"><img class="ts-image" src="https://images.tagesschau.de/b/16x9-small/b.jpg" width="640" height="360" alt=""></div></div><div class="absatzbild__info"><p class="absatzbild__info__text">{d.cap(1)}</p></div></div>{d.p(4, 5, _P)}
<div class="teaser-absatz columns"><a class="teaser-absatz__link" href="/a-1"><span class="teaser-absatz__date">28.02.2026</span><h3 class="teaser-absatz__headline">{d.other()[0]}</h3><p class="teaser-absatz__shorttext">{d.other()[1]} <span class="teaser-absatz__more">mehr</span></p></a></div>{d.p(5, 7, _P)}""", d.linked(author=[{"@type": "Person", "name": "Finn Kramer"}], publisher={"@type": "Organization", "name": "tagesschau.de"}))  # fmt: skip


@page(TAGESSCHAU, 1)
def tagesschau_live(d: Sheet) -> tuple[str, str]:
    posts = "".join(f'<div class="liveblog__datetime"><h3 class="liveblog__datetime">{d.heading(f"0{9 - n}:1{n} Uhr")}</h3></div>{d.head(f"Rat vertagt Punkt {9 - n} der Liste", "<h2 class=meldung__subhead>{}</h2>")}{d.p(n, n + 1, _P)}' for n in range(7))  # fmt: skip
    return _tagesschau(d, f'<div class="liveblog">{posts}</div>', d.linked("LiveBlogPosting", author=[{"@type": "Organization", "name": "tagesschau.de"}], coverageStartTime=d.published))  # fmt: skip


ZDF = Masthead("zdfheute", "www.zdfheute.de", "ZDFheute", "de", "{} - {site}")


def _zdf(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(author=[{"@type": "Person", "name": name} for name in d.names] or [{"@type": "Organization", "name": "ZDFheute"}], publisher={"@type": "Organization", "name": "ZDFheute"}) + d.og() + '<meta name="author" content="ZDFheute">'  # fmt: skip
    by = f"von {d.names[0]}" if d.names else ""
    return head, f"""<body><div id="__next"><header><a href="#main">Zum Inhalt springen</a>{MENU}</header><main id="main"><article class="sc-article"><header class="sc-head"><p class="sc-kicker"><span>Rathaus und Bürger</span><span class="visually-hidden">:</span></p><h1 class="sc-headline">{d.title}</h1><div class="sc-byline"><span>{by}</span></div><time datetime="2026-03-03T07:05:00.000Z">03.03.2026 | 08:05</time><div class="sc-share"><button>Teilen</button></div></header>
<p class="r1nj4qn5 rvqyqzi" data-testid="lead">{d.intro()}</p><figure class="sc-media"><picture><source type="image/webp" srcset="https://www.zdfheute.de/assets/a~1920x1080 1920w"><img src="https://www.zdfheute.de/assets/a~640x360" width="640" height="360" alt=""></picture><figcaption><p>{d.cap(2)}</p><small>Quelle: dpa</small></figcaption></figure><div class="sc-body">{body}</div></article><section class="sc-more"><h2>Mehr Nachrichten</h2>{d.others(6, '<article class="sc-teaser"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></article>')}</section></main><footer><p>ZDFheute. Impressum, Barrierefreiheit</p></footer></div></body>"""  # fmt: skip


@page(ZDF, 2, "Marlene Schuster")
def zdfheute_report(d: Sheet) -> tuple[str, str]:
    p = '<p class="p4fzw5k tdeoflm">{}</p>'
    return _zdf(d, f"""<div>{d.p(0, 2, p)}</div><div class="sc-quote"><blockquote class="q7"><p>{d.quote("Am Ende zählt, ob die Leute wiederkommen, und danach sieht es aus.")}</p></blockquote><div class="q-source">{d.told("Marlene Busch, Stadträtin")}</div></div><div>{d.h(0, '<h2 class="hhhtg4j">{}</h2>')}{d.p(2, 4, p)}<ul class="u5">{d.ul(0, 3, '<li class="l1">{}</li>')}</ul>{d.p(4, 5, p)}</div><div class="sc-embed"><section aria-label="Teaser"><a href="/a1"><span>Mit Video</span><h3>{d.other()[0]}</h3></a></section></div><div>{d.h(3, '<h2 class="hhhtg4j">{}</h2>')}{d.p(5, 7, p)}</div><div class="sc-whatsapp"><p>Sie wollen auf dem Laufenden bleiben? Dann sind Sie beim ZDFheute-WhatsApp-Channel richtig. Hier erhalten Sie die wichtigsten Nachrichten auf Ihr Smartphone.</p></div>""")  # fmt: skip


@page(ZDF, 3)
def zdfheute_questions(d: Sheet) -> tuple[str, str]:
    parts = "".join(f'<div class="accordion"><h2><button aria-expanded="false" id="b{n}">{d.head(d.more("asks", n), "{}")}</button></h2><div role="region" aria-labelledby="b{n}">{d.p(n, n + 1)}</div></div>' for n in range(1, 6))  # fmt: skip
    return _zdf(d, f"<div>{d.p(0, 1)}</div>{parts}")


WDR = Masthead("wdr", "www1.wdr.de", "WDR", "de", "{} - Nachrichten - {site}")


def _wdr(d: Sheet, body: str) -> tuple[str, str]:
    return d.og(og_site_name="www1.wdr.de", lead=d.s.lead) + f'<meta name="Author" content="Westdeutscher Rundfunk"><meta name="Description" content="{escape(d.s.lead)}"><meta itemprop="datePublished" content="{d.published}">', f"""<body class="wsArticle"><div id="header" class="section headerMeta">{MENU}</div><div class="wdrContent"><nav class="breadcrumb"><a href="/">Startseite</a></nav><div id="content" class="content"><div class="contentA"><article class="section box sectionDetail" itemscope itemtype="https://schema.org/NewsArticle"><div class="mod modA modArticle"><h1 class="headline small" itemprop="headline">{d.title}</h1><p class="einleitungstext intro"><span class="shortText">{d.intro()}</span></p><div class="byline"><p>Von {d.names[0] if d.names else "der Redaktion"}</p></div><p class="stand">Stand: 03.03.2026, 08:05 Uhr</p>{body}<p class="source">Über dieses Thema berichten wir am 03.03.2026 auch im WDR Fernsehen: Aktuelle Stunde, 18.45 Uhr.</p></div></article>
<div class="modC sharing"><ul><li><a href="#">Facebook</a></li><li><a href="#">Mail</a></li></ul></div><div class="section teaserlist">{d.others(6, '<div class="teaser hideTeasertext"><a href="/a{n}"><h4 class="headline">{t}</h4><p class="teasertext">{l} <strong>mehr</strong></p></a></div>')}</div></div></div></div><footer class="footer"><p>© WDR 2026. Hilfe, Kontakt, Impressum</p></footer></body>"""  # fmt: skip


@page(WDR, 4, "Oliver Scheel")
def wdr_report(d: Sheet) -> tuple[str, str]:
    sound = json.dumps({"mediaResource": {"dflt": {"audioURL": "https://wdrmedien.example/a.mp3"}}}).replace('"', "'")
    d.film("Was die Anwohner sagen")
    return _wdr(d, f"""<div class="mediaA"><div class="media mediaA imageContainer"><div class="wdr-image"><img src="https://www1.wdr.de/a-gseagaleriexl.jpg" width="960" height="540" alt="" class="img"></div></div><p class="infotext">{d.cap(0)} | <span class="rights">Bildquelle: WDR/Berg</span></p></div>{d.p(0, 2, '<p class="text small">{}</p>')}<div class="mediaCon" data-extension="{sound}"><div class="audio"><audio src="https://wdrmedien.example/a.mp3" title="Was die Anwohner sagen"></audio></div><p class="teasertext">WDR 5 Morgenecho. 03.03.2026. 04:12 Min.. Verfügbar bis 03.03.2027. WDR 5.</p></div>{d.h(1, '<h2 class="subtitle small">{}</h2>')}{d.p(2, 5, '<p class="text small">{}</p>')}{d.h(2, '<h2 class="subtitle small">{}</h2>')}{d.p(5, 7, '<p class="text small">{}</p>')}<div class="sources"><h3>{d.heading("Unsere Quellen:")}</h3><ul>{"".join(f"<li>{d.item(t)}</li>" for t in ("Nachrichtenagentur dpa", "Pressestelle der Stadt", "Interview mit der Baudezernentin"))}</ul></div>""")  # fmt: skip


@page(WDR, 5, "Heike Rademacher")
def wdr_gallery(d: Sheet) -> tuple[str, str]:
    slides = "".join(f'<div class="slide slide{n}"><div class="media"><img data-src="https://www1.wdr.de/g{n}.jpg" src="https://www1.wdr.de/resources/img/placeholder.gif" width="960" height="540" alt=""></div>{d.bare()}<div class="text"><p class="text">{d.told(t)}</p></div></div>' for n, t in enumerate(d.s.paragraphs[:6]))  # fmt: skip
    return _wdr(d, f'<div class="modPicgallery"><div class="gallery swiper">{slides}</div></div>')


DLF = Masthead("deutschlandfunk", "www.deutschlandfunk.de", "Deutschlandfunk", "de", "{}")


def _dlf(d: Sheet, body: str, kicker: str) -> tuple[str, str]:
    head = d.linked(articleSection="Politik", publisher={"@type": "NewsMediaOrganization", "name": "Deutschlandfunk"}) + d.og()  # fmt: skip
    return head, f"""<body><div id="app"><header class="b-header">{MENU}</header><main class="main"><article class="b-article"><div class="article-header"><div class="article-header-body"><div class="article-header-overhead">{kicker}</div><h1 class="article-header-title headline"><span class="headline-kicker">{d.s.place}</span><span class="headline-title">{d.title}</span></h1><p class="article-header-description">{d.intro()}</p><div class="article-header-author">Von <a href="/autor">{d.names[0]}</a> | <span class="article-header-date">03.03.2026</span></div></div></div>{body}</article><section class="b-teaser-list"><h2>Mehr zum Thema</h2>{d.others(5, '<article class="b-article-teaser"><a href="/a{n}"><h3 class="headline-title">{t}</h3><p class="article-teaser-description">{l}</p></a></article>')}</section></main><footer><p>Deutschlandradio © 2009-2026</p></footer></div></body>"""  # fmt: skip


def _dlf_sound(d: Sheet, title: str) -> str:
    d.film(title)
    return f'<div class="b-audio-player"><div class="audio-player-title">{title}</div><audio controls src="https://ondemand-mp3.dradio.example/file/kommune_abcdef01.mp3" data-title="{title}"></audio><span>06:42 Minuten</span><span>03.03.2026</span></div>'


@page(DLF, 6, "Sina Voss")
def deutschlandfunk_review(d: Sheet) -> tuple[str, str]:
    return _dlf(d, f"""{_dlf_sound(d, "Kritik: Ein Haus für alle")}<figure class="b-image-figure"><picture><source data-srcset="https://bilder.deutschlandfunk.de/a-1280.jpg 1280w"><img class="lazyload" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="https://bilder.deutschlandfunk.de/a-640.jpg" width="1280" height="720" alt=""></picture><figcaption class="b-image-caption">{d.cap(4)} <span class="copyright">(picture alliance / dpa / Anna Berg)</span></figcaption></figure><section class="b-article-details"><div class="article-details-text u-space-bottom-l">{d.p(0, 1, "{}")}</div><div class="article-details-text">{d.p(1, 2, "{}")}</div>{d.h(1, '<h2 class="article-details-title">{}</h2>')}<div class="article-details-text">{d.p(2, 3, "{}")}<br>{d.p(3, 4, "{}")}</div><div class="b-article-extended-teaser"><a href="/x"><h3>{d.other()[0]}</h3></a></div><div class="article-details-text">{d.p(4, 6, "{}<br><br>")}</div></section>""", "Kultur heute")  # fmt: skip


@page(DLF, 7, "Tobias Armbrust")
def deutschlandfunk_interview(d: Sheet) -> tuple[str, str]:
    said = d.asked("Armbrust", "Brandt", '<div class="article-details-text"><strong>{}:</strong> {}</div>')
    return _dlf(d, f'{_dlf_sound(d, "Interview mit Ulrike Brandt, Bauamt")}<section class="b-article-details">{said}<div class="article-details-text"><em>{d.told("Äußerungen unserer Gesprächspartner geben deren eigene Auffassungen wieder.")}</em></div></section>', "Informationen am Morgen")  # fmt: skip


NTV = Masthead("ntv", "www.n-tv.de", "n-tv.de", "de", "{} - {site}")


def _ntv(d: Sheet, body: str, kind: str | list[str], author: str) -> tuple[str, str]:
    head = d.linked(kind, author={"@type": "Organization", "name": "n-tv NACHRICHTEN"}, publisher={"@type": "Organization", "name": "n-tv NACHRICHTEN"}) + d.og(og_site_name="n-tv.de") + '<meta name="author" content="n-tv NACHRICHTEN">'  # fmt: skip
    return head, f"""<body><div class="wrapper"><header class="header">{MENU}</header><div class="content"><main class="content__main"><article class="article" id="article"><header class="article__header"><h1 class="article__headline"><span class="article__kicker">Streit um {d.s.place}</span> <span class="article__headline-text">{d.title}</span></h1><div class="article__meta"><span class="article__date">03.03.2026, 08:05 Uhr</span>{author}</div><div class="article__share"><a href="#">Artikel anhören</a><span>(03:11 min)</span></div></header>
<div class="article__media"><figure><div class="article__media-image"><img src="https://bilder2.n-tv.de/img/a/c/16_9/1136.jpg" srcset="https://bilder2.n-tv.de/img/a/c/16_9/568.jpg 568w, https://bilder2.n-tv.de/img/a/c/16_9/1136.jpg 1136w" width="1136" height="639" alt=""></div><figcaption><p class="article__media-caption">{d.cap(5)}</p><p class="article__media-credit">(Foto: picture alliance/dpa)</p></figcaption></figure></div><div class="article__text"><p><strong>{d.intro()}</strong></p>{body}</div><div class="article__source"><p>Quelle: ntv.de, abe/dpa</p></div><div class="article__tags"><ul><li><a href="/t">Kommunen</a></li></ul></div></article><section class="group group--teaser">{d.others(8, '<article class="teaser teaser--small"><a href="/a{n}"><span class="teaser__kicker">Thema</span><h3 class="teaser__headline">{t}</h3><p class="teaser__text">{l}</p></a></article>')}</section></main></div><footer><p>© n-tv.de</p></footer></div></body>"""  # fmt: skip


@page(NTV, 8, "Volker Petersen")
def ntv_report(d: Sheet) -> tuple[str, str]:
    return _ntv(d, f"""{d.p(0, 2)}<section class="article__aside article__aside--related"><article class="teaser teaser--inline"><a href="/a"><span class="teaser__kicker">Wetter</span><h3 class="teaser__headline">{d.other()[0]}</h3></a></article></section>{d.h(0, '<h2 class="article__subhead">{}</h2>')}{d.p(2, 5)}<div class="article__embed"><p>Empfehlungen der Redaktion</p><p>An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt. Sie können ihn mit einem Klick anzeigen lassen.</p></div>{d.p(5, 7)}""", "NewsArticle", '<span class="article__author">Von <a href="/autoren/p">Volker Petersen</a></span>')  # fmt: skip


@page(NTV, 9)
def ntv_ticker(d: Sheet) -> tuple[str, str]:
    posts = "".join(f'<div class="ticker__entry" id="e{n}"><p><strong>+++ {d.told(f"1{9 - n}:2{n} Bauamt meldet Abschnitt {9 - n} als fertig")} +++</strong><br>{d.p(n, n + 1, "{}")}</p></div>' for n in range(7))  # fmt: skip
    return _ntv(d, f'<div class="ticker">{posts}</div><p>{d.told("Frühere Entwicklungen lesen Sie im Ticker von gestern.")}</p>', "LiveBlogPosting", "")  # fmt: skip


MDR = Masthead("mdr", "www.mdr.de", "MDR.DE", "de", "{} | {site}")


@page(MDR, 10, "Luisa König")
def mdr_amp(d: Sheet) -> tuple[str, str]:
    d.film("Der Rundgang mit der Kamera")
    return d.linked(publisher={"@type": "Organization", "name": "Mitteldeutscher Rundfunk"}) + d.og() + '<style amp-boilerplate>body{}</style><script async src="https://cdn.ampproject.org/v0.js"></script>', f"""<body><amp-consent id="c" layout="nodisplay"><div id="ui"><p>{d["cookie"]}</p><button on="tap:c.accept">Zustimmen</button></div></amp-consent><amp-sidebar id="sb" layout="nodisplay" side="right"><ul><li><a href="/n">Nachrichten</a></li><li><a href="/s">Sport</a></li></ul></amp-sidebar><header><a href="/">MDR</a><button on="tap:sb.toggle">Menü</button></header><main><div class="head"><h1><span class="dachzeile">Landleben</span> <span class="headline">{d.title}</span></h1></div><p class="datum">Stand: 03. März 2026, 08:05 Uhr</p><p class="autor">von Luisa König, MDR SACHSEN</p><p class="einleitung"><strong>{d.intro()}</strong></p>
<figure><amp-img src="https://www.mdr.de/a_v-variantBig16x9.jpg" width="720" height="405" layout="responsive" alt=""><noscript><img src="https://www.mdr.de/a_v-variantBig16x9.jpg"></noscript></amp-img><figcaption>{d.cap(3)} <span>Bildrechte: MDR/Anna Berg</span></figcaption></figure>{d.p(0, 3)}<amp-ad width="300" height="250" type="x"><div placeholder>Anzeige</div></amp-ad><h2>{d.head("Was die Nachbarn sagen", "{}")}</h2>{d.p(3, 5)}<amp-iframe src="https://www.mdr.de/player/video-77.html" title="Der Rundgang mit der Kamera" width="640" height="360" layout="responsive"><amp-img placeholder src="/p.jpg" layout="fill"></amp-img></amp-iframe>{d.p(5, 7)}<p>MDR (luk)</p><amp-list src="/more.json" width="300" height="200"><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}} von morgen</a></template></amp-list></main><footer><p>© 2026 MITTELDEUTSCHER RUNDFUNK</p></footer></body>"""  # fmt: skip
