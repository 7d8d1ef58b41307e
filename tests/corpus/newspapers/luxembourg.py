"""Pages of newspapers and stations of Luxembourg, in their languages; those of Mediahuis are in `luxembourg_mediahuis`."""

from __future__ import annotations

from typing import Any

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, Paper, foot
from corpus.newspapers.page_heads import article, crumbs, linked, named, open_graph, page

TAGEBLATT = Paper("Tageblatt.lu", "www.tageblatt.lu", "de")
ESSENTIEL_FR = Paper("L'essentiel", "www.lessentiel.lu", "fr")
RTL = Paper("RTL Lëtzebuerg", "www.rtl.lu", "lb")
RTL_TODAY = Paper("RTL Today", "today.rtl.lu", "en")
RTL_INFOS = Paper("RTL Infos", "infos.rtl.lu", "fr")
QUOTIDIEN = Paper("Le Quotidien", "lequotidien.lu", "fr")
REPORTER = Paper("Reporter.lu", "www.reporter.lu", "de")
LAND = Paper("Lëtzebuerger Land", "www.land.lu", "lb")


# Tageblatt: WordPress with the theme "Newspaper", whose blocks are in columns.


def _tageblatt(d: Draft, author: str, body: str, *, category: str) -> str:
    site = f"https://{d.s.host}/#organization"
    node = article(
        d,
        author={"@type": "Person", "name": d.author(author), "@id": f"https://{d.s.host}/#/schema/person/9"},
        publisher={"@id": site},
        articleSection=[category],
    )
    head = (
        linked(
            node,
            {"@type": "Organization", "@id": site, "name": d.s.site},
            crumbs("Startseite", category),
            is_graph=True,
        )
        + open_graph(d)
        + named(
            **{
                "twitter:label1": "Verfasst von",
                "twitter:data1": author,
                "twitter:label2": "Geschätzte Lesezeit",
                "twitter:data2": "4 Minuten",
            }
        )
    )
    return page(d, head, f"""<div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header-template-wrap"><div class="td_block_wrap tdb_header_menu">{NAV}</div></div><div class="td-main-content-wrap td-container-wrap"><div class="tdc-content-wrap"><article id="template-id-77" class="post-1 post type-post status-publish td-container"><div class="vc_row tdc-row"><div class="vc_column tdc-column td-pb-span8"><div class="wpb_wrapper"><div class="td_block_wrap tdb_single_categories"><a class="tdb-entry-category" href="/c">{category}</a></div><div class="td_block_wrap tdb_title tdb-single-title"><h1 class="tdb-title-text">{d.s.title}</h1></div><div class="td_block_wrap tdb_single_subtitle"><div class="tdb-block-inner"><p>{d.lead()}</p></div></div><div class="td_block_wrap tdb_single_author"><div class="tdb-author-name-wrap"><span class="tdb-author-by">Von</span> <a class="tdb-author-name" href="/author/x">{author}</a></div></div><div class="td_block_wrap tdb_single_date"><time class="entry-date updated td-module-date" datetime="{d.published}">3. März 2026</time></div>
{body}<div class="td_block_wrap tdb_single_tags"><ul class="tdb-tags"><li><span>Tags</span></li>{d.others(1, LINK)}</ul></div><div class="td_block_wrap tdb_single_next_prev"><div class="tdb-next-post"><span>Nächster Artikel</span><a href="/n">{d.other()[0]}</a></div></div><div class="td_block_wrap tdb_single_comments"><div class="comments" id="comments"><h4>1 Kommentar</h4><ol class="comment-list"><li class="comment"><article><footer><cite>Grober J-P.</cite></footer><div class="comment-content"><p>{d["remark"]}</p></div></article></li></ol></div></div></div></div><div class="vc_column td-pb-span4">{d.others(5, '<div class="td_module_flex"><h3 class="entry-title td-module-title"><a href="/a{n}">{t}</a></h3><div class="td-excerpt">{l}</div></div>')}</div></div></article></div></div></div>{foot(d)}""", title="{title} - {site}", attributes='class="wp-singular post-template-default single td-standard-pack"')  # fmt: skip


@TAGEBLATT.page("editorial", 4, "/headlines/editorial-die-buslinie-sieben/")
def tageblatt_editorial(d: Draft) -> str:
    text = f'{d.p(0, 4)}<p>&nbsp;</p><blockquote class="td_pull_quote"><p>{d.quote("Wer eine Linie streicht, streicht ein Versprechen")}</p></blockquote>{d.p(4, 7)}<p style="text-align: right"><a href="mailto:x@example.org">redaktion@example.org</a></p>'
    return _tageblatt(
        d,
        "Armand Back",
        f'<div class="td_block_wrap tdb_single_content td-post-content tagdiv-type"><div class="tdb-block-inner td-fix-index">{text}</div></div>',
        category="Editorial",
    )


