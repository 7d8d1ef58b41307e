"""Pages of magazines of Luxembourg, and of its public radio: Paperjam, Delano, woxx, radio 100,7."""

from __future__ import annotations

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, Paper, foot
from corpus.newspapers.page_heads import article, crumbs, linked, open_graph, page

PAPERJAM = Paper("Paperjam", "paperjam.lu", "fr")
DELANO = Paper("Delano", "delano.lu", "en")
WOXX = Paper("woxx", "www.woxx.lu", "fr")
RADIO = Paper("radio 100,7", "www.100komma7.lu", "lb")


# Paperjam and Delano: Maison Moderne's system. Blocks have classes with hashes; names in the text lead to a directory.


def _moderne(d: Draft, body: str, author: str, section: str, date: str) -> str:
    head = linked(article(d, author, articleSection=section), crumbs("Home", section)) + open_graph(d)
    return page(d, head, f"""<div id="root"><div class="sc-gEvEer layout"><div class="sc-aXZVg topbar">{NAV}</div><main class="sc-eqUAAy"><article class="sc-fqkvVR article"><header class="sc-dcJsrY"><ul class="sc-iGgWBj breadcrumb"><li><a href="/">Home</a></li><li><a href="/s">{section}</a></li></ul><h1 class="sc-gsFSXq">{d.s.title}</h1><p class="sc-kAyceB intro">{d.lead()}</p><div class="sc-imWYAI authors"><img class="avatar" width="40" height="40" src="/avatar.jpg" alt=""><span>{d["by"]} <a href="/author/x">{d.author(author)}</a></span><span class="sc-jXbUNg">{date}</span></div></header>
{body}<div class="sc-dhKdcB newsletter-block"><h4>{d["news"][:28]}</h4><p>{d["news"]}</p><form><input type="email"></form></div><div class="sc-kpDqfm tags"><a href="/t">Travaux</a></div></article><aside class="sc-dAlyuH">{d.others(4, CARD)}</aside></main></div></div>{foot(d)}""", title="{title} | {site} News")  # fmt: skip


def _moderne_picture(d: Draft) -> str:
    return f'<figure class="sc-jlZhew"><div class="sc-cwHptR"><picture><source media="(min-width: 768px)" srcset="/m/{d.pictures}-xl.jpeg"><img src="/m/{d.pictures}-s.jpeg" alt=""></picture></div><figcaption class="sc-jEACwC"><span>{d.caption()}</span> <span class="sc-cPiKLX">({d["credit"]})</span></figcaption></figure>'


def _with_link(text: str) -> str:
    first, last = text[:20], text[20:]
    return f'{first}<a class="mm-directory-link" href="/guide/x">{last[:14]}</a>{last[14:]}'


@PAPERJAM.page("interview", 10, "/article/le-centre-de-soins")
def paperjam_interview(d: Draft) -> str:
    first = f'<div class="sc-cHqXqK body"><p>{_with_link(d.told(d.s.paragraphs[0]))}</p>'
    asked = "".join(
        f"<p><b>{d.told(question)}</b></p><p><b>{d.told(d.s.who)}.</b> — {d.told(d.s.paragraphs[n])}</p>"
        for n, question in ((1, d.w["ask"][0]), (2, d.w["ask"][1]), (3, "Et si c’était à refaire ?"))
    )
    quote = (
        f'<div class="sc-kOPcWz quote"><blockquote><p>{d.quote("Nous avons appris à compter")}</p></blockquote></div>'
    )
    return _moderne(
        d,
        f"{_moderne_picture(d)}{first}{asked}{quote}{d.p(4, 7)}</div>",
        "Marc Fassone",
        "Entreprises",
        "Publié le 03.03.2026 à 08:05 • 6 min",
    )


