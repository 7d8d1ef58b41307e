"""Writes the pages of the corpus and what must come out of each.

    PYTHONPATH=tests python -m corpus.pages.make_pages

Every shape is one that newspapers' pages have; each is filled with two or three stories in different languages. The files
are committed: this is how they came about, and how to add a shape. Beside NAME.html stands NAME.json: what is expected.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.pages.stories import Story, story

HERE = Path(__file__).parent

W: dict[str, Any] = {
    "fr": dict(home="Accueil", also="À lire aussi", by="Par", comments="Commentaires", news="Newsletter", more="Plus d’articles",
               cookie="Nous utilisons des cookies pour mesurer l’audience et personnaliser les annonces. Acceptez-vous ?",
               wall="Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite.", caption="Vue de {place} un matin d’hiver",
               photo="Photo : archives", head=("Un long feuilleton", "La suite"), correct="Correction : une version précédente donnait un autre prénom au maire.",
               date="Publié le 3 mars 2024 à 8h05", also1="Le tram gagne une station au nord", also2="Pourquoi les loyers montent encore",
               remark="Enfin ! Dix ans que nous attendions cela dans le quartier.", col=("Année", "Coût", "Visiteurs"),
               items=("un ascenseur pour les poussettes", "un éclairage qui baisse la nuit", "des bancs en bois du pays"),
               q="Que ferez-vous maintenant ?", promo="Inscrivez-vous à notre newsletter du matin, gratuite et sans engagement.", note="Selon le rapport remis au conseil."),
    "de": dict(home="Startseite", also="Lesen Sie auch", by="Von", comments="Kommentare", news="Newsletter", more="Weitere Artikel",
               cookie="Wir verwenden Cookies, um die Reichweite zu messen und Anzeigen anzupassen. Stimmen Sie zu?",
               wall="Jetzt abonnieren und weiterlesen. Weiterlesen mit unserem Digital-Abo.", caption="Blick auf {place} an einem Wintermorgen",
               photo="Foto: Archiv", head=("Eine lange Geschichte", "Wie es weitergeht"), correct="Korrektur: In einer früheren Fassung stand ein falscher Vorname.",
               date="Veröffentlicht am 3. März 2024, 08:05 Uhr", also1="Straßenbahn bekommt im Norden einen Halt", also2="Warum die Mieten weiter steigen",
               remark="Na endlich! Zehn Jahre haben wir hier im Viertel gewartet.", col=("Jahr", "Kosten", "Besucher"),
               items=("ein Aufzug für Kinderwagen", "Lampen, die nachts dunkler werden", "Bänke aus heimischem Holz"),
               q="Was werden Sie jetzt tun?", promo="Abonnieren Sie unseren Morgen-Newsletter, kostenlos und unverbindlich.", note="Laut dem Bericht an den Rat."),
    "lb": dict(home="Startsäit", also="Liest och", by="Vum", comments="Kommentaren", news="Newsletter", more="Méi Artikelen",
               cookie="Mir benotze Cookien, fir d’Visitten ze moossen an d’Reklammen unzepassen. Sidd Dir averstanen?",
               wall="Dësen Artikel ass nëmme fir Abonnenten. Abonnéiert Iech, fir weiderzeliesen.", caption="Bléck op {place} um Wantermoien",
               photo="Foto: Archiv", head=("Eng laang Geschicht", "Wéi et weidergeet"), correct="Korrektur: An enger fréierer Versioun stoung e falsche Virnumm.",
               date="Publizéiert den 3. Mäerz 2024 um 08:05", also1="Den Tram kritt am Norden eng Statioun", also2="Firwat d’Loyere weider klammen",
               remark="Endlech! Zéng Joer hu mir hei am Quartier gewaart.", col=("Joer", "Käschten", "Visiteuren"),
               items=("e Lift fir Kutschen", "Luuchten, déi nuets méi däischter ginn", "Bänken aus eisem Holz"),
               q="Wat maacht Dir elo?", promo="Abonnéiert eis Moies-Newsletter, gratis an ouni Verflichtung.", note="Laut dem Rapport un de Gemengerot."),
    "en": dict(home="Home", also="Read more", by="By", comments="Comments", news="Newsletter", more="More stories",
               cookie="We use cookies to measure our audience and to choose advertisements. Do you agree?",
               wall="This article is for subscribers only. Subscribe to continue reading.", caption="A view of {place} on a winter morning",
               photo="Photograph: archive", head=("A long story", "What comes next"), correct="This article was amended: an earlier version gave the mayor another first name.",
               date="Published on 3 March 2024 at 8:05 am", also1="Tram to get a northern stop at last", also2="Why rents keep on rising",
               remark="At last! Ten years we have been waiting for this round here.", col=("Year", "Cost", "Visitors"),
               items=("a lift for prams", "lamps that dim at night", "benches of local timber"),
               q="What will you do now?", promo="Sign up for our morning newsletter, free and without obligation.", note="According to the report to the council."),
    "pt": dict(home="Início", also="Leia também", by="Por", comments="Comentários", news="Newsletter", more="Mais artigos",
               cookie="Usamos cookies para medir a audiência e escolher os anúncios. Concorda?",
               wall="Conteúdo exclusivo para assinantes. Assine para continuar a ler.", caption="Vista de {place} numa manhã de inverno",
               photo="Foto: arquivo", head=("Uma longa história", "O que se segue"), correct="Correção: uma versão anterior dava outro nome próprio ao autarca.",
               date="Publicado em 3 de março de 2024 às 8h05", also1="Metro ganha uma paragem a norte", also2="Porque continuam a subir as rendas",
               remark="Até que enfim! Dez anos à espera disto aqui no bairro.", col=("Ano", "Custo", "Visitantes"),
               items=("um elevador para carrinhos", "luzes que baixam à noite", "bancos de madeira local"),
               q="O que vai fazer agora?", promo="Subscreva a nossa newsletter da manhã, grátis e sem compromisso.", note="Segundo o relatório à assembleia."),
}  # fmt: skip
DATE = {"fr": "2024-03-03T08:05:00+01:00", "de": "2024-03-03T08:05:00+01:00", "lb": "2024-03-03T08:05:00+01:00",
        "en": "2024-03-03T08:05:00+00:00", "pt": "2024-03-03T08:05:00+00:00"}  # fmt: skip


def p(*texts: str, **attributes: str) -> str:
    given = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return "\n".join(f"<p{given}>{text}</p>" for text in texts)


def menu(s: Story, count: int = 6) -> str:
    names = ["Politik", "Sport", "Culture", "Monde", "Wetter", "Économie", "Local", "Tech", "Auto", "Jeux"]
    links = "".join(f'<li><a href="/{n}">{names[n % 10]} {n // 10 or ""}</a></li>' for n in range(count))
    return f'<header class="site-header"><a href="/">{s.site}</a><nav><ul><li><a href="/">{W[s.language]["home"]}</a></li>{links}</ul></nav></header>'


def related(s: Story, tag: str = "aside") -> str:
    w = W[s.language]
    return (f'<{tag} class="related-articles"><h3>{w["more"]}</h3><ul><li><a href="/tram">{w["also1"]}</a></li>'
            f'<li><a href="/miete">{w["also2"]}</a></li></ul></{tag}>')  # fmt: skip


def foot(s: Story) -> str:
    return f'<footer><p>© 2026 {s.site}. Impressum · Mentions légales · RSS</p><ul><li><a href="/abo">Abo</a></li></ul></footer>'


def figure(s: Story, image: str = "") -> str:
    w = W[s.language]
    image = image or f'<img src="/img/{s.number}.jpg" alt="{s.place}" width="800" height="450">'
    return f"<figure>{image}<figcaption>{w['caption'].format(place=s.place)}. {w['photo']}</figcaption></figure>"


def head(s: Story, extra: str = "", charset: str = '<meta charset="utf-8">') -> str:
    return (f'<!DOCTYPE html>\n<html lang="{s.language}">\n<head>{charset}<title>{s.title} | {s.site}</title>\n'
            f'<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="{s.site}">'
            f'<meta property="og:description" content="{s.lead}">{extra}</head>\n')  # fmt: skip


def byline(s: Story) -> str:
    w = W[s.language]
    return f'<div class="article-meta"><span class="byline">{w["by"]} {s.who}</span> <span class="date">{w["date"]}</span></div>'


def ld(s: Story, **more: Any) -> str:
    data = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": s.site}, {
        "@type": "NewsArticle", "headline": s.title, "author": [{"@type": "Person", "name": f'{W[s.language]["by"]} {s.who}'}],
        "datePublished": DATE[s.language], "publisher": {"@type": "Organization", "name": s.site}, "description": s.lead, **more}]}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


class Wanted:
    """What is expected of a page, filled by its shape."""

    def __init__(self, s: Story) -> None:
        w = W[s.language]
        self.text: list[str] = [s.lead, *s.paragraphs]
        self.out: list[str] = [w["also1"], w["also2"], w["cookie"], "© 2026"]
        self.counts: dict[str, int] = {}
        self.fields: dict[str, Any] = {}


Shape = Callable[[Story, Wanted], "str | bytes"]
SHAPES: dict[str, tuple[Shape, str]] = {}
"""By name: the shape and the languages it comes in."""


def shape(languages: str) -> Callable[[Shape], Shape]:
    def add(made: Shape) -> Shape:
        SHAPES[made.__name__.replace("_", "-")] = made, languages
        return made

    return add


def body(s: Story, wanted: Wanted, *, from_: int = 0) -> str:
    """Paragraphs with two headings between them."""
    w = W[s.language]
    wanted.counts["h2"] = 2
    wanted.text[3:3] = [w["head"][0]]
    wanted.text[7:7] = [w["head"][1]]
    ps = s.paragraphs
    return "\n".join([p(*ps[from_:2]), f"<h2>{w['head'][0]}</h2>", p(*ps[2:5]), f"<h2>{w['head'][1]}</h2>", p(*ps[5:])])


@shape("fr de lb")
def plain(s: Story, w: Wanted) -> str:
    w.counts |= {"figcaption": 1, "img": 1}
    return (head(s) + f'<body>{menu(s)}<main><article><h1>{s.title}</h1><p class="chapo lead">{s.lead}</p>{byline(s)}{figure(s)}'
            f"{body(s, w)}</article>{related(s)}</main>{foot(s)}</body></html>")  # fmt: skip


@shape("fr en")
def linked_data(s: Story, w: Wanted) -> str:
    teaser = s.paragraphs[0][:120] + "…"
    return (head(s, ld(s, articleBody=teaser)) + f'<body>{menu(s)}<div class="page"><div class="story-header"><h1>{s.title}</h1><p class="standfirst">{s.lead}</p></div>'
            f'<div class="story-body">{body(s, w)}</div>{related(s, "div")}</div>{foot(s)}</body></html>')  # fmt: skip


@shape("de pt")
def amp(s: Story, w: Wanted) -> str:
    w.counts |= {"figcaption": 1, "img": 1, "video": 1}
    image = f'<amp-img src="https://{s.host}/amp/{s.number}.jpg" width="800" height="450" alt="{s.place}"></amp-img>'
    w.fields["url"] = f"https://{s.host}/article/{s.number}"
    return (head(s, f'<link rel="canonical" href="https://{s.host}/article/{s.number}">' + ld(s)).replace("<html ", "<html amp ")
            + f'<body><amp-sidebar id="s"><ul><li><a href="/">Menu</a></li></ul></amp-sidebar><article><h1>{s.title}</h1>{p(s.lead, class_="lead")}{figure(s, image)}'
            f'{p(*s.paragraphs[:4])}<amp-youtube data-videoid="dQ{s.number}" width="480" height="270"></amp-youtube>{p(*s.paragraphs[4:])}</article>'
            f'<amp-ad width="300" height="250"></amp-ad>{related(s, "section")}</body></html>')  # fmt: skip


@shape("fr de")
def lazy_pictures(s: Story, w: Wanted) -> str:
    w.counts |= {"figcaption": 3, "img": 3}
    blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    one = figure(s, f'<img class="lazy" src="{blank}" data-src="/l/a{s.number}.jpg" alt="eins">')
    two = figure(
        s,
        '<picture><source data-srcset="/l/b-400.webp 400w, /l/b-1600.webp 1600w" type="image/webp"><img src="/img/placeholder.gif" alt="zwei"></picture>',
    )
    three = figure(s, f'<img src="{blank}" class="lazyload"><noscript><img src="/l/c.jpg" alt="drei"></noscript>')
    w.fields["pictures"] = [
        f"https://{s.host}/l/a{s.number}.jpg",
        f"https://{s.host}/l/b-1600.webp",
        f"https://{s.host}/l/c.jpg",
    ]
    ps = s.paragraphs
    return (head(s, ld(s)) + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="intro")}{one}{p(*ps[:2])}{two}{p(*ps[2:5])}{three}{p(*ps[5:])}'
            f'<img src="https://www.google-analytics.com/collect?x=1" width="1" height="1"></article>{related(s)}{foot(s)}</body></html>')  # fmt: skip


@shape("en lb")
def live_blog(s: Story, w: Wanted) -> str:
    w.text = [s.lead]
    entries = []
    for n, text in enumerate(s.paragraphs):
        title = f"{s.place}: {text.split()[0]} {text.split()[1]} {n + 1}"
        entries.append(
            f'<article class="live-entry" id="e{n}"><time datetime="2024-03-03T1{n}:15:00+01:00">1{n}:15</time><h3>{title}</h3><p>{text}</p></article>'
        )
        w.text += [f"1{n}:15", title, text]
    w.counts["h3"] = len(entries)
    return (head(s, ld(s)) + f'<body>{menu(s)}<main><h1>{s.title}</h1><p class="lead">{s.lead}</p><div class="live-blog">{"".join(entries)}</div></main>{related(s)}{foot(s)}</body></html>')  # fmt: skip


@shape("fr pt")
def gallery(s: Story, w: Wanted) -> str:
    w.text = [s.lead]
    figures = []
    for n, text in enumerate(s.paragraphs):
        figures.append(
            f'<figure><img src="/g/{n}.jpg" alt="{s.place} {n + 1}"><figcaption>{text}</figcaption></figure>'
        )
    w.counts |= {"figcaption": 7, "img": 7}
    return (head(s, ld(s)) + f'<body>{menu(s)}<article class="gallery"><h1>{s.title}</h1><p class="lead">{s.lead}</p><div class="slides">{"".join(figures)}</div></article>{foot(s)}</body></html>')  # fmt: skip


@shape("fr de lb en pt")
def paywall(s: Story, w: Wanted) -> str:
    w.text = [s.lead, s.paragraphs[0], s.paragraphs[1][:90] + "…"]
    w.out.append(W[s.language]["wall"])
    w.fields["teaser"] = True
    return (head(s, ld(s, isAccessibleForFree=False)) + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="lead")}{byline(s)}<div class="article-body">'
            f'{p(s.paragraphs[0])}<p class="fade">{s.paragraphs[1][:90]}…</p></div><div class="paywall-box"><p>{W[s.language]["wall"]}</p>'
            f'<a href="/abo">9,90 €</a></div></article>{related(s)}{foot(s)}</body></html>')  # fmt: skip


@shape("de fr")
def metered(s: Story, w: Wanted) -> str:
    return (head(s, ld(s, isAccessibleForFree="False", hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"}))
            + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="lead")}<div class="paid article-body">{body(s, w)}</div></article>{related(s)}{foot(s)}</body></html>')  # fmt: skip


@shape("fr pt")
def no_charset(s: Story, w: Wanted) -> bytes:
    page = (
        head(s, charset="")
        + f'<body>{menu(s)}<div id="content"><h1>{s.title}</h1>{p(s.lead)}{body(s, w)}</div>{foot(s)}</body></html>'
    )
    return page.encode("cp1252", "xmlcharrefreplace")


@shape("lb de")
def wrong_charset(s: Story, w: Wanted) -> bytes:
    page = (
        head(s, charset='<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">')
        + f"<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead)}{body(s, w)}</article>{foot(s)}</body></html>"
    )
    return page.encode("utf-8")


@shape("fr de")
def table_layout(s: Story, w: Wanted) -> str:
    w.text = [s.lead, *s.paragraphs]
    inner = "".join(f'<p><font face="Arial" size="2">{text}</font></p>' for text in (s.lead, *s.paragraphs))
    links = "".join(f'<tr><td><a href="/r{n}">Rubrik {n}</a></td></tr>' for n in range(9))
    return (head(s) + f'<body bgcolor="#ffffff"><table width="100%"><tr><td colspan="3"><a href="/">{s.site}</a></td></tr><tr><td width="120"><table>{links}</table></td>'
            f'<td><table><tr><td><h1>{s.title}</h1></td></tr><tr><td>{inner}</td></tr></table></td><td><table><tr><td><b>{W[s.language]["more"]}</b><br><a href="/1">{W[s.language]["also1"]}</a>'
            f'<br><a href="/2">{W[s.language]["also2"]}</a></td></tr></table></td></tr></table><center>© 2026 {s.site}</center></body></html>')  # fmt: skip


@shape("de fr")
def frames(s: Story, w: Wanted) -> str:
    w.fields["error"] = True
    return f'<html><head><title>{s.title}</title></head><frameset cols="20%,80%"><frame src="menu.html"><frame src="text.html"><noframes>Frames!</noframes></frameset></html>'


@shape("fr en")
def cookie_wall(s: Story, w: Wanted) -> str:
    cookie = W[s.language]["cookie"]
    wall = f'<div id="cookie-consent" class="modal" role="dialog"><h2>Cookies</h2>{p(*[cookie + f" ({n})" for n in range(12)])}<button>OK</button></div>'
    return (
        head(s, ld(s))
        + f'<body class="consent-open">{wall}{menu(s)}<main><h1>{s.title}</h1>{p(s.lead, class_="lead")}<div class="text">{body(s, w)}</div></main>{foot(s)}</body></html>'
    )


@shape("fr de pt")
def teasers_inside(s: Story, w: Wanted) -> str:
    t = W[s.language]
    box = f'<div class="teaser-box related"><span>{t["also"]}</span><h4><a href="/tram">{t["also1"]}</a></h4></div>'
    line = f'<p><strong>{t["also"]} :</strong> <a href="/miete">{t["also2"]}</a></p>'
    w.out.append(t["promo"])
    promo = f'<div class="newsletter-box"><h4>{t["news"]}</h4><p>{t["promo"]}</p></div>'
    ps = s.paragraphs
    return (
        head(s, ld(s))
        + f"<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_='lead')}{p(*ps[:2])}{box}{p(*ps[2:4])}{line}{p(ps[4])}{promo}{p(*ps[5:])}</article>{related(s)}{foot(s)}</body></html>"
    )


@shape("en lb")
def comments(s: Story, w: Wanted) -> str:
    t = W[s.language]
    w.out.append(t["remark"])
    said = "".join(
        f'<li class="comment"><b>user{n}</b><p>{t["remark"]} {s.place} {n}. {t["remark"]}</p></li>' for n in range(25)
    )
    return (
        head(s, ld(s))
        + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="lead")}{body(s, w)}</article><section id="comments"><h2>{t["comments"]}</h2><ol>{said}</ol></section>{foot(s)}</body></html>'
    )


@shape("de en")
def code(s: Story, w: Wanted) -> str:
    source = f'def besuch(tag):\n    """{s.place}"""\n    return [{s.number}, tag * 2]\n'
    w.counts |= {"pre": 2, "h2": 2}
    w.fields["must"] = ["def besuch(tag):", f"curl https://{s.host}/zahl"]
    ps = s.paragraphs
    t = W[s.language]
    w.text = [
        s.lead,
        ps[0],
        t["head"][0],
        *ps[1:3],
        source,
        *ps[3:5],
        t["head"][1],
        f"curl https://{s.host}/zahl",
        *ps[5:],
    ]
    return (head(s) + f'<body>{menu(s)}<div class="post"><h1>{s.title}</h1><div class="entry-content">{p(s.lead, ps[0])}<h2>{t["head"][0]}</h2>{p(*ps[1:3])}<pre><code class="language-python">{source}</code></pre>'
            f'{p(*ps[3:5])}<h2>{t["head"][1]}</h2><pre>curl https://{s.host}/zahl</pre>{p(*ps[5:])}</div></div>{related(s)}{foot(s)}</body></html>')  # fmt: skip


@shape("fr en")
def footnotes(s: Story, w: Wanted) -> str:
    t = W[s.language]
    ps = list(s.paragraphs)
    w.text += [t["note"]]
    ps[1] += '<sup id="r1"><a href="#n1">1</a></sup>'
    w.counts["li"] = 1
    return (
        head(s)
        + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, *ps)}<ol class="footnotes"><li id="n1">{t["note"]} <a href="#r1">↩</a></li></ol></article>{related(s)}{foot(s)}</body></html>'
    )


@shape("fr lb")
def videos(s: Story, w: Wanted) -> str:
    w.counts["video"] = 2
    ps = s.paragraphs
    ad = '<iframe src="https://ads.doubleclick.net/x" width="300" height="250"></iframe>'
    return (head(s, ld(s)) + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="lead")}<div class="video-wrapper"><iframe src="https://www.youtube.com/embed/a{s.number}" title="{s.place}"></iframe></div>'
            f'{p(*ps[:3])}{ad}{p(*ps[3:5])}<figure><iframe data-src="https://player.vimeo.com/video/7{s.number}"></iframe></figure>{p(*ps[5:])}</article>{related(s)}{foot(s)}</body></html>')  # fmt: skip


@shape("en de")
def correction(s: Story, w: Wanted) -> str:
    note = W[s.language]["correct"]
    w.fields["must"] = [note]
    w.text.append(note)
    return (
        head(s, ld(s, dateModified=DATE[s.language].replace("T08", "T19")))
        + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="lead")}{body(s, w)}<p class="correction"><em>{note}</em></p></article>{related(s)}{foot(s)}</body></html>'
    )


@shape("fr de pt")
def data_table(s: Story, w: Wanted) -> str:
    cols = W[s.language]["col"]
    rows = [(str(2018 + n), f"{3 + n},{s.number}", str(1200 + 37 * n + s.number)) for n in range(5)]
    w.counts |= {"td": 15, "th": 3, "table": 1}
    table = f"<table><caption>{s.place}</caption><thead><tr>{''.join(f'<th>{c}</th>' for c in cols)}</tr></thead><tbody>{''.join('<tr>' + ''.join(f'<td>{c}</td>' for c in row) + '</tr>' for row in rows)}</tbody></table>"
    ps = s.paragraphs
    w.text[5:5] = [s.place, " ".join(cols), *(" ".join(row) for row in rows)]
    return (
        head(s, ld(s))
        + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="lead")}{p(*ps[:4])}<div class="table-wrapper">{table}</div>{p(*ps[4:])}</article>{related(s)}{foot(s)}</body></html>'
    )


@shape("lb en")
def lists(s: Story, w: Wanted) -> str:
    items = W[s.language]["items"]
    w.counts |= {"li": 6, "dt": 2}
    ps = s.paragraphs
    w.text[3:3] = list(items)
    w.text[7:7] = [f"{s.place}: {item}" for item in items]
    w.text += [s.place, ps[0][:60], s.thing, ps[3][:60]]
    dl = f"<dl><dt>{s.place}</dt><dd>{ps[0][:60]}</dd><dt>{s.thing}</dt><dd>{ps[3][:60]}</dd></dl>"
    return (head(s, ld(s)) + f'<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_="lead")}{p(*ps[:2])}<ul>{"".join(f"<li>{i}</li>" for i in items)}</ul>{p(ps[2])}'
            f'<ol>{"".join(f"<li>{s.place}: {i}</li>" for i in items)}</ol>{p(*ps[3:6])}{dl}{p(ps[6])}</article>{related(s)}{foot(s)}</body></html>')  # fmt: skip


@shape("fr pt")
def endless_menu(s: Story, w: Wanted) -> str:
    return (
        head(s, ld(s))
        + f'<body>{menu(s, 400)}<div class="wrap"><div class="col-main"><h1>{s.title}</h1>{p(s.lead, class_="lead")}{body(s, w)}</div><div class="sidebar">{related(s, "div")}</div></div>{foot(s)}</body></html>'
    )


@shape("de en")
def div_soup(s: Story, w: Wanted) -> str:
    texts = "".join(
        f'<div class="css-1x{n}k{s.number}z"><div class="css-9">{text}</div></div>'
        for n, text in enumerate((s.lead, *s.paragraphs))
    )
    return (
        head(s, ld(s))
        + f'<body><div id="root"><div class="css-a">{menu(s)}</div><div class="css-b"><div class="css-h">{s.title}</div><div class="css-c">{texts}</div></div><div class="css-r">{related(s, "div")}</div></div></body></html>'
    )


@shape("fr de")
def line_breaks(s: Story, w: Wanted) -> str:
    return (
        head(s)
        + f'<body>{menu(s)}<div class="artikel"><h1>{s.title}</h1><div class="text">{"<br><br>".join((s.lead, *s.paragraphs))}</div></div>{related(s)}{foot(s)}</body></html>'
    )


@shape("fr lb")
def interview(s: Story, w: Wanted) -> str:
    q = W[s.language]["q"]
    talk = "".join(f"<p><strong>{q} ({n})</strong></p><p>{text}</p>" for n, text in enumerate(s.paragraphs, 1))
    w.text = [s.lead, *(part for n, text in enumerate(s.paragraphs, 1) for part in (f"{q} ({n})", text))]
    w.fields["must"] = [f"{q} (3)"]
    return (
        head(s, ld(s))
        + f"<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_='lead')}{talk}</article>{related(s)}{foot(s)}</body></html>"
    )


@shape("en pt")
def quotations(s: Story, w: Wanted) -> str:
    ps = s.paragraphs
    tweet = f'<blockquote class="twitter-tweet"><p>{s.place}: {ps[5][:70]}</p>— {s.who} (@{s.place.lower().replace(" ", "")}) <a href="https://twitter.com/x/status/{s.number}">3.3.2024</a></blockquote>'
    w.counts["blockquote"] = 2
    w.text = [s.lead, *ps[:2], ps[2], *ps[3:5], f"{s.place}: {ps[5][:70]}", *ps[5:]]
    return (
        head(s, ld(s))
        + f"<body>{menu(s)}<article><h1>{s.title}</h1>{p(s.lead, class_='lead')}{p(*ps[:2])}<blockquote><p>{ps[2]}</p></blockquote>{p(*ps[3:5])}{tweet}{p(*ps[5:])}</article>{related(s)}{foot(s)}</body></html>"
    )


@shape("de fr")
def endless_scroll(s: Story, w: Wanted) -> str:
    other = story(s.language, (s.number + 5) % 13)
    w.out.append(other.paragraphs[2])
    return (head(s, ld(s)) + f'<body>{menu(s)}<article class="main-article"><h1>{s.title}</h1>{p(s.lead, class_="lead")}<div class="article-body" itemprop="articleBody">{body(s, w)}</div></article>'
            f'<div class="recommendations"><div class="teaser-list"><h2><a href="/n">{other.title}</a></h2><p>{other.lead}</p><p><a href="/n">{other.paragraphs[2]}</a></p></div></div>{foot(s)}</body></html>')  # fmt: skip


@shape("pt de")
def one_form(s: Story, w: Wanted) -> str:
    return (
        head(s)
        + f'<body><form id="aspnetForm" method="post" action="a.aspx"><input type="hidden" name="__VIEWSTATE" value="{"A" * 500}">{menu(s)}<div id="ctl00_Main"><h1>{s.title}</h1>{p(s.lead)}{body(s, w)}</div>{related(s)}{foot(s)}</form></body></html>'
    )


@shape("lb en")
def deep(s: Story, w: Wanted) -> str:
    return (
        head(s)
        + f"<body>{menu(s)}{'<div>' * 300}<h1>{s.title}</h1>{p(s.lead)}{body(s, w)}{'</div>' * 300}{related(s)}{foot(s)}</body></html>"
    )


@shape("lb pt")
def microdata(s: Story, w: Wanted) -> str:
    w.counts |= {"figcaption": 1, "img": 1}
    t = W[s.language]
    return (head(s) + f'<body>{menu(s)}<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{s.title}</h1><p itemprop="description">{s.lead}</p>'
            f'<span itemprop="author" itemscope>{t["by"]} <span itemprop="name">{s.who}</span></span> <time itemprop="datePublished" datetime="{DATE[s.language]}">3.3.</time>{figure(s)}'
            f'<div itemprop="articleBody">{body(s, w)}</div></div>{related(s)}{foot(s)}</body></html>')  # fmt: skip


def main() -> None:
    """Writes all pages."""
    taken = dict.fromkeys(W, 0)
    for name, (make, languages) in SHAPES.items():
        for language in languages.split():
            s = story(language, taken[language] % 13)
            taken[language] += 1
            wanted = Wanted(s)
            page = make(s, wanted)
            data = page if isinstance(page, bytes) else page.encode("utf-8")
            has_date = DATE[language][:10].encode() in data or W[language]["date"].encode() in data
            expected = {
                "url": f"https://{s.host}/{name}/{s.number}.html", "title": s.title, "site": s.site, "language": language,
                "byline": s.who if b"byline" in data or b"NewsArticle" in data else None,
                "published_at": DATE[language] if has_date else None,
                "text": wanted.text, "out": wanted.out, "counts": wanted.counts, **wanted.fields,
            }  # fmt: skip
            (HERE / f"{name}-{language}.html").write_bytes(data)
            (HERE / f"{name}-{language}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