@TAGEBLATT.page("results", 8, "/sport/das-weinfest-die-ergebnisse/")
def tageblatt_results(d: Draft) -> str:
    before = d.p(0, 2)
    caption = d.told("Stand nach dem 14. Spieltag")
    head = d.row(("Mannschaft", "Punkte", "Tore"), "<th>{}</th>")
    teams = ("F91 Düdelingen", "Differdingen 03", "Racing", "Niederkorn", "Swift Hesperingen", "UNA Strassen")
    rows = "".join(d.row((name, str(31 - n), f"{20 - n}:{n + 3}")) for n, name in enumerate(teams))
    table = f'<figure class="wp-block-table is-style-stripes"><table><thead>{head}</thead><tbody>{rows}</tbody></table><figcaption class="wp-element-caption">{caption}</figcaption></figure>'
    goals = "1:0 Muller (12.), 2:0 Weber (48., Elfmeter), 2:1 Diallo (77.)"
    picture = f'<div class="td_block_wrap tdb_single_featured_image tdb-content-horiz-left"><figure><a href="/g.jpg" class="td-modal-image"><img width="1068" height="712" class="entry-thumb" src="/wp-content/g-1068x712.jpg" srcset="/wp-content/g-1068x712.jpg 1068w"></a><figcaption class="tdb-caption-text">{d.caption()} <i class="tdb-caption-credit">Foto: Editpress/Luis Mangorrinha</i></figcaption></figure></div>'
    return _tageblatt(
        d,
        "Dan Elvinger",
        f'{picture}<div class="td_block_wrap tdb_single_content td-post-content tagdiv-type"><div class="tdb-block-inner td-fix-index">{before}{table}{d.p(2, 5)}<div class="td-a-rec td-a-rec-id-content_inline tdi_88"><span class="td-adspot-title">- Anzeige -</span></div><h4>{d.heading("Im Überblick")}</h4><p><strong>{d.told("Tore:")}</strong> {d.told(goals)}</p>{d.p(5, 7)}</div></div>',
        category="Sport",
    )


# L'essentiel: made by the system of 20 Minuten (Next, styled-components).


