"""Pages of French national dailies and of news sites."""

from __future__ import annotations

from typing import Any

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, Paper, foot
from corpus.newspapers.page_heads import article, crumbs, linked, named, open_graph, page

MONDE = Paper("Le Monde", "www.lemonde.fr", "fr")
LIBERATION = Paper("Libération", "www.liberation.fr", "fr")
FIGARO = Paper("Le Figaro", "www.lefigaro.fr", "fr")
MEDIAPART = Paper("Mediapart", "www.mediapart.fr", "fr")
ECHOS = Paper("Les Echos", "www.lesechos.fr", "fr")
CROIX = Paper("La Croix", "www.la-croix.com", "fr")
PARISIEN = Paper("Le Parisien", "www.leparisien.fr", "fr")
EQUIPE = Paper("L'Équipe", "www.lequipe.fr", "fr")
MINUTES = Paper("20 Minutes", "www.20minutes.fr", "fr")
FRANCEINFO = Paper("Franceinfo", "www.franceinfo.fr", "fr")


# Le Monde


def _monde(d: Draft, body: str, *, author: str = "", kind: str = "NewsArticle", head: str = "", **fields: Any) -> str:
    node = article(
        d,
        author={"@type": "Organization", "name": "Le Monde", "url": "https://www.lemonde.fr"},
        **{"@type": kind, **fields},
    )
    by = (
        f'<span class="meta__author meta__author--no-after author">Par <a class="article__author-link" href="/signataires/x">{d.author(author)}</a></span>'
        if author
        else ""
    )
    return page(d, linked(node) + open_graph(d, og_article_author="Le Monde") + head, f"""<div id="habillagepub"></div><header id="Header" class="Header">{NAV}</header><div class="popin popin-mfa" role="dialog"><p>Lecture du Monde en cours sur un autre appareil.</p></div><main id="main" class="main"><section class="zone zone--article"><section class="article article--single"><header class="article__heading"><ul class="breadcrumb"><li><a href="/s">Société</a></li></ul><h1 class="article__title">{d.s.title}</h1><p class="article__desc">{d.lead()}</p><section class="meta meta__social"><div class="meta__publisher">{by}<span class="meta__date">Publié le 03 mars 2026 à 08h05, modifié le 03 mars 2026 à 09h40</span> <span class="meta__reading-time">Temps de Lecture 3 min.</span></div><ul class="meta__tools"><li><button>Offrir l’article</button></li></ul></section></header>
{body}</section></section><section class="services">{d.others(6, '<div class="teaser"><a class="teaser__link" href="/a{n}"><h3 class="teaser__title">{t}</h3><p class="teaser__desc">{l}</p></a></div>')}</section></main>{foot(d)}""", attributes='class="page-article"')  # fmt: skip


@MONDE.page("live", 11, "/societe/live/2026/03/03/en-direct-la-place_6660001_3224.html")
def monde_live(d: Draft) -> str:
    posts = "".join(
        f'<section class="post post__live-container" id="post-{n}"><header class="post__live-header"><span class="date">{d.told(f"1{n}:30")}</span></header><h2 class="post__live-container--title post__space-node">{d.heading(f"Ce que l’on sait, épisode {n + 1}")}</h2><div class="content--live"><p class="post__live-container--answer-text post__space-node">{d.told(text)}</p></div><footer class="post__share"><button>Partager</button></footer></section>'
        for n, text in enumerate(d.s.paragraphs)
    )
    updates = [{"@type": "BlogPosting", "headline": "x", "articleBody": "y"} for _n in range(7)]
    return _monde(
        d,
        f'<section class="sirius-live" id="sirius-live"><section class="sirius-question"><p>Posez votre question à la rédaction :</p><form><textarea></textarea></form></section><div id="post-container">{posts}</div></section>',
        kind="LiveBlogPosting",
        liveBlogUpdate=updates,
        coverageStartTime="2026-03-03T08:05:00+01:00",
    )


