"""Pages of newspapers and of the broadcaster of French Switzerland."""

from __future__ import annotations

from corpus.newspapers.makes import NAV, Draft, Paper, foot
from corpus.newspapers.page_heads import article, crumbs, linked, named, open_graph, page

TEMPS = Paper("Le Temps", "www.letemps.ch", "fr")
RTS = Paper("RTS", "www.rts.ch", "fr")
TRIBUNE = Paper("Tribune de Genève", "www.tdg.ch", "fr")
HEURES = Paper("24 heures", "www.24heures.ch", "fr")


# Le Temps


def _temps(d: Draft, body: str, author: str, *, is_free: bool = True) -> str:
    head = linked(article(d, author, isAccessibleForFree=is_free)) + open_graph(d)
    return page(d, head, f"""<div class="site">{NAV}<main class="main" id="main"><article class="post"><header class="post__header"><p class="post__category"><a href="/s">Suisse</a></p><h1 class="post__title">{d.s.title}</h1><p class="post__lead">{d.lead()}</p><div class="post__meta"><div class="author-card"><img class="author-card__picture" src="/a.jpg" width="48" height="48" alt=""><a class="author-card__name" href="/a">{d.author(author)}</a></div><p class="post__date">Publié le 03 mars 2026 à 08:05. Modifié le 03 mars 2026 à 09:11.</p></div><ul class="post__actions"><li><button>Partager</button></li><li><button>Sauvegarder</button></li></ul></header>
{body}<footer class="post__footer"><a href="/t">#Travaux</a></footer></article><section class="related-posts">{d.others(5, '<article class="card"><a href="/a{n}"><h3 class="card__title">{t}</h3><p class="card__lead">{l}</p></a></article>')}</section></main></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@TEMPS.page("opinion", 4, "/opinions/la-bibliotheque")
def temps_opinion(d: Draft) -> str:
    first = d.p(0, 3)
    quote = (
        f'<blockquote class="quote"><p>{d.quote("Une bibliothèque fermée le dimanche est un aveu.")}</p></blockquote>'
    )
    return _temps(
        d,
        f'<div class="post__content">{first}{quote}{d.p(3, 5)}<p class="read-also"><a href="/x">{d["also"]} : {d.other()[0]}</a></p>{d.p(5, 7)}</div>',
        "Stéphane Benoit-Godet",
    )


@TEMPS.page("live", 10, "/suisse/en-direct-le-centre-de-soins")
def temps_live(d: Draft) -> str:
    posts = "".join(
        f'<div class="live-post" id="live-{n}"><div class="live-post__date">{d.told(f"1{n}:16")}</div><h3 class="live-post__title">{d.heading(f"Nouvelle étape, la {n + 1}e")}</h3><div class="live-post__text"><p>{d.told(text)}</p></div><button class="live-post__share">Partager</button></div>'
        for n, text in enumerate(d.s.paragraphs)
    )
    return _temps(
        d,
        f'<div class="post__content"><div class="live-feed"><button>Charger plus</button>{posts}</div></div>',
        "Célia Héron",
    )


# RTS: sounds and films stand before and between the paragraphs.


def _rts(d: Draft, body: str, author: str) -> str:
    head = linked(article(d, author={"@type": "Organization", "name": "rts.ch"})) + open_graph(d)
    signed = f'<p class="article-signature">{d.author(author)}</p>' if author else ""
    return page(d, head, f"""<div class="rts">{NAV}<main class="main"><article class="article-part article-content"><header><div class="article-meta"><span class="article-category">Régions</span> <span class="article-date">Publié le 3 mars 2026 à 08:05</span></div><h1 class="article-title">{d.s.title}</h1></header>{body}{signed}</article><div class="social-share"><ul><li><a href="#">WhatsApp</a></li></ul></div><section class="more-content">{d.others(5, '<div class="card"><a href="/a{n}"><h2>{t}</h2><p>{l}</p></a></div>')}</section></main></div>{foot(d)}""", title="{title} - rts.ch")  # fmt: skip


@RTS.page("video", 2, "/info/regions/2026/article/la-piscine-20000001.html")
def rts_video(d: Draft) -> str:
    video = f'<div class="media-player js-media" data-title="{d.film("La piscine rouvre: le reportage du 19h30")}"><iframe src="https://www.rts.ch/play/embed?urn=urn:rts:video:1500001" allowfullscreen></iframe><div class="media-caption"><span class="media-duration">2 min.</span></div></div>'
    lead = f'<div class="article-lead"><p>{d.lead()}</p></div>'
    return _rts(
        d,
        f'{video}{lead}<div class="article-body">{d.p(0, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 7)}</div>',
        "Cécile Tran-Tien",
    )


@RTS.page("report", 0, "/info/suisse/2026/article/la-passerelle-20000002.html")
def rts_report(d: Draft) -> str:
    picture = f'<figure class="article-image"><img src="https://www.rts.ch/i.image?w=960" srcset="https://www.rts.ch/i.image?w=480 480w, https://www.rts.ch/i.image?w=1280 1280w" alt=""><figcaption>{d.caption()} - [Anne Berg - Keystone]</figcaption></figure>'
    lead = f'<div class="article-lead"><p>{d.lead()}</p></div>'
    first = f'<div class="article-body">{d.p(0, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 5)}'
    box = f'<div class="article-box encadre"><h3>{d.heading("Trois chiffres")}</h3><ul>{d.list()}</ul></div>'
    return _rts(d, f"{picture}{lead}{first}{box}{d.p(5, 7)}</div>", "")


# Tribune de Genève and 24 heures: the system of Tamedia, names of classes with hashes.


def _tamedia(d: Draft, body: str, authors: tuple[str, ...], *, is_free: bool = True) -> str:
    head = (
        linked(article(d, *authors, isAccessibleForFree=is_free), crumbs("Accueil", "Genève"))
        + open_graph(d)
        + named(**{"cXenseParse:author": ", ".join(authors)})
    )
    names = "".join(
        f'<a class="ContentMetaInfo_author__a1" href="/author/{n}">{d.author(name)}</a>'
        for n, name in enumerate(authors)
    )
    return page(d, head, f"""<div id="__next"><div class="Layout_root__1"><header class="Header_root__2">{NAV}</header><main class="ContentPage_root__3"><article class="ArticleContent_root__4"><div class="ContentHead_root__5"><h2 class="ContentHead_category__6"><a href="/s">Genève</a></h2><h1 class="ContentHead_title__7"><span class="ContentHead_overline__8">{d.s.place}</span> <span class="ContentHead_headline__9">{d.s.title}</span></h1><p class="ContentHead_lead__0">{d.lead()}</p></div><div class="ContentMetaInfo_root__b"><address class="ContentMetaInfo_authors__c">{names}</address><div class="ContentMetaInfo_dates__d">Publié: <time datetime="{d.published}">03.03.2026, 08h05</time></div></div>
<div class="ArticleToolbar_root__e"><button>Abo</button><button>Partager</button></div>{body}<div class="Feedback_root__f"><p>Avez-vous trouvé une erreur ? <a href="/e">Signalez-la.</a></p></div></article><div class="Comments_root__g"><h3>0 commentaires</h3></div><section class="Recommendations_root__h">{d.others(6, '<article class="Teaser_root__i"><a href="/a{n}"><h3 class="Teaser_headline__j">{t}</h3><p class="Teaser_lead__k">{l}</p></a></article>')}</section></main></div></div>{foot(d)}""", title="{title} | {site}")  # fmt: skip


TAMEDIA_P = '<p class="ArticleParagraph_root__m1 ArticleContainer_content-width__n">{}</p>'


def _tamedia_picture(d: Draft) -> str:
    return f'<figure class="ArticleImage_root__o"><div class="ArticleImage_ratio__p"><picture><source type="image/avif" srcset="https://cdn.unitycms.io/{d.pictures}.avif 1000w"><img src="https://cdn.unitycms.io/{d.pictures}.jpg" alt="" loading="lazy"></picture></div><figcaption class="ArticleImage_caption__q"><span class="ArticleImage_text__r">{d.caption()}</span><span class="ArticleImage_credit__s">KEYSTONE/Anne Berg</span></figcaption></figure>'


@TRIBUNE.page("report", 5, "/la-ligne-de-bus-100000000001")
def tribune_report(d: Draft) -> str:
    first = f'{_tamedia_picture(d)}{d.p(0, 2, TAMEDIA_P)}<h2 class="ArticleSubtitle_root__t">{d.heading(0)}</h2>{d.p(2, 4, TAMEDIA_P)}'
    items = f'<ul class="ArticleList_root__u">{d.list()}</ul>'
    promo = f'<div class="ArticleNewsletter_root__v"><h3>Newsletter</h3><p>{d["news"]}</p></div>'
    return _tamedia(d, f"{first}{items}{promo}{d.p(4, 7, TAMEDIA_P)}", ("Marianne Grosjean", "Luca Di Stefano"))


@TRIBUNE.page("paywall", 11, "/la-place-de-la-gare-100000000002")
def tribune_paywall(d: Draft) -> str:
    d.is_teaser = True
    wall = f'<div class="Paywall_root__w" data-testid="paywall"><h2>Vous voulez lire la suite ?</h2><p>{d["abo"]}</p><a href="/abo">Choisir une offre</a><p>Vous avez déjà un abonnement ? <a href="/login">Se connecter</a></p></div>'
    return _tamedia(d, f"{d.p(0, 2, TAMEDIA_P)}{wall}", ("Théo Allegrezza",), is_free=False)


@HEURES.page("interview", 8, "/le-budget-de-l-ecole-100000000003")
def heures_interview(d: Draft) -> str:
    asked = "".join(
        f'<p class="ArticleParagraph_root__m1"><strong>{d.told(question)}</strong></p>{d.p(2 * n, 2 * n + 2, TAMEDIA_P)}'
        for n, question in enumerate((*d.w["ask"], "Et s’il fallait choisir ?"))
    )
    quote = (
        f'<blockquote class="ArticleQuote_root__x"><p>{d.quote("Je n’ai jamais compté les heures.")}</p></blockquote>'
    )
    return _tamedia(d, f"{_tamedia_picture(d)}{asked}{quote}{d.p(6, 7, TAMEDIA_P)}", ("Caroline Rieder",))


@HEURES.page("election", 1, "/le-vieux-moulin-100000000004")
def heures_election(d: Draft) -> str:
    first = d.p(0, 2, TAMEDIA_P)
    rows = [
        ("Candidat", "Voix", "%"),
        ("Rochat", "4’212", "41,3"),
        ("Favre", "3’870", "37,9"),
        ("Monnier", "2’118", "20,8"),
    ]
    table = f'<div class="ArticleTable_root__y"><table><tbody>{"".join(map(d.row, rows))}</tbody></table></div>'
    frame = (
        '<div class="ArticleEmbed_root__z"><iframe src="https://interaktiv.example/vote/" title="Carte"></iframe></div>'
    )
    return _tamedia(
        d,
        f'{first}{table}{d.p(2, 5, TAMEDIA_P)}{frame}<h2 class="ArticleSubtitle_root__t">{d.heading(1)}</h2>{d.p(5, 7, TAMEDIA_P)}',
        ("Vincent Maendly",),
    )