@PAPERJAM.page("list", 11, "/article/les-chiffres-de-la-place-de-la-gare")
def paperjam_list(d: Draft) -> str:
    parts = []
    for n, name in enumerate(("Le prix au mètre carré", "Les loyers commerciaux", "Les bureaux vides")):
        heading = d.heading(f"{n + 1}. {name}")
        parts.append(
            f"<h2>{heading}</h2><p>{d.told(d.s.paragraphs[2 * n])}</p><p>{_with_link(d.told(d.s.paragraphs[2 * n + 1]))}</p>"
        )
    chart = '<div class="sc-gFqAkR embed"><iframe src="https://datawrapper.dwcdn.net/Ab1Cd/2/" title="Prix" scrolling="no"></iframe></div>'
    return _moderne(
        d,
        f'{_moderne_picture(d)}<div class="sc-cHqXqK body">{parts[0]}{chart}{parts[1]}<p><i>{d["also"]} : <a href="/x">{d.other()[0]}</a></i></p>{parts[2]}<ul>{d.list()}</ul></div>',
        "Maëlle Hamma",
        "Immobilier",
        "Publié le 03.03.2026 à 08:05 • 4 min",
    )


@DELANO.page("report", 4, "/article/the-number-nine-bus")
def delano_report(d: Draft) -> str:
    return _moderne(
        d,
        f'{_moderne_picture(d)}<div class="sc-cHqXqK body"><p>{_with_link(d.told(d.s.paragraphs[0]))}</p>{d.p(1, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 5)}<div class="sc-ikkxIA related"><p>{d["also"]}</p><ul>{d.others(2, LINK)}</ul></div><h2>{d.heading(1)}</h2>{d.p(5, 7)}</div>',
        "Cordula Schnuer",
        "Mobility",
        "Published on 03.03.2026 at 08:05 • 3 min read",
    )


@DELANO.page("agenda", 8, "/article/what-to-do-the-cider-fair")
def delano_agenda(d: Draft) -> str:
    days = ("Friday 6 March", "Saturday 7 March", "Sunday 8 March")
    parts = "".join(
        f"<h3>{d.heading(day)}</h3><p><strong>{d.told(name)}</strong><br>{d.told(d.s.paragraphs[n])}</p>"
        for n, (day, name) in enumerate(
            zip(days, ("Concert in the mill", "Walk along the river", "Market of old books"), strict=True)
        )
    )
    return _moderne(
        d,
        f'<div class="sc-cHqXqK body">{parts}{d.p(3, 7)}</div>',
        "Lydia Linna",
        "Lifestyle",
        "Published on 03.03.2026 at 08:05 • 3 min read",
    )


# woxx: WordPress with the theme "Largo". The author stands in an `h5`, pictures float in the text.


def _woxx(d: Draft, body: str, author: str, category: str) -> str:
    head = linked(
        article(d, author={"@type": "Person", "name": author}, description=None, articleSection=[category]),
        is_graph=True,
    ) + open_graph(d, og_description=d.s.paragraphs[0][:120] + " […]")
    d.own_lead = d.s.lead
    return page(d, head, f"""<div id="page" class="hfeed clearfix"><header id="site-header">{NAV}</header><div id="main" class="row-fluid clearfix"><div id="content" class="span8" role="main"><article id="post-9" class="hnews item post type-post hentry"><header><h5 class="top-tag"><a href="/c">{category}</a></h5><h1 class="entry-title" itemprop="headline">{d.s.title}</h1><h2 class="subtitle">{d.lead()}</h2><h5 class="byline"><span class="by-author"><span class="by">Par</span> <span class="author vcard" itemprop="author"><a class="url fn n" href="/author/x">{d.author(author)}</a></span></span><span class="sep"> |</span> <time class="entry-date updated dtstamp pubdate" datetime="{d.published}">2026-03-03</time></h5><div class="post-social clearfix"><span data-service="facebook">Partager</span></div><meta itemprop="description" content="{d.s.paragraphs[0][:60]}"></header>
<div class="entry-content clearfix" itemprop="articleBody">{body}</div><footer class="post-meta bottom-meta"><div class="largo-follow"><p>{d["news"]}</p></div></footer></article><nav id="nav-below" class="pager post-nav"><div class="previous"><a href="/p">{d.other()[0]}</a></div></nav><div id="donate"><p>Cet article vous a plu ? Soutenez notre journal indépendant avec un don ou un abonnement.</p></div></div><aside id="sidebar" class="span4">{d.others(5, CARD)}</aside></div></div>{foot(d)}""", title="{title} – {site}", attributes='class="single single-post"')  # fmt: skip


