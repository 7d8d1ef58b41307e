"""Pages of French regional papers, magazines and of a site on the environment."""

from __future__ import annotations

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, Paper, foot
from corpus.newspapers.page_heads import article, crumbs, linked, named, open_graph, page

OUEST = Paper("Ouest-France", "www.ouest-france.fr", "fr")
SUD_OUEST = Paper("Sud Ouest", "www.sudouest.fr", "fr")
OBS = Paper("Le Nouvel Obs", "www.nouvelobs.com", "fr")
POINT = Paper("Le Point", "www.lepoint.fr", "fr")
COURRIER = Paper("Courrier international", "www.courrierinternational.com", "fr")
REPORTERRE = Paper("Reporterre", "reporterre.net", "fr")


# Ouest-France


def _ouest(d: Draft, body: str, author: str, *, is_free: bool = True) -> str:
    head = linked(
        article(d, isAccessibleForFree=is_free, author={"@type": "Person", "name": f"Ouest-France {author}".strip()}),
        crumbs("Accueil", "Bretagne", "Rennes"),
    ) + open_graph(d)
    by = (
        f'<span class="author"><span>Ouest-France</span> <span class="author-name">{d.author(author)}</span></span>'
        if author
        else '<span class="author">Ouest-France</span>'
    )
    return page(d, head, f"""<div id="page">{NAV}<main id="main"><article class="detail-article" id="a"><ol class="breadcrumb"><li><a href="/">Accueil</a></li><li><a href="/r">Rennes</a></li></ol><h1 class="detail-titre">{d.s.title}</h1><h2 class="su-chapo">{d.lead()}</h2><div class="su-infos">{by} <time class="date" datetime="{d.published}">Publié le 03/03/2026 à 08h05</time></div><ul class="su-tools"><li><button>Partager</button></li><li><button>Écouter</button></li></ul>
{body}<ul class="su-tags"><li><a href="/t">Rennes</a></li></ul></article><section class="su-more"><h2>{d["more"]}</h2>{d.others(6, '<article class="teaser-media"><a href="/a{n}"><h3 class="teaser-title">{t}</h3></a></article>')}</section><div id="outbrain"></div></main></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@OUEST.page("results", 6, "/sport/football/le-theatre-0001")
def ouest_results(d: Draft) -> str:
    before = f'{d.p(0, 2)}<h3 class="su-intertitre">{d.heading("Les résultats")}</h3>'
    matches = (
        "Vitré - Fougères : 2-1",
        "Redon - Saint-Malo : 0-0",
        "Dinan - Lannion : 3-2",
        "Concarneau B - Pontivy : 1-4",
    )
    items = f'<ul class="su-liste">{"".join(f"<li>{d.item(text)}</li>" for text in matches)}</ul>'
    rows = [
        ("Équipe", "Pts", "J."),
        ("Vitré", "38", "17"),
        ("Pontivy", "35", "17"),
        ("Dinan", "31", "17"),
        ("Redon", "22", "17"),
    ]
    table = f'<h3 class="su-intertitre">{d.heading("Le classement")}</h3><div class="su-tableau"><table><tbody>{"".join(map(d.row, rows))}</tbody></table></div>'
    return _ouest(d, f'<div class="su-article-body">{before}{items}{table}{d.p(2, 7)}</div>', "")


@OUEST.page("paywall", 10, "/bretagne/le-centre-de-soins-0002")
def ouest_paywall(d: Draft) -> str:
    d.is_teaser = True
    picture = f'<figure class="su-media"><img data-srcset="/o-480.jpg 480w, /o-960.jpg 960w" src="data:image/svg+xml,%3Csvg%3E%3C/svg%3E" width="960" height="540" alt=""><noscript><img src="/o-960.jpg" alt=""></noscript><figcaption>{d.caption()} | OUEST-FRANCE</figcaption></figure>'
    wall = f'<div class="su-paywall" id="paywall"><p class="title">Il vous reste 76% de cet article à lire</p><p>{d["abo"]}</p><a href="/abo">Je m’abonne</a><p>Déjà abonné ? <a href="/login">Se connecter</a></p></div>'
    return _ouest(d, f'{picture}<div class="su-article-body">{d.p(0, 2)}</div>{wall}', "Agnès Le Morvan", is_free=False)


# Sud Ouest


def _sud_ouest(d: Draft, body: str, author: str) -> str:
    head = linked(article(d, author)) + open_graph(d) + named(author=author)
    return page(d, head, f"""<div class="site">{NAV}<main><article class="article"><nav class="breadcrumb"><a href="/">Accueil</a> • <a href="/g">Gironde</a></nav><h1 class="article-title">{d.s.title}</h1><div class="publishing"><span class="author">Par <a href="/a">{d.author(author)}</a></span><br><span class="date">Publié le 03/03/2026 à 8h05.</span></div><div class="article-chapo"><p>{d.lead()}</p></div><div class="article-content">{body}</div><div class="article-bottom"><a class="btn">Commenter</a></div></article><aside class="sidebar"><h2>Les plus lus</h2><ul>{d.others(6, LINK)}</ul></aside></main></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@SUD_OUEST.page("report", 9, "/vin/la-fete-du-vin-10001.php")
def sud_ouest_report(d: Draft) -> str:
    picture = f'<figure class="figure"><picture><source srcset="/v.webp" type="image/webp"><img src="/v.jpg" alt="" width="1200" height="750"></picture><figcaption class="caption"><span class="legend">{d.caption()}</span> <span class="credit">© Crédit photo : Anne Berg / SUD OUEST</span></figcaption></figure>'
    text = f'<div class="full-content">{d.p(0, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 5)}'
    quote = f'<blockquote class="exergue"><p>{d.quote("« On a recompté les tonneaux, il n’en manquait pas un »")}</p></blockquote>'
    return _sud_ouest(d, f"{picture}{text}{quote}{d.p(5, 7)}</div>", "Daniel Bozec")


@SUD_OUEST.page("gallery", 12, "/culture/en-images-l-ancienne-acierie-10002.php")
def sud_ouest_gallery(d: Draft) -> str:
    text = d.p(0, 7)
    names = ("Le haut fourneau", "La halle des coulées", "Le pont roulant", "Le bureau du contremaître")
    slides = "".join(
        f'<div class="swiper-slide"><figure class="figure"><img class="swiper-lazy" data-src="/g{n}.jpg" width="1200" height="800" alt=""><figcaption class="caption"><span class="legend">{d.caption(name)}</span> <span class="credit">© Anne Berg</span></figcaption></figure></div>'
        for n, name in enumerate(names)
    )
    return _sud_ouest(
        d,
        f'<div class="full-content">{text}</div><div class="diaporama swiper"><div class="swiper-wrapper">{slides}</div><div class="swiper-button-next"></div></div>',
        "Yann Saint-Sernin",
    )


# Le Nouvel Obs


def _obs(d: Draft, body: str, author: str) -> str:
    head = linked(article(d, author)) + open_graph(d)
    return page(d, head, f"""<div class="app">{NAV}<main id="main-content"><article class="article"><header class="article__header"><p class="article__overtitle">Critique</p><h1 class="article__title">{d.s.title}</h1><p class="article__standfirst"><strong>{d.lead()}</strong></p></header><div class="article__meta"><p class="article__byline">Par <a href="/a">{d.author(author)}</a></p><p class="article__dates">Publié le <time datetime="{d.published}">3 mars 2026 à 8h05</time></p><p class="article__reading">Temps de lecture : 3 min.</p></div>{body}</article><section class="article__next"><h2>Sur le sujet</h2>{d.others(4, CARD)}</section></main></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@OBS.page("review", 3, "/cinema/20260303.OBS00001/le-marche-couvert.html")
def obs_review(d: Draft) -> str:
    first = d.p(0, 5)
    card = f'<p class="article__note"><em>{d.told("Film français de Luc Bastien, avec Odile Marchal et Yves Thill (1h48).")}</em></p>'
    return _obs(
        d,
        f'<div class="article__body" id="js-article-body">{first}<p class="article__read-also"><strong>{d["also"]}</strong> <a href="/x">{d.other()[0]}</a></p>{d.p(5, 7)}{card}</div>',
        "Guillaume Loison",
    )


@OBS.page("questions", 7, "/societe/20260303.OBS00002/la-foret.html")
def obs_questions(d: Draft) -> str:
    asked = "".join(
        f'<h2 class="article__question">{d.heading(question)}</h2>{d.p(2 * n, 2 * n + 2)}'
        for n, question in enumerate((*d.w["ask"], "Faut-il s’en inquiéter ?"))
    )
    return _obs(d, f'<div class="article__body" id="js-article-body">{asked}{d.p(6, 7)}</div>', "Barbara Krief")


# Le Point


def _point(d: Draft, body: str, author: str, *, is_free: bool = True) -> str:
    head = linked(article(d, author, isAccessibleForFree=is_free)) + open_graph(d)
    return page(d, head, f"""<div id="content">{NAV}<main><article class="Article"><div class="ArticleHeader"><span class="ArticleHeader-kicker">Économie</span><h1 class="ArticleHeader-title">{d.s.title}</h1><h2 class="ArticleHeader-chapo mbs">{d.lead()}</h2></div><div class="ArticleSignature"><span class="ArticleSignature-author">Par <a rel="author" href="/a">{d.author(author)}</a></span><time class="ArticleSignature-date" datetime="{d.published}">Publié le 03/03/2026 à 08h05</time></div>{body}</article><div class="ArticleBottom">{d.others(5, CARD)}</div></main></div>{foot(d)}""", title="{title}")  # fmt: skip


@POINT.page("ranking", 11, "/economie/la-place-de-la-gare-03-03-2026-1_28.php")
def point_ranking(d: Draft) -> str:
    first = d.p(0, 2)
    towns = (
        ("Angers", "Une gare au centre, deux lignes de tram."),
        ("Metz", "Un parvis sans voitures depuis dix ans."),
        ("Annecy", "Le lac à douze minutes à pied."),
    )
    parts = "".join(
        f"<h2>{d.heading(f'{n}. {town}')}</h2><p>{d.told(text)} {d.told(d.s.paragraphs[n + 1])}</p>"
        for n, (town, text) in enumerate(towns, 1)
    )
    video = f'<div class="ArticleVideo"><div class="digiteka-player"><iframe src="https://www.ultimedia.com/deliver/generic/iframe/mdtk/01/src/abc" title="{d.film("Trois gares vues du ciel")}"></iframe></div></div>'
    return _point(d, f'<div class="ArticleBody">{first}{video}{parts}{d.p(5, 7)}</div>', "Nathalie Lamoureux")


@POINT.page("paywall", 8, "/editos/le-budget-de-l-ecole-03-03-2026-2_32.php")
def point_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div class="ArticlePaywall paywall-container"><p class="ArticlePaywall-title">Il vous reste 70% à lire</p><p>{d["abo"]}</p><a href="/abo">Abonnez-vous pour 1 €</a></div>'
    return _point(d, f'<div class="ArticleBody">{d.p(0, 2)}</div>{wall}', "Étienne Gernelle", is_free=False)


# Courrier international: texts of other papers, named at their end.


def _courrier(d: Draft, body: str, source: str) -> str:
    head = linked(article(d, author={"@type": "Organization", "name": "Courrier international"})) + open_graph(d)
    return page(d, head, f"""<div class="layout">{NAV}<main><article class="article"><header class="article-header"><p class="article-type">Vu de l’étranger</p><h1 class="article-title">{d.s.title}</h1><p class="article-lede">{d.lead()}</p><div class="article-source"><img class="article-source-logo" src="/logo-source.png" width="40" height="40" alt=""><span>{source}</span></div><p class="article-reading-time">Lecture 2 min. Publié le 03 mars 2026 à 08h05</p></header><div class="article-content"><div class="article-text">{body}</div></div><footer class="article-source-box"><h3>{source}</h3><p>Fondé en 1922, ce quotidien du soir tire à quatre-vingt mille exemplaires et se lit dans toute la région.</p><a href="/s">Lire la suite</a></footer></article><section class="articles-list">{d.others(5, CARD)}</section></main></div>{foot(d)}""", title="{title}")  # fmt: skip


@COURRIER.page("translation", 1, "/article/vu-d-ailleurs-le-vieux-moulin_1000001")
def courrier_translation(d: Draft) -> str:
    return _courrier(d, f"{d.p(0, 3)}<h3>{d.heading(0)}</h3>{d.p(3, 7)}", "Die Mühle")


@COURRIER.page("review", 4, "/article/revue-de-presse-la-bibliotheque_1000002")
def courrier_review(d: Draft) -> str:
    tweet = f'<figure class="article-figure"><img src="/une.jpg" width="800" height="1000" alt=""><figcaption>{d.caption("La une du quotidien, le 3 mars 2026")} <span>DR</span></figcaption></figure>'
    return _courrier(d, f"{d.p(0, 4)}{tweet}{d.p(4, 7)}", "Der Leser")


# Reporterre: SPIP, whose notes are below the text and whose documents are floated.


def _reporterre(d: Draft, body: str, author: str, published: str) -> str:
    head = open_graph(d) + named(**{"author": author, "generator": "SPIP 4.2"})
    return page(d, head, f"""<div class="page">{NAV}<div class="main"><div class="wrapper hfeed" id="content"><div class="cartouche"><p class="surtitre">Reportage — Forêts</p><h1 class="crayon article-titre-1">{d.s.title}</h1><p class="info-publi">{published}<br>Durée de lecture : 5 minutes</p></div><div class="crayon article-chapo-1 chapo"><p>{d.lead()}</p></div><div class="crayon article-texte-1 texte">{body}</div><div class="signature"><p>Par <span class="vcard author"><a class="url fn spip_in" href="/a">{d.author(author)}</a></span></p></div><div class="don"><h3>Pendant que vous lisez ces lignes…</h3><p>Reporterre est en accès libre, sans publicité, financé à 98 % par les dons de ses lectrices et lecteurs. Faites un don, c’est déductible de vos impôts.</p></div><ul class="liste-items">{d.others(4, LINK)}</ul></div></div></div>{foot(d)}""", title="{title}", attributes='class="page_article article"')  # fmt: skip


@REPORTERRE.page("report", 7, "/La-foret-du-Bambesch-rouvre")
def reporterre_report(d: Draft) -> str:
    mark = '<span class="spip_note_ref">&nbsp;[<a href="#nb1" class="spip_note" rel="appendix" title="Selon un comptage" id="nh1">1</a>]</span>'
    d.gold.append(f"{d.s.paragraphs[0]} [1]")
    first = f'<p>{d.s.paragraphs[0]}{mark}</p>{d.p(1, 2)}<h2 class="spip">{d.heading(0)}</h2>{d.p(2, 4)}'
    picture = f'<figure class="spip_doc_inner"><a href="/IMG/f.jpg" class="spip_doc_lien mediabox"><img src="/IMG/f-720.jpg" width="720" height="480" alt=""></a><figcaption class="spip_doc_legende"><div class="spip_doc_titre"><strong>{d.caption()}</strong></div><div class="spip_doc_credits">© Anne Berg / Reporterre</div></figcaption></figure>'
    rest = d.p(4, 7)
    note = d.told("[1] Selon un comptage de l’association, fait au mois de février.")
    notes = f'<div class="notes"><h2 class="notes-title">Notes</h2><div id="nb1"><p><span class="spip_note_ref">[<a href="#nh1" class="spip_note">1</a>] </span>{note[4:]}</p></div></div>'
    d.gold.insert(-1, "Notes")
    d.headings.append("Notes")
    return _reporterre(
        d,
        f'{first}<div class="spip_document_1 spip_doc_image">{picture}</div>{rest}{notes}',
        "Justine Guitton-Boussion",
        "3 mars 2026 à 08h05",
    )


@REPORTERRE.page("practical", 5, "/Comment-reparer-la-ligne-de-bus")
def reporterre_practical(d: Draft) -> str:
    first = d.p(0, 2)
    points = f'<h2 class="spip">{d.heading("Ce qu’il faut demander")}</h2><ul class="spip" role="list">{d.list("<li> {}</li>")}</ul>'
    quote = f'<blockquote class="spip"><p>{d.quote("Une ligne qui passe deux fois par jour n’est pas une ligne.")}</p></blockquote>'
    return _reporterre(d, f"{first}{points}{quote}{d.p(2, 7)}", "Vincent Lucchese", "3 mars 2026 à 08h05")