@MONDE.page("paywall", 0, "/politique/article/2026/03/03/la-passerelle_6660002_823448.html")
def monde_paywall(d: Draft) -> str:
    d.is_teaser = True
    picture = f'<figure class="article__media"><picture class="article__media-container"><source srcset="https://img.lemde.fr/a.jpg" media="(min-width: 992px)"><img src="https://img.lemde.fr/a-664.jpg" alt=""></picture><figcaption class="article__legend" aria-hidden="true" data-caption="x">{d.caption()} <span class="article__credit" aria-hidden="true">CLAIRE WEISS / AFP</span></figcaption></figure>'
    wall = f'<section id="js-paywall-content" class="paywall"><div class="paywall__container"><p class="article__status">Il vous reste 72.31% de cet article à lire. La suite est réservée aux abonnés.</p><h2>Un abonnement, tout Le Monde</h2><p>{d["abo"]}</p></div></section>'
    return _monde(
        d,
        f'<article class="article__content old__article-content-single">{picture}{d.p(0, 2, "<p class=article__paragraph>{}</p>")}</article>{wall}',
        author="Claire Gatinois",
        isAccessibleForFree=False,
        hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"},
    )


# Libération: Arc XP, article in `article-body-wrapper`.


def _liberation(d: Draft, body: str, author: str, section: str) -> str:
    head = linked(article(d, author, articleSection=section)) + open_graph(d) + named(author=author)
    return page(d, head, f"""<div id="fusion-app" class="layout-section"><div class="global-header">{NAV}</div><main class="article-main"><div class="article-header"><a class="overline" href="/s">{section}</a><h1 class="headline__H1">{d.s.title}</h1><div class="article-subheadline"><h2 class="Subheadline__H2">{d.lead()}</h2></div><div class="lead-art-wrapper"></div><div class="byline"><span class="by-label">par </span><a class="author-name" href="/a">{d.author(author)}</a></div><div class="date">publié le 3 mars 2026 à 8h05</div><div class="social-share"><a href="#">Partager</a></div></div>
<article class="article-body-wrapper">{body}<div class="article-tags"><a href="/t">Travaux</a></div></article><div class="keep-reading"><h2>Dans la même rubrique</h2>{d.others(5, '<div class="results-list-item"><a href="/a{n}"><h3>{t}</h3></a><p>{l}</p></div>')}</div></main></div>{foot(d)}""", title="{title} – {site}")  # fmt: skip


LIBE_P = '<p class="article_link">{}</p>'


@LIBERATION.page("opinion", 4, "/idees-et-debats/tribunes/la-bibliotheque-20260303_ABC/")
def liberation_opinion(d: Draft) -> str:
    signed = f'<div class="article-signature"><p><em>{d.told("Par un collectif de lectrices et de lecteurs, dont trois anciens bibliothécaires.")}</em></p></div>'
    return _liberation(
        d,
        f'{d.p(0, 3, LIBE_P)}<h2 class="font_secondary">{d.heading(0)}</h2>{d.p(3, 5, LIBE_P)}<div class="interstitial"><span>{d["also"]}</span> <a href="/x">{d.other()[0]}</a></div>{d.p(5, 7, LIBE_P)}{signed}',
        "Odile Marchal",
        "Tribune",
    )


@LIBERATION.page("portrait", 9, "/portraits/la-fete-du-vin-20260303_ABD/")
def liberation_portrait(d: Draft) -> str:
    picture = f'<figure class="article-image"><img src="https://cloudfront-eu.example/p.jpg" srcset="https://cloudfront-eu.example/p-768.jpg 768w" width="768" height="1024"><figcaption><span class="image-metadata">{d.caption()} (Anne Berg/Libération)</span></figcaption></figure>'
    dates = f'<div class="article-body-box"><p><b>{d.told("1998")}</b> {d.told("Naissance de la fête.")}</p><p><b>{d.told("2010")}</b> {d.told("Première édition nocturne.")}</p><p><b>{d.told("2026")}</b> {d.told("Retour du cortège.")}</p></div>'
    return _liberation(d, f"{picture}{d.p(0, 7, LIBE_P)}{dates}", "Luc Le Vaillant", "Portrait")


# Le Figaro