@WOXX.page("report", 0, "/la-passerelle-du-grund/")
def woxx_report(d: Draft) -> str:
    picture = f'<div class="module image align-right half-width" style="max-width: 336px;"><a href="/w.jpg"><img src="/w-336x224.jpg" width="336" height="224" alt=""></a><p class="wp-media-credit">Photo : Fabien Grasser</p><p class="wp-caption-text">{d.caption()}</p></div>'
    return _woxx(d, f"{d.p(0, 2)}{picture}{d.p(2, 4)}<h3>{d.heading(0)}</h3>{d.p(4, 7)}", "Fabien Grasser", "REGARDS")


@WOXX.page("review", 6, "/critique-la-ligne-de-bus/")
def woxx_review(d: Draft) -> str:
    return _woxx(
        d,
        f"{d.p(0, 6)}<p><em>{d.told('Dans les salles Kulturhuef, Kursaal et Scala. Tous les horaires sont sur notre site.')}</em></p><p><strong>{d.told('L’évaluation du woxx :')}</strong> {d.told('deux étoiles')}</p>",
        "Marc Trappendreher",
        "KINO",
    )


# radio 100,7: articles around a sound, and texts of comments that were read on air.


def _radio(d: Draft, body: str, author: str, kind: str) -> str:
    head = open_graph(d) + f'<meta name="author" content="{author}">'
    return page(d, head, f"""<div class="app">{NAV}<div class="player-bar"><span>Live: Mëttesjournal</span><button>Lauschteren</button></div><main class="main"><article class="article"><div class="article__top"><span class="article__type">{kind}</span><h1 class="article__title">{d.s.title}</h1><div class="article__lead"><p>{d.lead()}</p></div><div class="article__author">Vum <a href="/a">{d.author(author)}</a></div><div class="article__date">3. Mäerz 2026, 08:05</div></div>
{body}<div class="article__tags"><a href="/t">Politik</a></div></article><section class="article-list"><h2>Weider Artikelen</h2>{d.others(5, '<div class="article-list__item"><a href="/a{n}"><h3>{t}</h3></a><p>{l}</p></div>')}</section></main></div>{foot(d)}""", title="{title} - {site}")  # fmt: skip


@RADIO.page("sound", 3, "/news/national/de-wochemaart")
def radio_sound(d: Draft) -> str:
    sound = f'<div class="audio-player" data-title="{d.film("De Wochemaart um Prüfstand")}"><audio src="/audio/20260303.mp3" preload="none"></audio><div class="audio-player__controls"><button>Play</button><span>04:12</span></div></div>'
    return _radio(
        d,
        f'{sound}<div class="article__text">{d.p(0, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 7)}</div>',
        "Pia Oppel",
        "Reportage",
    )


@RADIO.page("comment", 9, "/news/kommentar/d-klinick")
def radio_comment(d: Draft) -> str:
    picture = f'<figure class="article__image"><img src="/k.jpg" width="1200" height="675"><figcaption><span class="article__image-text">{d.caption()}</span><span class="article__image-copyright">© Anna Berg</span></figcaption></figure>'
    return _radio(
        d,
        f'{picture}<div class="article__text">{d.p(0, 4)}<blockquote>{d.quote("Eng Klinick, déi nuets zou ass, ass e Geschäft.")}</blockquote>{d.p(4, 7)}</div>',
        "Rick Mertens",
        "Kommentar",
    )
