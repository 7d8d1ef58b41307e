"""Pages of Belgian newspapers and broadcasters, in French, Dutch and German."""

from __future__ import annotations

from typing import Any

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, Paper, foot
from corpus.newspapers.page_heads import article, crumbs, linked, named, open_graph, page

SOIR = Paper("Le Soir", "www.lesoir.be", "fr")
LIBRE = Paper("La Libre", "www.lalibre.be", "fr")
DH = Paper("DH Les Sports+", "www.dhnet.be", "fr")
RTBF = Paper("RTBF", "www.rtbf.be", "fr")
ECHO = Paper("L'Echo", "www.lecho.be", "fr")
STANDAARD = Paper("De Standaard", "www.standaard.be", "nl")
VRT = Paper("VRT NWS", "www.vrt.be", "nl")
HLN = Paper("HLN", "www.hln.be", "nl")
GRENZECHO = Paper("GrenzEcho", "www.grenzecho.net", "de")


# Le Soir: the system of Rossel, with elements of its own names.


def _soir(d: Draft, body: str, author: str, *, after: str = "", head: str = "") -> str:
    found = linked(article(d, *([author] if author else []), articleSection="Belgique")) + open_graph(d) + head
    by = f'<div class="r-article--author"><span>Par <a href="/j">{d.author(author)}</a></span></div>' if author else ""
    return page(d, found, f"""<r-viewport><r-header>{NAV}</r-header><r-main class="r-main"><r-article-wrapper class="r-article--wrapper"><article class="r-article" id="a-1"><r-article--header class="r-article--header"><p class="r-article--supertitle">Namur</p><h1 class="r-article--title">{d.s.title}</h1><p class="r-article--chapo">{d.lead()}</p></r-article--header><div class="r-article--meta">{by}<div class="r-article--date">Publié le 3/03/2026 à 08:05 Temps de lecture: 3 min</div><r-share class="r-share"><ul><li><a href="#">Facebook</a></li></ul></r-share></div>
{body}</article></r-article-wrapper>{after}<r-pack class="r-pack"><h2 class="r-pack--title">{d["more"]}</h2><ul>{d.others(6, '<li class="r-panel"><a href="/a{n}"><h3>{t}</h3></a></li>')}</ul></r-pack><r-comments><p>{d["remark"]}</p></r-comments></r-main></r-viewport>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@SOIR.page("paywall", 5, "/700001/article/2026-03-03/la-ligne-de-bus")
def soir_paywall(d: Draft) -> str:
    d.is_teaser = True
    picture = f'<r-article--media class="r-article--media"><figure class="r-article--figure"><img class="r-img" src="/s.jpg" srcset="/s-1200.jpg 1200w" width="1200" height="675"><figcaption class="r-article--caption">{d.caption()} © Belga.</figcaption></figure></r-article--media>'
    wall = f'<r-paywall class="r-paywall"><div class="r-paywall--content"><h2>Cet article est réservé aux abonnés</h2><p>{d["abo"]}</p><ul><li>Accès illimité à tous les articles</li></ul><a href="/abo">S’abonner</a><p>Déjà abonné ? <a href="/login">Je me connecte</a></p></div></r-paywall>'
    return _soir(
        d,
        f'{picture}<div class="r-article--body">{d.p(0, 2)}</div>{wall}',
        "Amandine Cloot",
        head='<script type="application/ld+json">{"@context":"https://schema.org","@type":"WebPage","isAccessibleForFree":"False"}</script>',
    )


@SOIR.page("live", 3, "/700002/article/2026-03-03/direct-le-marche-couvert")
def soir_live(d: Draft) -> str:
    posts = "".join(
        f'<div class="r-live--post" id="p{n}"><div class="r-live--time"><time datetime="2026-03-03T1{n}:05:00+01:00">{d.told(f"1{n}h05")}</time></div><div class="r-live--content"><h2 class="r-live--title">{d.heading(f"Ce que l’on sait à {10 + n} heures")}</h2><p>{d.told(text)}</p></div></div>'
        for n, text in enumerate(d.s.paragraphs)
    )
    return _soir(d, f'<div class="r-article--body"><div class="r-live">{posts}</div></div>', "")


# La Libre and DH: the system of IPM on Arc XP.


def _ipm(d: Draft, elements: str, author: str, section: str) -> str:
    head = (
        linked(article(d, author, articleSection=section), crumbs("Accueil", section))
        + open_graph(d)
        + named(author=author)
    )
    return page(d, head, f"""<div id="fusion-app"><div class="ap-Layout">{NAV}<main class="ap-Main"><article class="ap-Article"><div class="ap-Breadcrumbs"><a href="/">Accueil</a><a href="/s">{section}</a></div><h1 class="ap-Title">{d.s.title}</h1><div class="ap-StoryElement ap-StoryElement--subtitle"><p>{d.lead()}</p></div><div class="ap-StoryMeta"><span class="ap-StoryAuthor">{d.author(author)}</span><span class="ap-StoryDate">Publié le 03-03-2026 à 08h05</span></div>
<div class="article-body-wrapper">{elements}</div><div class="ap-Tags"><a href="/t">Travaux</a></div></article><div class="ap-Comments"><p>{d["remark"]}</p></div><section class="ap-Latest">{d.others(6, '<article class="ap-Teaser"><a href="/a{n}"><h3 class="ap-TeaserTitle">{t}</h3></a><p class="ap-TeaserLead">{l}</p></article>')}</section></main></div></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


IPM_P = '<div class="ap-StoryElement ap-StoryElement--mb"><p class="ap-StoryText">{}</p></div>'


@LIBRE.page("opinion", 7, "/debats/opinions/2026/03/03/la-foret-ABCDEF/")
def libre_opinion(d: Draft) -> str:
    head = '<div class="ap-StoryElement"><h2 class="ap-StoryHeader">{}</h2></div>'
    before = f"{d.p(0, 2, IPM_P)}{d.head(0, head)}{d.p(2, 4, IPM_P)}"
    quote = f'<div class="ap-StoryElement ap-StoryElement--quote"><blockquote class="ap-StoryQuote"><p>{d.quote("Une forêt n’est pas une réserve de mètres carrés")}</p></blockquote></div>'
    after = d.p(4, 7, IPM_P)
    note = f'<div class="ap-StoryElement"><p class="ap-StoryText"><em>{d.told("Titre et chapeau sont de la rédaction. Le texte original s’intitulait autrement.")}</em></p></div>'
    return _ipm(
        d,
        f'{before}{quote}<div class="ap-AdPlacement"><span>Publicité</span></div>{after}{note}',
        "Marie Thibaut de Maisières",
        "Opinions",
    )


@LIBRE.page("report", 1, "/belgique/2026/03/03/le-vieux-moulin-ABCDEG/")
def libre_report(d: Draft) -> str:
    picture = f'<div class="ap-StoryElement"><figure class="ap-StoryImage"><img class="ap-StoryImage-img" src="https://www.lalibre.be/resizer/m.jpg?width=768" width="768" height="512" loading="lazy"><figcaption class="ap-StoryImage-caption">{d.caption()} <span class="ap-StoryImage-credit">©BELGA</span></figcaption></figure></div>'
    more = f'<div class="ap-StoryElement ap-StoryElement--interstitial"><a class="ap-StoryInterstitialLink" href="/x">{d.other()[0]}</a></div>'
    before = f"{d.p(0, 2, IPM_P)}{more}{d.p(2, 3, IPM_P)}"
    items = f'<div class="ap-StoryElement"><ul class="ap-StoryList">{d.list()}</ul></div>'
    return _ipm(d, f"{picture}{before}{items}{d.p(3, 7, IPM_P)}", "Bosco d’Otreppe", "Belgique")


@DH.page("match", 9, "/sports/football/2026/03/03/la-fete-du-vin-ABCDEH/")
def dh_match(d: Draft) -> str:
    before = d.p(0, 3, IPM_P)
    line = f'<div class="ap-StoryElement"><p class="ap-StoryText"><b>{d.told("Arbitre :")}</b> {d.told("M. Lambrechts.")} <b>{d.told("Avertissements :")}</b> {d.told("Keita, Van den Berg, Diarra.")}</p></div>'
    title = d.head("Classement", '<div class="ap-StoryElement"><h2 class="ap-StoryHeader">{}</h2></div>')
    rows = "".join(
        d.row((str(n), name, str(60 - 4 * n)))
        for n, name in enumerate(("Union", "Genk", "Bruges", "Anderlecht", "Gand", "Charleroi"), 1)
    )
    return _ipm(
        d,
        f'{before}{line}{title}<div class="ap-StoryElement ap-StoryElement--table"><table class="ap-StoryTable"><tbody>{rows}</tbody></table></div>{d.p(3, 7, IPM_P)}',
        "Christophe Franken",
        "Football",
    )


@DH.page("video", 4, "/medias/television/2026/03/03/la-bibliotheque-ABCDEI/")
def dh_video(d: Draft) -> str:
    video = f'<div class="ap-StoryElement ap-StoryElement--embed"><div class="ap-Embed"><iframe src="https://www.youtube.com/embed/abcdefghijk" title="{d.film("La bibliothèque en deux minutes")}" allowfullscreen></iframe></div></div>'
    return _ipm(d, f"{d.p(0, 2, IPM_P)}{video}{d.p(2, 7, IPM_P)}", "Pauline Oger", "Télévision")


# RTBF: React with utility classes; the text to be heard before it.


def _rtbf(d: Draft, body: str, author: str) -> str:
    head = linked(article(d, author, image=["/i.jpg"])) + open_graph(d)
    return page(d, head, f"""<div id="__next"><div class="flex min-h-screen flex-col"><header class="sticky top-0">{NAV}</header><main id="content" class="grow"><article class="mx-auto max-w-screen-lg"><header class="mb-24"><div class="text-label-l"><a href="/s">Régions</a></div><h1 class="text-title-xl font-bold">{d.s.title}</h1></header>
<div class="flex items-center gap-8 text-label-m"><span><time datetime="{d.published}">3 mars 2026 à 08:05</time></span><span>Temps de lecture : 3 min</span></div><div class="text-body-s">Par <a href="/a">{d.author(author)}</a> pour Vivacité</div><div class="audio-reader rounded-8"><button aria-label="Lire">▶</button><span>{d["hear"]}</span></div><div class="content-block"><p class="text-body-l font-bold">{d.lead()}</p></div>{body}<div class="rounded-8 bg-newsletter p-16"><h3>{d["news"][:25]}</h3><p>{d["news"]}</p></div></article><section class="recommendations">{d.others(6, '<div class="media-card"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></div>')}</section></main></div></div>{foot(d)}""", title="{title} - {site} Actus")  # fmt: skip


RTBF_P = '<div class="content-block"><p class="text-body-l">{}</p></div>'


@RTBF.page("report", 8, "/article/le-budget-de-l-ecole-11500001")
def rtbf_report(d: Draft) -> str:
    picture = f'<figure class="my-24"><div class="aspect-video"><img src="https://ds.static.rtbf.be/i.jpg" srcset="https://ds.static.rtbf.be/i-370.jpg 370w, https://ds.static.rtbf.be/i-1248.jpg 1248w" alt=""></div><figcaption class="text-body-xs">{d.caption()}<span class="ml-4">© Tous droits réservés</span></figcaption></figure>'
    return _rtbf(
        d,
        f'{picture}{d.p(0, 3, RTBF_P)}<h2 class="text-title-l">{d.heading(0)}</h2>{d.p(3, 5, RTBF_P)}<div class="content-block"><div class="embed-related"><span>{d["also"]}</span><a href="/x">{d.other()[0]}</a></div></div><h2 class="text-title-l">{d.heading(1)}</h2>{d.p(5, 7, RTBF_P)}',
        "Nathalie Guilmin",
    )


@RTBF.page("recipe", 0, "/article/recette-la-passerelle-11500002")
def rtbf_recipe(d: Draft) -> str:
    food = ("4 chicons", "2 tranches de jambon", "40 g de beurre", "40 g de farine", "50 cl de lait")
    first = f'<h2 class="text-title-l">{d.heading("Les ingrédients")}</h2><div class="content-block"><ul>{"".join(f"<li>{d.item(text)}</li>" for text in food)}</ul></div>'
    steps = f'<h2 class="text-title-l">{d.heading("La préparation")}</h2><div class="content-block"><ol>{"".join(f"<li>{d.item(text)}</li>" for text in d.s.paragraphs[:4])}</ol></div>'
    return _rtbf(d, f"{first}{steps}{d.p(4, 7, RTBF_P)}", "Carlo de Pascale")


# L'Echo: the system of Mediafin.


def _echo(d: Draft, body: str, author: str, *, is_free: bool) -> str:
    head = linked(article(d, author, isAccessibleForFree=is_free)) + open_graph(d)
    return page(d, head, f"""<div class="l-page">{NAV}<main class="l-main"><article class="c-article"><header class="c-articlehead"><p class="c-articlehead__overtitle">Entreprises</p><h1 class="c-articlehead__title">{d.s.title}</h1><div class="c-articlehead__author"><a class="c-author" href="/a">{d.author(author)}</a></div><time class="c-articlehead__date" datetime="{d.published}">03 mars 2026 08:05</time></header><div class="c-articleintro"><p>{d.lead()}</p></div><div class="c-articlecontent"><div class="o-articlebody">{body}</div></div></article><aside class="l-aside">{d.others(5, CARD)}</aside><section class="c-service"><h2>Service</h2><ul>{d.others(3, LINK)}</ul></section></main></div>{foot(d)}""", title="{title} | {site}")  # fmt: skip


@ECHO.page("markets", 11, "/les-marches/live-blog/la-place-de-la-gare/10500001.html")
def echo_markets(d: Draft) -> str:
    before = d.p(0, 2, '<p class="text">{}</p>')
    head = d.row(("Action", "Cours", "Variation"), "<th>{}</th>")
    rows = "".join(
        d.row(row)
        for row in (
            ("UCB", "182,40", "+1,2%"),
            ("KBC", "68,12", "-0,4%"),
            ("Solvay", "31,05", "+0,1%"),
            ("Umicore", "12,80", "-2,0%"),
        )
    )
    middle = f'<div class="c-table"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>{d.p(2, 5, "<p class=text>{}</p>")}'
    facts = f'<div class="c-box c-box--summary"><h3 class="c-box__title">{d.heading("Le résumé")}</h3><ul>{d.list()}</ul></div>'
    return _echo(d, f"{before}{middle}{facts}{d.p(5, 7, '<p class=text>{}</p>')}", "Serge Mampaey", is_free=True)


@ECHO.page("paywall", 6, "/entreprises/le-theatre/10500002.html")
def echo_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div class="c-paywall" data-paywall="hard"><div class="c-paywall__content"><h2>Lisez cet article avec L’Echo</h2><p>{d["abo"]}</p><a href="/abo">Découvrir les offres</a><p>Déjà abonné ? <a href="/login">Connectez-vous</a></p></div></div>'
    return _echo(d, f"{d.p(0, 2, '<p class=text>{}</p>')}{wall}", "Paul Gérard", is_free=False)


# De Standaard: the system of Mediahuis (React); paragraphs are in sections of the text.


def _standaard(d: Draft, body: str, author: str, **fields: Any) -> str:
    head = linked(article(d, author, **fields)) + open_graph(d)
    return page(d, head, f"""<div id="__next"><div data-testid="page">{NAV}<main id="main-content"><article data-testid="article" class="article_wrapper__k"><header class="article_header__t"><span data-testid="article-label">Binnenland</span><h1 data-testid="article-title">{d.s.title}</h1><p data-testid="article-intro" class="article_intro__p">{d.lead()}</p><div data-testid="article-byline"><span class="byline_name__u">{d.author(author)}</span><span class="byline_date__i"><time datetime="{d.published}">3 maart 2026 om 8:05</time></span></div></header>
{body}</article><section data-testid="article-recommendations"><h2>{d["more"]}</h2>{d.others(5, '<article class="teaser_card__j"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></article>')}</section></main></div></div>{foot(d)}""", title="{title} | {site}")  # fmt: skip


@STANDAARD.page("paywall", 4, "/binnenland/buslijn-negen/1000001.html")
def standaard_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div data-testid="paywall" class="paywall_root__q"><h2>Lees dit artikel verder</h2><p>{d["abo"]}</p><ul><li>Alle artikels op de site</li></ul><a href="/abo">Neem een abonnement</a><p>Al abonnee? <a href="/login">Meld u aan</a></p></div>'
    return _standaard(
        d,
        f'<div data-testid="article-body" class="article_body__z">{d.p(0, 2)}</div>{wall}',
        "Jeroen Struys",
        isAccessibleForFree=False,
    )


@STANDAARD.page("interview", 9, "/cultuur/de-nachtkliniek/1000002.html")
def standaard_interview(d: Draft) -> str:
    picture = f'<figure class="figure_root__w" data-testid="article-image"><div class="figure_media__e"><picture><source type="image/webp" data-srcset="/n.webp 1200w"><img src="/n.jpg" alt="" width="1200" height="800"></picture></div><figcaption class="figure_caption__r">{d.caption()}<span class="figure_credit__y">© Fred Debrock</span></figcaption></figure>'
    first = d.p(0, 1)
    asked = "".join(
        f"<p><strong>{d.told(question)}</strong></p><p>{d.told(d.s.paragraphs[n])}</p>"
        for n, question in enumerate((*d.w["ask"], "Zou u het opnieuw doen?"), 1)
    )
    return _standaard(
        d,
        f'{picture}<div data-testid="article-body" class="article_body__z">{first}{asked}<h2>{d.heading(0)}</h2>{d.p(4, 7)}</div>',
        "Veerle Vanden Bosch",
    )


# VRT NWS: AEM; every paragraph, picture and heading is a component.


def _vrt(d: Draft, body: str, author: str) -> str:
    head = linked(
        article(
            d,
            *([author] if author else []),
            **({} if author else {"author": {"@type": "Organization", "name": "VRT NWS"}}),
        )
    ) + open_graph(d)
    by = (
        f'<div class="article__authors"><span class="article__author-name">{d.author(author)}</span></div>'
        if author
        else ""
    )
    return page(d, head, f"""<div class="vrt-site"><vrt-nav>{NAV}</vrt-nav><main role="main"><div class="root responsivegrid"><div class="aem-Grid"><article class="article"><div class="cmp-title"><h1 class="cmp-title__text">{d.s.title}</h1></div><div class="cmp-article-meta">{by}<time class="published" datetime="{d.published}">di 03 mrt 2026, 08:05</time></div><div class="cmp-text cmp-text--intro"><p><b>{d.lead()}</b></p></div>{body}</article></div></div><div class="cmp-teaser-list"><h2>{d["also"]}</h2>{d.others(6, '<div class="cmp-teaser"><a href="/a{n}"><h3 class="cmp-teaser__title">{t}</h3></a><p>{l}</p></div>')}</div></main></div>{foot(d)}""", title="{title} | {site}: nieuws")  # fmt: skip


@VRT.page("live", 1, "/vrtnws/nl/2026/03/03/openluchtbad-liveblog/")
def vrt_live(d: Draft) -> str:
    posts = "".join(
        f'<article class="liveblog-post" id="post-{n}"><header class="liveblog-post__header"><time datetime="2026-03-03T1{n}:20:00+01:00">{d.told(f"1{n}:20")}</time></header><h2 class="liveblog-post__title">{d.heading(f"Stap {n + 1} van de opening")}</h2><div class="liveblog-post__body"><p>{d.told(text)}</p></div><footer class="liveblog-post__share"><button>Deel</button></footer></article>'
        for n, text in enumerate(d.s.paragraphs)
    )
    return _vrt(d, f'<div class="cmp-liveblog"><div class="cmp-liveblog__posts">{posts}</div></div>', "")


@VRT.page("report", 7, "/vrtnws/nl/2026/03/03/basisschool/")
def vrt_report(d: Draft) -> str:
    text = '<div class="cmp-text"><p>{}</p></div>'
    picture = f'<div class="cmp-image"><figure><img class="cmp-image__image" src="/v.jpg" data-srcset="/v-320.jpg 320w, /v-1280.jpg 1280w" alt=""><figcaption class="cmp-image__title">{d.caption()}</figcaption></figure></div>'
    video = f'<div class="cmp-video"><vrt-video title="{d.film("Een dag op school")}"><video src="/media/school.mp4"></video></vrt-video></div>'
    return _vrt(
        d,
        f'{d.p(0, 2, text)}{picture}<div class="cmp-title"><h2 class="cmp-title__text">{d.heading(0)}</h2></div>{d.p(2, 5, text)}{video}<div class="cmp-text"><ul>{d.list()}</ul></div>{d.p(5, 7, text)}',
        "Luc De Smet",
    )


# HLN: the system of DPG; each part is a component, in between are adverts and polls.


def _hln(d: Draft, body: str, author: str, section: str) -> str:
    head = linked(article(d, author, isAccessibleForFree=True, articleSection=section)) + open_graph(d)
    return page(d, head, f"""<div class="page"><div class="fjs-header">{NAV}</div><main class="page__main"><article id="article" class="article"><header class="article__header"><h1 class="article__title">{d.s.title}</h1></header><div class="article__component article__component--introduction"><p class="article__intro"><strong>{d.lead()}</strong></p></div><footer class="article__meta"><span class="article__author" data-testid="author">{d.author(author)}</span> <time class="article__time" datetime="{d.published}">03-03-26, 08:05</time> <span>Bron: Belga</span></footer>{body}<section class="article__comments"><h2>Reacties</h2><p>{d["remark"]}</p></section></article><section class="results"><ul>{d.others(8, '<li class="result"><a href="/a{n}"><h3 class="result__title">{t}</h3><p class="result__intro">{l}</p></a></li>')}</ul></section></main></div>{foot(d)}""", title="{title} | {site}.be")  # fmt: skip


HLN_P = '<div class="article__component article__component--paragraph"><p class="article__paragraph">{}</p></div>'


@HLN.page("report", 10, "/binnenland/het-stationsplein~a1000001/")
def hln_report(d: Draft) -> str:
    picture = f'<div class="article__component article__component--picture"><figure class="article__figure"><img class="article__image" src="/h.jpg" width="763" height="508" loading="lazy"><figcaption class="article__caption"><span>{d.caption()}</span> <span class="article__credit">© Anna Berg</span></figcaption></figure></div>'
    poll = '<div class="article__component article__component--poll"><h3>POLL</h3><p>Vindt u het plein mooi geworden?</p><ul><li>Ja</li><li>Neen</li></ul></div>'
    more = f'<div class="article__component article__component--article-links"><p>{d["also"].upper()}. <a href="/x">{d.other()[0]}</a></p></div>'
    return _hln(
        d,
        f"{picture}{d.p(0, 3, HLN_P)}{more}{d.head(0, '<div class=article__component><h2 class=article__subheader>{}</h2></div>')}{d.p(3, 5, HLN_P)}{poll}{d.p(5, 7, HLN_P)}",
        "Sven Van Malderen",
        "Binnenland",
    )


@HLN.page("list", 12, "/nina/het-havenmuseum~a1000002/")
def hln_list(d: Draft) -> str:
    tips = "".join(
        f'<div class="article__component"><h2 class="article__subheader">{d.heading(f"Tip {n + 1}: {text}")}</h2></div>{d.p(2 * n, 2 * n + 2, HLN_P)}'
        for n, text in enumerate(d.w["items"])
    )
    return _hln(d, f"{tips}{d.p(6, 7, HLN_P)}", "Liesbeth De Corte", "Nina")


# GrenzEcho: German, the system of Rossel's regional papers.


def _grenzecho(d: Draft, body: str, by: str) -> str:
    head = linked(article(d, by)) + open_graph(d)
    d.author(by)
    return page(d, head, f"""<div id="page">{NAV}<div class="container"><main><article class="gr-article"><header class="gr-article-header"><h4 class="gr-article-kicker">Eupen</h4><h1 class="gr-article-title">{d.s.title}</h1><p class="gr-article-teaser-text">{d.lead()}</p><div class="gr-article-infos"><span class="gr-article-author">{by}</span> | <span class="gr-article-date">3.3.2026 08:05</span></div></header>{body}<div class="gr-article-tags"><a href="/t">Ostbelgien</a></div></article><div class="gr-comments"><h3>Kommentare</h3><p>{d["remark"]}</p></div></main><aside>{d.others(5, CARD)}</aside></div></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@GRENZECHO.page("report", 6, "/region/der-buergerwald-1001")
def grenzecho_report(d: Draft) -> str:
    picture = f'<div class="gr-article-image"><a href="/g.jpg" data-fancybox><img src="/g.jpg" width="800" height="533"></a><div class="gr-article-image-caption">{d.caption()} | Foto: David Hagemann</div></div>'
    return _grenzecho(
        d,
        f'{picture}<div class="gr-article-content">{d.p(0, 3)}<h3>{d.heading(0)}</h3>{d.p(3, 7)}</div>',
        "Nathalie Wimmer",
    )


@GRENZECHO.page("paywall", 11, "/region/die-alte-giesserei-1002")
def grenzecho_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div class="gr-paywall"><h3>Weiterlesen mit GrenzEcho-Abo</h3><p>{d["abo"]}</p><a href="/abo">Zu den Angeboten</a></div>'
    return _grenzecho(d, f'<div class="gr-article-content">{d.p(0, 2)}</div>{wall}', "Klaus Schlupp")