def _figaro(d: Draft, body: str, author: str, section: str, *, head: str = "", **fields: Any) -> str:
    found = (
        linked(article(d, author, articleSection=section, **fields), crumbs("Accueil", section)) + open_graph(d) + head
    )
    by = f'<span class="fig-content-metas__authors">Par <a href="/a">{d.author(author)}</a></span>'
    return page(d, found, f"""<div class="fig-page"><header class="fig-header">{NAV}</header><main class="fig-container"><nav class="fig-breadcrumb"><a href="/">Accueil</a></nav><article class="fig-main-article" data-component="fig-main-article"><h1 class="fig-main-title fig-headline">{d.s.title}</h1><div class="fig-content-metas-info">{by}<span class="fig-content-metas__pub-date">Publié le <time datetime="{d.published}">3 mars 2026 à 08h05</time></span></div><div class="fig-actions"><button>Copier le lien</button><button>Écouter</button></div><p class="fig-standfirst">{d.lead()}</p>
{body}</article><section class="fig-comments"><h2>42 commentaires</h2><article><p>{d["remark"]}</p></article></section><section class="fig-section">{d.others(6, '<article class="fig-ensemble__card"><a href="/a{n}"><h2 class="fig-ensemble__title">{t}</h2></a></article>')}</section></main></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@FIGARO.page("live", 6, "/actualite/en-direct-le-theatre-20260303")
def figaro_live(d: Draft) -> str:
    posts = "".join(
        f'<article class="fig-live-message" id="m{n}" data-id="{n}"><div class="fig-live-message__heading"><time class="fig-live-message__date" datetime="2026-03-03T1{n}:45:00+01:00">{d.told(f"1{n}:45")}</time><h2 class="fig-live-message__title">{d.heading(f"Le point numéro {n + 1}")}</h2></div><div class="fig-live-message__text"><p>{d.told(text)}</p></div><div class="fig-live-message__share"><a href="#">Partager</a></div></article>'
        for n, text in enumerate(d.s.paragraphs)
    )
    return _figaro(
        d,
        f'<div class="fig-live" data-component="fig-live"><div class="fig-live__messages">{posts}</div></div>',
        "Jeanne Durieux",
        "Actualités",
    )


@FIGARO.page("paywall", 2, "/vox/societe/la-piscine-20260304")
def figaro_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div class="fig-premium-paywall" data-component="fig-content-paywall"><p class="fig-premium-mark-article">Cet article est réservé aux abonnés. Il vous reste 81% à découvrir.</p><p>{d["abo"]}</p><p>Déjà abonné ? <a href="/login">Connectez-vous</a></p></div>'
    p = '<p class="fig-paragraph">{}</p>'
    return _figaro(
        d,
        f'<div class="fig-content-body" data-component="fig-content-body"><p class="fig-paragraph"><em>{d.told("Nadia Kremer est maître-nageuse et romancière.")}</em></p>{d.p(0, 2, p)}</div>{wall}',
        "Eugénie Boilait",
        "Vox",
        isAccessibleForFree=False,
    )


# Mediapart: text in `news__rich-text-content`; a note on sources after it, which is part of the article.


def _mediapart(d: Draft, body: str, author: str, *, is_free: bool) -> str:
    head = linked(article(d, author, isAccessibleForFree=is_free)) + open_graph(d) + named(author=author)
    return page(d, head, f"""<div id="app"><header class="header">{NAV}</header><main id="main" class="news"><div class="news__heading"><div class="news__heading__top"><span class="qualifier">Enquête</span><a href="/t">Collectivités</a></div><h1 id="page-title" class="l-article__title">{d.s.title}</h1><p class="news__heading__top__intro"><strong>{d.lead()}</strong></p><div class="news__heading__bottom"><div class="splitter"><p><a href="/biographie/x">{d.author(author)}</a></p><p><time datetime="{d.published}">3 mars 2026 à 08h05</time></p></div><ul class="toolbar"><li>Partage</li><li>Favori</li></ul></div></div>
<div class="news__body"><div class="news__body__center"><div class="news__body__center__article news__rich-text-content">{body}</div></div></div><section class="comments-preview"><h2>Voir les commentaires</h2></section><section class="upcoming">{d.others(4, '<div class="teaser"><h3 class="teaser__title"><a href="/a{n}">{t}</a></h3><p class="teaser__body">{l}</p></div>')}</section></main></div>{foot(d)}""", title="{title} | {site}")  # fmt: skip


@MEDIAPART.page("report", 8, "/journal/france/030326/le-budget-de-l-ecole")
def mediapart_report(d: Draft) -> str:
    drop = f'<p class="dropcap-wrapper"><span class="screen-reader-only" data-screen-reader>{{first}}</span><span aria-hidden="true" class="dropcap">{d.s.paragraphs[0][0]}</span>{{rest}}</p>'
    first = d.told(d.s.paragraphs[0])
    drop = drop.format(first=first[0], rest=first[1:])
    picture = f'<figure class="media--rich"><span class="media__frame"><img class="media" src="https://static.mediapart.fr/x.jpg" srcset="https://static.mediapart.fr/x-2.jpg 2x" width="1041" height="694" loading="lazy" alt=""></span><figcaption class="media__caption">{d.caption()} <span class="media__credits">© Anne Berg pour Mediapart</span></figcaption></figure>'
    before = f"{d.p(1, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 5)}"
    quote = f'<blockquote class="quote--centered"><p>{d.quote("On nous a demandé de ne rien écrire.")}</p><cite>{d.told("Un agent municipal")}</cite></blockquote>'
    d.quotes[-1] += " Un agent municipal"
    also = f'<div class="read-also"><p class="read-also__title">{d["also"]}</p><a href="/x">{d.other()[0]}</a></div>'
    after = d.p(5, 7)
    box = f'<div class="news__black-box"><h2>{d.heading("Boîte noire")}</h2><p>{d.told("Les personnes citées ont été jointes entre le 20 février et le 2 mars, par téléphone.")}</p></div>'
    return _mediapart(d, f"{drop}{picture}{before}{quote}{also}{after}{box}", "Antton Rouget", is_free=True)


@MEDIAPART.page("paywall", 3, "/journal/economie/030326/le-marche-couvert")
def mediapart_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div class="paywall" id="paywall"><div class="paywall-message"><p class="paywall-message__title">Mediapart est réservé à ses abonnés</p><p>{d["abo"]}</p><p>Déjà abonné ? <a href="/login">Se connecter</a></p></div></div>'
    return _mediapart(d, f"{d.p(0, 2)}{wall}", "Mathias Thépot", is_free=False)


# Les Echos


def _echos(d: Draft, body: str, author: str, section: str, *, is_free: bool) -> str:
    head = linked(article(d, author, isAccessibleForFree=is_free, articleSection=section)) + open_graph(d)
    return page(d, head, f"""<div id="__next"><div class="sc-1pfy6xl-0"><header class="sc-e3b80-0">{NAV}</header><main><article class="sc-108qdzy-0 article"><div class="sc-108qdzy-1"><a class="sc-14kwckt-28" href="/s">{section}</a><h1 class="sc-14kwckt-0 sc-1s859o0-0">{d.s.title}</h1><div class="sc-14kwckt-6 post-chapo">{d.lead()}</div></div><div class="sc-17ifq26-0 toolbar"><button>Ajouter à mes articles</button><button>Commenter</button></div><div class="sc-17ifq26-5 meta"><span>Par <a href="/a" rel="author">{d.author(author)}</a></span><span>Publié le 3 mars 2026 à 08:05</span></div>
{body}</article><section class="sc-aamjrj-0"><h2>{d["more"]}</h2>{d.others(5, CARD)}</section></main></div></div>{foot(d)}""", title="{title} | {site}")  # fmt: skip


ECHOS_P = '<p class="sc-14kwckt-6 gPHWRV">{}</p>'


@ECHOS.page("report", 12, "/industrie-services/energie-environnement/l-ancienne-acierie-2200001")
def echos_report(d: Draft) -> str:
    picture = f'<div class="sc-lead"><figure><div><img src="https://media.lesechos.com/a.webp" width="1280" height="720" alt=""></div><figcaption class="sc-17ifq26-3">{d.caption()} ({d["credit"]})</figcaption></figure></div>'
    first = f'{d.p(0, 2, ECHOS_P)}<h3 class="sc-14kwckt-1">{d.heading(0)}</h3>{d.p(2, 4, ECHOS_P)}'
    table = f'<div class="sc-table"><table><thead>{d.row(("Année", "Chiffre d’affaires", "Effectif"), "<th>{}</th>")}</thead><tbody>{d.row(("2023", "412 M€", "1.240"))}{d.row(("2024", "398 M€", "1.180"))}{d.row(("2025", "441 M€", "1.215"))}</tbody></table></div>'
    return _echos(
        d,
        f'{picture}<div class="sc-1gnvgzh-0 post-paywall">{first}{table}<div class="sc-lire"><p>{d["also"].upper()} :</p><ul>{d.others(2, LINK)}</ul></div><h3 class="sc-14kwckt-1">{d.heading(1)}</h3>{d.p(4, 7, ECHOS_P)}</div>',
        "Matthieu Quiret",
        "Industrie",
        is_free=True,
    )


@ECHOS.page("paywall", 5, "/politique-societe/regions/la-bibliotheque-2200002")
def echos_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div class="sc-pw premium-paywall"><p>Cet article est réservé aux abonnés.</p><p>{d["abo"]}</p><a href="/abo">Je m’abonne</a></div>'
    return _echos(
        d,
        f'<div class="sc-1gnvgzh-0 post-paywall">{d.p(0, 2, ECHOS_P)}</div>{wall}',
        "Marion Kindermans",
        "Régions",
        is_free=False,
    )


# La Croix


def _croix(d: Draft, body: str, author: str, kind: str) -> str:
    head = linked(article(d, author)) + open_graph(d)
    return page(d, head, f"""<div class="layout">{NAV}<main class="main"><article class="article" itemscope><header class="block-title"><span class="tag-format">{kind}</span><h1 class="block-title-title">{d.s.title}</h1></header><div class="block-author"><ul class="author-list"><li><a class="author-name" href="/a">{d.author(author)}</a></li></ul><ul class="date-list"><li>le 03/03/2026 à 08:05</li><li>Lecture en 4 min.</li></ul></div><div class="block-teaser"><p>{d.lead()}</p></div>{body}<div class="block-reaction"><button>Réagir</button></div></article><section class="list">{d.others(5, '<div class="list__item"><a class="list__title" href="/a{n}">{t}</a><p>{l}</p></div>')}</section></main></div>{foot(d)}""", title="{title}")  # fmt: skip


CROIX_P = '<div class="paragraph paragraph--text"><p>{}</p></div>'


@CROIX.page("interview", 7, "/a-vif/la-foret-2026-03-03-1200000001")
def croix_interview(d: Draft) -> str:
    asked = "".join(
        f'<div class="paragraph paragraph--text"><h3>{d.heading(question)}</h3><p><strong>{d.told(d.s.who)} : </strong>{d.told(d.s.paragraphs[2 * n + 1])}</p><p>{d.told(d.s.paragraphs[2 * n + 2])}</p></div>'
        for n, question in enumerate((*d.w["ask"], "Et demain ?"))
    )
    return _croix(d, f'<div class="block-text body-article">{asked}</div>', "Marine Lamoureux", "Entretien")


@CROIX.page("explainer", 10, "/explication/le-centre-de-soins-2026-03-03-1200000002")
def croix_explainer(d: Draft) -> str:
    head = '<div class="paragraph"><h2>{}</h2></div>'
    before, between, after = d.p(0, 2, CROIX_P), d.head(0, head), d.p(2, 4, CROIX_P)
    rest = d.p(4, 7, CROIX_P)
    box = f'<div class="paragraph paragraph--encadre"><div class="encadre"><h4>{d.heading("Repères")}</h4><ul>{d.list()}</ul></div></div>'
    also = f'<div class="paragraph paragraph--related"><p>{d["also"]}</p><a href="/x">{d.other()[0]}</a></div>'
    return _croix(
        d,
        f'<div class="block-text body-article">{before}{between}{after}{also}{rest}{box}</div>',
        "Pierre Bienvault",
        "Explication",
    )


# Le Parisien: Arc XP.


def _parisien(d: Draft, body: str, author: str) -> str:
    head = linked(article(d, author)) + open_graph(d)
    return page(d, head, f"""<div id="fusion-app"><div id="header">{NAV}</div><main id="main"><article class="article-full"><header class="article_header"><a class="section_label" href="/s">Paris</a><h1 class="title_xl col margin_bottom_headline">{d.s.title}</h1><h2 class="subheadline margin_bottom_article">{d.lead()}</h2></header><div class="art_meta"><span class="author">Par <a href="/a">{d.author(author)}</a></span> <span class="timestamp">Le 3 mars 2026 à 08h05</span></div>
<div class="width_full article-section margin_bottom_article">{body}</div></article><div class="most-read"><h3>Les plus lus</h3><ol>{d.others(5, LINK)}</ol></div>{d.others(4, CARD)}</main></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


PARISIEN_P = '<section class="content col"><p class="paragraph text_align_left">{}</p></section>'


@PARISIEN.page("report", 1, "/paris-75/le-vieux-moulin-03-03-2026-ABC.php")
def parisien_report(d: Draft) -> str:
    picture = f'<figure class="image_wrapper"><div class="inner_image_wrapper"><img class="image" src="https://www.leparisien.fr/resizer/m/932x582" alt=""></div><figcaption class="caption_block"><span class="caption">{d.caption()}</span> <span class="credit">LP/Anne Berg</span></figcaption></figure>'
    also = f'<section class="read-also-container"><div class="also-title">{d["also"]}</div><a href="/x">{d.other()[0]}</a></section>'
    return _parisien(
        d,
        f'{picture}{d.p(0, 3, PARISIEN_P)}{also}<h2 class="inline_title">{d.heading(0)}</h2>{d.p(3, 7, PARISIEN_P)}<section class="newsletter-box"><p>{d["news"]}</p></section>',
        "Elie Julien",
    )


@PARISIEN.page("video", 8, "/video/le-budget-de-l-ecole-03-03-2026-ABD.php")
def parisien_video(d: Draft) -> str:
    video = f'<div class="video-container"><div class="dailymotion-player"><iframe src="https://geo.dailymotion.com/player/x1.html?video=x9abcde" title="{d.film("À la cantine avec les élèves")}"></iframe></div></div>'
    made = _parisien(d, f"{video}{d.p(0, 7, PARISIEN_P)}", "Le service vidéo")
    d.authors = []  # a desk is nobody
    return made


# L'Équipe: paragraphs are `div`s with the class "Paragraph".


def _equipe(d: Draft, body: str, author: str) -> str:
    head = linked(article(d, author, articleSection="Football")) + open_graph(d)
    return page(d, head, f"""<div id="app"><div class="Layout"><header class="Header">{NAV}</header><main class="Layout__main"><article class="Article"><header class="Article__header"><div class="Article__surtitle">Football</div><h1 class="Article__title">{d.s.title}</h1><h2 class="Article__chapo js-chapo">{d.lead()}</h2></header><div class="Article__metas"><div class="Author"><span class="Author__name">{d.author(author)}</span></div><span class="Article__publishDate">publié le 3 mars 2026 à 08h05</span></div><div class="article__body">{body}</div></article><div class="Related">{d.others(5, '<a class="ColeaderWidget" href="/a{n}"><h2>{t}</h2><p>{l}</p></a>')}</div></main></div></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


EQUIPE_P = '<div class="Paragraph"><p class="Paragraph__content">{}</p></div>'


@EQUIPE.page("match", 2, "/Football/Actualites/La-piscine/1500001")
def equipe_match(d: Draft) -> str:
    first = f'{d.p(0, 2, EQUIPE_P)}<div class="Intertitle"><h3>{d.heading(0)}</h3></div>{d.p(2, 4, EQUIPE_P)}'
    rows = [
        ("Équipe", "Pts", "J", "Diff."),
        ("1 Lens", "52", "24", "+21"),
        ("2 Paris", "50", "24", "+30"),
        ("3 Lille", "44", "24", "+9"),
        ("4 Nice", "41", "24", "+6"),
    ]
    table = f'<div class="TableWidget"><table class="Table"><tbody>{"".join(map(d.row, rows))}</tbody></table></div>'
    return _equipe(d, f"{first}{table}{d.p(4, 7, EQUIPE_P)}", "Hugo Delom")


@EQUIPE.page("interview", 4, "/Cyclisme/Article/La-bibliotheque/1500002")
def equipe_interview(d: Draft) -> str:
    asked = "".join(
        f'<div class="Paragraph"><p class="Paragraph__content"><strong>« {d.told(question)}</strong></p></div>{d.p(2 * n, 2 * n + 2, EQUIPE_P)}'
        for n, question in enumerate((*d.w["ask"], "Un dernier mot ?"))
    )
    return _equipe(d, f"{asked}{d.p(6, 7, EQUIPE_P)}", "Alexandre Roos")


# 20 Minutes


def _minutes(d: Draft, body: str, author: str) -> str:
    head = linked(article(d, author)) + open_graph(d)
    return page(d, head, f"""<div class="page">{NAV}<main class="c-main"><article class="c-article"><header><div class="c-overline">{d.s.place}</div><h1 class="c-heading-1">{d.s.title}</h1><div class="c-standfirst"><p>{d.lead()}</p></div></header><div class="c-byline"><span class="c-byline__author">{d.author(author)}</span><span>Publié le 03/03/2026 à 08h05 • Mis à jour le 03/03/2026 à 09h00</span></div><div class="c-content">{body}</div></article><div class="c-feed">{d.others(6, '<article class="c-tile"><a href="/a{n}"><h3>{t}</h3></a></article>')}</div></main></div>{foot(d)}""", title="{title}")  # fmt: skip


@MINUTES.page("essentials", 5, "/societe/4100001-20260303-ligne-bus")
def minutes_essentials(d: Draft) -> str:
    points = f'<div class="c-essential"><h2 class="c-essential__title">{d.heading("L’essentiel")}</h2><ul>{d.list()}</ul></div>'
    picture = f'<figure class="c-figure"><img src="/m.jpg" width="960" height="614" alt=""><figcaption class="c-figure__caption">{d.caption()} - <span>A. Berg/20 Minutes</span></figcaption></figure>'
    return _minutes(
        d,
        f'{points}{picture}{d.p(0, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 5)}<div class="c-read-also"><span>Notre dossier sur les transports</span></div>{d.p(5, 7)}',
        "Mickaël Bosredon",
    )


@MINUTES.page("tweet", 9, "/insolite/4100002-20260303-fete-vin")
def minutes_tweets(d: Draft) -> str:
    tweet = f'<blockquote class="twitter-tweet" data-lang="fr"><p lang="fr">{d.quote("Le cortège passe rue du Port, quelle foule !")}</p>— Mairie (@mairie) <a href="https://twitter.com/mairie/status/1">3 mars 2026</a></blockquote>'
    d.quotes[-1] += " — Mairie (@mairie) 3 mars 2026"
    d.gold[-1] += " — Mairie (@mairie) 3 mars 2026"
    return _minutes(d, f"{tweet}{d.p(0, 7)}", "Lina Fourneau")


# Franceinfo


def _franceinfo(d: Draft, body: str, author: str) -> str:
    head = linked(
        article(
            d,
            *([author] if author else []),
            **({} if author else {"author": {"@type": "Organization", "name": "franceinfo"}}),
        )
    ) + open_graph(d)
    by = (
        f'<div class="c-signature"><div class="c-signature__names"><span>{d.author(author)}</span></div><span class="c-signature__group">Radio France</span></div>'
        if author
        else ""
    )
    return page(d, head, f"""<div class="p-page">{NAV}<main class="p-article"><article id="main-content"><header class="p-article__header"><h1 class="c-title">{d.s.title}</h1><p class="c-chapo">{d.lead()}</p></header>{by}<div class="publication-date"><span class="publication-date__published">Publié le <time datetime="{d.published}">03/03/2026 08:05</time></span><span>Temps de lecture : 2min</span></div>{body}</article><div class="p-article__related"><h2>{d["also"]}</h2>{d.others(4, CARD)}</div><div class="c-newsletter"><p>{d["news"]}</p></div></main></div>{foot(d)}""", title="{title} | franceinfo")  # fmt: skip


@FRANCEINFO.page("report", 10, "/societe/le-centre-de-soins_7000001.html")
def franceinfo_report(d: Draft) -> str:
    picture = f'<figure class="c-cover"><picture><source media="(min-width: 1024px)" srcset="https://www.franceinfo.fr/pictures/c.avif"><img class="c-cover__image" src="https://www.franceinfo.fr/pictures/c.jpg" alt=""></picture><figcaption class="c-cover__caption">{d.caption()}. (ANNE BERG / MAXPPP)</figcaption></figure>'
    return _franceinfo(
        d, f'{picture}<div class="c-body">{d.p(0, 4)}<h2>{d.heading(0)}</h2>{d.p(4, 7)}</div>', "Solenne Le Hen"
    )


@FRANCEINFO.page("live", 3, "/societe/direct-le-marche-couvert_7000002.html")
def franceinfo_live(d: Draft) -> str:
    posts = "".join(
        f'<div class="live-message live-message--text" data-id="{n}"><div class="live-message__time"><time datetime="2026-03-03T1{n}:52:00+01:00">{d.told(f"1{n}:52")}</time></div><div class="live-message__body"><p>{d.told(text)}</p></div><button class="live-message__share">Partager</button></div>'
        for n, text in enumerate(d.s.paragraphs)
    )
    return _franceinfo(
        d,
        f'<div class="c-body"><h2>{d.heading("Ce qu’il faut savoir")}</h2><ul>{d.list()}</ul></div><section class="live"><div class="live__filters"><button>Tous les messages</button></div><div class="live__messages">{posts}</div></section>',
        "",
    )