def _essentiel(
    d: Draft, body: str, *, authors: tuple[str, ...] = (), by: str = "", section: str = "Luxembourg", **fields: Any
) -> str:
    for name in authors:
        d.author(name)
    head = linked(
        article(
            d,
            *authors,
            articleSection=section,
            isAccessibleForFree=True,
            **(fields if authors else {"author": [{"@type": "Organization", "name": "L'essentiel"}], **fields}),
        )
    ) + open_graph(d)
    return page(d, head, f"""<div id="__next"><div class="sc-7f4d1 hPSnVk"><header class="sc-a1">{NAV}</header><main class="sc-b22"><article class="sc-c31 article"><section class="sc-d40" type="header"><span class="sc-d41">{section}</span><h2 class="sc-e50 kicker">{d.s.place}</h2><h1 class="sc-e51"><span>{d.s.title}</span></h1><p class="sc-e52 lead">{d.lead()}</p></section>
<div class="sc-f61 byline"><div class="sc-f62"><span>{by}</span></div><div class="sc-f63"><time datetime="{d.published}">3 mars 2026, 08:05</time></div><div class="sc-f64"><button>Partager</button><button aria-label="comments">12</button></div></div><div class="Article_body__60Liu">{body}</div><section class="sc-g70"><h3>{d["news"][:25]}</h3><p>{d["news"]}</p></section></article><section class="sc-h80">{d.others(8, '<article class="sc-i90"><a href="/story/{n}"><figure><img src="/i/{n}.jpg"></figure><h2 class="sc-i91">{t}</h2></a></article>')}</section><section class="sc-j10" id="comments"><article><h4>Schëmpchen</h4><p>{d["remark"]}</p></article></section></main></div></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@ESSENTIEL_FR.page("gallery", 3, "/fr/story/le-marche-couvert-100000001")
def essentiel_gallery(d: Draft) -> str:
    slide = '<li class="sc-k11 slide"><figure class="sc-k12"><div class="sc-k13"><picture><source srcset="/img/{n}.avif" type="image/avif"><img src="/img/{n}.jpg" width="1200" height="800" loading="lazy"></picture></div><figcaption class="sc-k14"><p class="sc-k15">{t}</p><p class="sc-k16">L’essentiel/Anne Berg</p></figcaption></figure></li>'
    captions = [f"La halle, vue {n} du marché" for n in ("un", "deux", "trois", "quatre")]
    slides = "".join(slide.format(n=n, t=d.caption(text)) for n, text in enumerate(captions))
    return _essentiel(
        d,
        f'<div class="sc-l20 slideshow"><ul class="sc-l21">{slides}</ul><div class="sc-l22">1/4</div></div><section class="sc-m30">{d.p(0, 7, "<p class=sc-n40>{}</p>")}</section>',
        authors=("Nicolas Grellier",),
        by="par Nicolas Grellier",
    )


@ESSENTIEL_FR.page("ticker", 10, "/fr/story/le-centre-de-soins-en-direct-100000002")
def essentiel_ticker(d: Draft) -> str:
    posts = "".join(
        f'<div class="sc-o50 ticker-entry"><div class="sc-o51"><time datetime="2026-03-03T1{n}:12:00+01:00">{d.told(f"1{n}:12")}</time></div><h3 class="sc-o52">{d.heading(f"Point numéro {n + 1} de la matinée")}</h3><div class="sc-o53"><p>{d.told(text)}</p></div></div>'
        for n, text in enumerate(d.s.paragraphs)
    )
    return _essentiel(
        d,
        f'<section class="sc-o49 live-ticker"><div class="sc-o48"><button>Actualiser</button></div>{posts}</section>',
        by="L’essentiel",
    )


@ESSENTIEL_FR.page("report", 12, "/de/story/das-heimatmuseum-100000003", language="de")
def essentiel_german(d: Draft) -> str:
    picture = f'<div class="sc-p60"><figure><div><img src="/g.jpg" width="1200" height="675"></div><div class="sc-p61"><p>{d.caption()}</p><p class="sc-p62">DPA</p></div></figure></div>'
    summary = f'<section class="sc-q70 summary"><h2 class="sc-q71">{d.heading("Darum geht’s")}</h2><ul>{d.list()}</ul></section>'
    p = '<section class="sc-m30"><p class="sc-n40">{}</p></section>'
    return _essentiel(
        d,
        f'{picture}{summary}{d.p(0, 3, p)}<section class="sc-m30"><h2 class="sc-n41">{d.heading(0)}</h2></section>{d.p(3, 7, p)}<p class="sc-r80"><em>(L’essentiel/dpa)</em></p>',
        authors=("dpa",),
        by="DPA",
        section="Luxemburg",
    )


# RTL: one system in three languages; posts of tickers and players are elements of its own.


def _rtl(d: Draft, body: str, *, author: str = "", published: str = "", section: str = "National") -> str:
    by = (
        f'<div class="article-head__author"><span>{d["by"]} </span><a href="/a">{d.author(author)}</a></div>'
        if author
        else ""
    )
    head = linked(
        article(
            d,
            *([author] if author else []),
            **({} if author else {"author": {"@type": "Organization", "name": d.s.site}}),
            articleSection=section,
        )
    ) + open_graph(d)
    return page(d, head, f"""<div class="layout"><rtl-cookie-banner class="cmp"><p>{d["cookie"]}</p></rtl-cookie-banner><header class="layout__header">{NAV}</header><main class="layout__main" id="main"><article class="article article--{section.lower()}"><header class="article-head"><div class="article-head__kicker">{d.s.place}</div><h1 class="article-head__title">{d.s.title}</h1>{by}<div class="article-head__meta"><time datetime="{d.published}">{published}</time><button class="article-head__comments">3 Comments</button></div><div class="article-head__intro"><p>{d.lead()}</p></div></header>
{body}<aside class="article__share"><ul><li><a href="#">Facebook</a></li><li><a href="#">WhatsApp</a></li></ul></aside><section class="article__comments"><h3>Commentaires</h3><p>{d["remark"]}</p></section></article><section class="most-read"><h2>Am meeschte gelies</h2><ol>{d.others(5, LINK)}</ol></section><section class="latest">{d.others(6, '<a class="card" href="/a{n}.html"><h3 class="card__title">{t}</h3><p class="card__text">{l}</p></a>')}</section></main></div>{foot(d)}""", title="{site} - {section} - {title}".replace("{section}", section))  # fmt: skip


@RTL.page("video", 6, "/news/national/a/2300001.html")
def rtl_video(d: Draft) -> str:
    player = f'<div class="article-media"><rtl-player class="player" data-id="77"><iframe src="https://play.rtl.lu/embed/episodes/77" title="{d.film("Reportage: am Bësch mam Fierschter")}" allowfullscreen></iframe></rtl-player><div class="article-media__caption">{d["credit"]}</div></div>'
    d.pictures = 0
    body = f'{player}<div class="article-body">{d.p(0, 4)}<p><strong>{d["also"]}: <a href="/news/a/1.html">{d.other()[0]}</a></strong></p>{d.head(0, "<h3>{}</h3>")}{d.p(4, 7)}</div>'
    return _rtl(d, body, author="Claudia Kollwelter", published="Publizéiert: 03.03.2026 08:05")


@RTL.page("ticker", 11, "/sport/news/a/2300002.html")
def rtl_ticker(d: Draft) -> str:
    posts = "".join(
        f'<rtl-ticker-post class="ticker-post"><div class="ticker-post__time">{d.told(f"1{n}:40")}</div><div class="ticker-post__content"><p>{d.told(text)}</p></div></rtl-ticker-post>'
        for n, text in enumerate(reversed(d.s.paragraphs))
    )
    return _rtl(
        d,
        f'<div class="article-body">{d.p(0, 0)}<div class="ticker" data-live="1">{posts}</div></div>',
        published="Publizéiert: 03.03.2026 08:05",
        section="Sport",
    )


@RTL_TODAY.page("report", 3, "/news/luxembourg/the-covered-market-2300003")
def rtl_today_report(d: Draft) -> str:
    picture = f'<figure class="article-media"><img class="article-media__image" src="/assets/t.jpeg" srcset="/assets/t-640.jpeg 640w, /assets/t-1280.jpeg 1280w" alt=""><figcaption class="article-media__caption">{d.caption()} <small>© RTL Today / Anna Berg</small></figcaption></figure>'
    body = f'<div class="article-body">{d.p(0, 2)}<p>{d.told("What has changed since last year:")}</p><ul>{d.list()}</ul>{d.p(2, 5)}<div class="article-embed article-embed--newsletter"><p>{d["news"]}</p></div>{d.head(1)}{d.p(5, 7)}</div>'
    return _rtl(d, picture + body, author="Josh Oudendijk", published="03.03.2026 08:05")


@RTL_TODAY.page("opinion", 9, "/opinion/the-night-clinic-2300004")
def rtl_today_opinion(d: Draft) -> str:
    body = f'<div class="article-body">{d.p(0, 3)}<blockquote class="article-quote"><p>{d.quote("A clinic that closes at night is only a shop.")}</p></blockquote>{d.p(3, 7)}<hr><p><em>{d.told("The views expressed here are those of the author.")}</em></p></div>'
    return _rtl(d, body, author="Melissa Dalton", published="03.03.2026 08:05", section="Opinion")


@RTL_INFOS.page("report", 5, "/actu/luxembourg/a/2300005.html")
def rtl_infos_report(d: Draft) -> str:
    picture = f'<figure class="article-media"><img class="article-media__image lazyload" src="/placeholder.svg" data-src="/assets/b.jpeg" alt=""><figcaption class="article-media__caption">{d.caption()}<small>© RTL Infos</small></figcaption></figure>'
    body = f'<div class="article-body">{d.p(0, 3)}<h3>{d.heading(0)}</h3>{d.p(3, 5)}<p>👉 <a href="/a/1.html">{d["also"]} : {d.other()[0]}</a></p><h3>{d.heading(1)}</h3>{d.p(5, 7)}</div>'
    return _rtl(d, picture + body, author="Thomas Toussaint", published="03.03.2026 08:05", section="Luxembourg")


@RTL_INFOS.page("recipe", 7, "/lifestyle/recettes/a/2300006.html")
def rtl_infos_recipe(d: Draft) -> str:
    food = ("300 g de mirabelles", "150 g de sucre", "20 cl de crème", "3 œufs", "1 pâte brisée")
    before = d.p(0, 2)
    first = f"<h3>{d.heading('Ingrédients')}</h3>"
    items = "".join(f"<li>{d.item(text)}</li>" for text in food)
    head = f"<h3>{d.heading('Préparation')}</h3>"
    steps = "".join(f"<li>{d.item(text)}</li>" for text in d.s.paragraphs[2:6])
    return _rtl(
        d,
        f'<div class="article-body">{before}{first}<ul>{items}</ul>{head}<ol>{steps}</ol>{d.p(6, 7)}</div>',
        author="Léa Marx",
        published="03.03.2026 08:05",
        section="Lifestyle",
    )


# Le Quotidien: WordPress.


def _quotidien(d: Draft, body: str, *, author: str = "", category: str) -> str:
    node = article(d, author={"@type": "Person", "name": author or "La rédaction"}, articleSection=[category])
    by = f'<span class="author">De notre journaliste <strong>{d.author(author)}</strong></span>' if author else ""
    return page(d, linked(node, is_graph=True) + open_graph(d), f"""<div id="page"><header class="site-header">{NAV}</header><div class="top-banner"><div class="ad">Publicité</div></div><div id="content"><div id="primary"><main><nav class="rank-math-breadcrumb"><a href="/">Accueil</a><span class="separator"> | </span><a href="/c">{category}</a></nav><article class="post single"><h1 class="entry-title">{d.s.title}</h1><div class="entry-meta"><span class="posted-on">Publié le <time class="entry-date" datetime="{d.published}">03/03/2026 08:05</time></span> {by}</div>
<div class="entry-content"><p class="chapeau"><strong>{d.lead()}</strong></p>{body}<div class="pub-content"><p>Publicité</p></div></div><div class="post-abo"><p>Pour rester bien informé, n’hésitez pas à vous abonner à nos newsletters.</p><a href="/nl">S’inscrire</a></div><footer class="entry-footer"><a rel="tag" href="/t">Travaux</a></footer><div id="comments"><h3>Laisser un commentaire</h3><p>Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *</p><form><textarea></textarea></form></div></article></main></div><aside id="secondary">{d.others(6, '<article class="mini"><a href="/a{n}"><h4>{t}</h4></a></article>')}</aside></div></div>{foot(d)}""", title="{title} - {site}", attributes='class="single single-post"')  # fmt: skip


@QUOTIDIEN.page("report", 2, "/grand-duche/la-piscine-communale/")
def quotidien_report(d: Draft) -> str:
    picture = f'<figure id="attachment_7" style="width: 900px" class="wp-caption aligncenter"><img class="size-full" src="/wp-content/uploads/p.jpg" width="900" height="600"><figcaption class="wp-caption-text">{d.caption()}. (Photo : fabrizio pizzolante)</figcaption></figure>'
    return _quotidien(
        d,
        f"{d.p(0, 2)}{picture}{d.p(2, 3)}<h3>{d.heading(0)}</h3>{d.p(3, 5)}<blockquote><p>{d.quote('Nous rouvrirons, mais pas à n’importe quel prix')}</p></blockquote><h3>{d.heading(1)}</h3>{d.p(5, 7)}",
        author="Geneviève Montaigu",
        category="Grand-Duché",
    )


@QUOTIDIEN.page("match", 8, "/sport-national/le-budget-de-lecole/")
def quotidien_match(d: Draft) -> str:
    before = d.p(0, 3)
    title = f"<h3>{d.heading('Le classement')}</h3>"
    teams = ("Bascharage", "Esch", "Etzella", "Arantia", "Musel Pikes")
    rows = [("Équipe", "Pts", "J"), *((f"{n}. {name}", str(40 - 3 * n), "15") for n, name in enumerate(teams, 1))]
    table = f'{title}<div class="table-responsive"><table><tbody>{"".join(map(d.row, rows))}</tbody></table></div>'
    return _quotidien(d, f"{before}{table}{d.p(3, 7)}", author="Charles Michel", category="Sport national")


# Reporter.lu: WordPress with blocks, behind a wall.


def _reporter(d: Draft, body: str, author: str, *, is_free: bool) -> str:
    node = article(d, author={"@type": "Person", "name": d.author(author)}, isAccessibleForFree=is_free)
    return page(d, linked(node, is_graph=True) + open_graph(d), f"""<div class="site-container"><header class="site-header">{NAV}</header><main class="main"><article class="single-article"><header class="single-article__header"><a class="single-article__topic" href="/t">Verkehrspolitik</a><h1 class="single-article__title">{d.s.title}</h1><div class="single-article__excerpt"><p>{d.lead()}</p></div><div class="single-article__meta"><span class="single-article__author">von <a href="/p">{author}</a></span> <span class="single-article__date">03.03.2026</span> <span>7 Minuten Lesezeit</span> <button>Artikel merken</button></div></header>
{body}</article><section class="read-next"><h2>Weiterlesen</h2>{d.others(3, CARD)}</section></main></div>{foot(d)}""", title="{title} • {site}")  # fmt: skip


@REPORTER.page("paywall", 9, "/d/die-nachtklinik/")
def reporter_paywall(d: Draft) -> str:
    d.is_teaser = True
    picture = f'<figure class="single-article__figure"><img src="/u/n.jpg" width="1600" height="900"><figcaption>{d.caption()} (Foto: Eric Engel)</figcaption></figure>'
    wall = f'<div class="rep-membership-wall"><h2>Sie möchten diesen Artikel lesen?</h2><p>Unabhängiger Journalismus kostet. Werden Sie Mitglied und erhalten Sie Zugang zu allen Artikeln.</p><p>{d["abo"]}</p><a class="btn" href="/abo">Jetzt Mitglied werden</a><p>Bereits Mitglied? <a href="/login">Anmelden</a></p></div>'
    return _reporter(
        d,
        f'{picture}<div class="single-article__content entry-content">{d.p(0, 3)}</div>{wall}',
        "Pol Reuter",
        is_free=False,
    )


@REPORTER.page("newsletter", 2, "/d/newsletter-die-stadtbuecherei/")
def reporter_newsletter(d: Draft) -> str:
    parts = f'<p>{d.told("Liebe Leserinnen, liebe Leser,")}</p>{d.p(0, 2)}<h4 class="wp-block-heading">{d.heading(0)}</h4>{d.p(2, 4)}<h4 class="wp-block-heading">{d.heading("Aus der Redaktion")}</h4><ul class="wp-block-list">{d.list()}</ul><hr class="wp-block-separator">{d.p(4, 7)}<p>{d.told("Eine gute Woche wünscht")}<br>{d.told("Christoph Bumb")}</p>'
    return _reporter(
        d,
        f'<div class="single-article__content entry-content">{parts}<div class="wp-block-reporter-newsletter"><h3>Newsletter</h3><p>{d["news"]}</p></div></div>',
        "Christoph Bumb",
        is_free=True,
    )


# Lëtzebuerger Land: an own system, long articles with footnotes; the author is below the title, links are rare.


def _land(d: Draft, body: str, author: str, section: str, published: str) -> str:
    head = (
        open_graph(d, published=False, article_section=section)
        + f'<meta name="author" content="{d.author(author)}"><meta property="article:published_time" content="{d.published}">'
    )
    return page(d, head, f"""<div class="wrap">{NAV}<div class="container"><div class="article-header"><div class="section-title"><a href="/{section.lower()}">{section}</a></div><h1 class="article-title">{d.s.title}</h1><p class="article-chapeau">{d.lead()}</p><div class="article-credits">d’Lëtzebuerger Land vum {published} · <span class="author">{author}</span></div></div>
<div class="row"><div class="col-md-8 article-content">{body}</div><div class="col-md-4 article-side"><div class="article-meta"><span class="author">{author}</span><br>© {published[-4:]} d’Lëtzebuerger Land</div><div class="side-more"><h4>{section}</h4><ul>{d.others(5, LINK)}</ul></div></div></div></div></div>{foot(d)}""", title="{site} - {title}")  # fmt: skip


@LAND.page("feuilleton", 12, "/page/article/123/339123/FRE/index.html")
def land_feuilleton(d: Draft) -> str:
    picture = f'<figure class="article-figure"><a class="lightbox" href="/x.jpg"><img src="/x_s.jpg" width="700" height="467"></a><figcaption>{d.caption()}<span class="copyright">Foto: Sven Becker</span></figcaption></figure>'
    text = f'{d.p(0, 3)}<h3 class="intertitle">{d.heading(0)}</h3>{d.p(3, 7)}'
    notes = (
        "Kuckt den Artikel vum leschte Freideg iwwer déi al Sammlung.",
        "Nom Rapport vun der Commissioun, Säit véierzéng.",
    )
    d.gold += [f"{n} {note}" for n, note in enumerate(notes, 1)]
    notes_below = (
        f'<div class="footnotes">{"".join(f"<p><sup>{n}</sup> {note}</p>" for n, note in enumerate(notes, 1))}</div>'
    )
    return _land(d, f"{picture}{text}{notes_below}", "Josée Hansen", "Kultur", "03.03.2026")


@LAND.page("column", 0, "/page/article/124/339124/DEU/index.html")
def land_column(d: Draft) -> str:
    return _land(d, d.p(0, 7), "Romain Hilgert", "Politik", "03.03.2026")
