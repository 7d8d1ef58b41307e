"""Pages whose title, lead, authors, time, section and paper are written in the makes of newspapers, with invented text.

Each has what is easily taken for them: menus, notes on cookies, adverts, the paper's own name, places, jobs and dates.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from corpus.pages.stories import Story, story

ASKED = "Kennen Sie schon unsere PLUS-Inhalte? Hier finden Sie alles, was nur Abonnenten lesen können."
COOKIES = "Wir und unsere Partner verwenden Cookies, um Inhalte anzuzeigen und die Reichweite zu messen."


@dataclass(frozen=True)
class Head:
    """A page, and what it says about its article."""

    name: str
    url: str
    html: str
    title: str
    lead: str
    byline: str | None
    published: str | None
    site: str
    section: str | None = None


HEADS: list[Head] = []
WRITTEN = "2026-03-03T08:05:00+01:00"


def linked(*nodes: dict[str, Any]) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": nodes})}</script>'
    )


def metas(**values: str) -> str:
    """Open Graph: `og_title` is written as `og:title`."""
    return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{escape(text)}">' for name, text in values.items())  # fmt: skip


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


def paper(name: str) -> dict[str, str]:
    return {"@type": "NewsMediaOrganization", "name": name}


def article(s: Story, **fields: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": s.title, "datePublished": WRITTEN, "description": s.lead, **fields}


def text(s: Story) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in s.paragraphs)


def add(
    name: str, s: Story, head: str, body: str, *, host: str, site: str, byline: str | None,
    title: str = "", lead: str | None = None, published: str | None = WRITTEN, section: str | None = None,
) -> None:  # fmt: skip
    """`body` is what stands in `<body>`; `{text}` in it is the article."""
    page_title = "" if "<title>" in head else f"<title>{escape(s.title)} | {site}</title>"
    html = f'<!DOCTYPE html><html lang="{s.language}"><head><meta charset="utf-8">{page_title}{head}</head><body>{body.replace("{text}", text(s))}</body></html>'
    HEADS.append(Head(name, f"https://www.{host}/a/{s.number}", html, title or s.title, s.lead if lead is None else lead, byline, published, site, section))  # fmt: skip


def de(number: int) -> Story:
    return story("de", number)


def fr(number: int) -> Story:
    return story("fr", number)


def en(number: int) -> Story:
    return story("en", number)


def lb(number: int) -> Story:
    return story("lb", number)


s = de(0)
add("luxemburger_wort", s, linked(article(s, author=[person("Karl Weber")], publisher=paper("Mediahuis Luxembourg S.A."), articleSection=["Lokales", "Mosel"])) + metas(og_site_name="Luxemburger Wort"),
    f'<div role="search" class="overlay">{ASKED}</div><div role="dialog" class="intro">{COOKIES}</div><main><h1>{s.title}</h1><p class="article-body-intro intro">{s.lead}</p><div class="author">Von Karl Weber</div>{{text}}</main>',
    host="wort.lu", site="Luxemburger Wort", byline="Karl Weber", section="Lokales")  # fmt: skip

s = de(1)
add("tageblatt_wordpress", s, linked({"@type": "Person", "@id": "https://www.tageblatt.lu/#/person/7", "name": "Petra Hahn"},
    {"@type": "Organization", "@id": "https://www.tageblatt.lu/#organization", "name": "Tageblatt.lu"}, article(s, author={"@id": "https://www.tageblatt.lu/#/person/7"}, publisher={"@id": "https://www.tageblatt.lu/#organization"})) + metas(og_site_name="Tageblatt.lu"),
    f'<div class="td-header"><div class="intro">{ASKED}</div></div><article><h1 class="entry-title">{s.title}</h1><p class="td-post-sub-title">{s.lead}</p><div class="td-post-author-name">Von <a href="/x">Petra Hahn</a> - </div>{{text}}</article>',
    host="tageblatt.lu", site="Tageblatt.lu", byline="Petra Hahn")  # fmt: skip

s = fr(2)
add("lessentiel_redaction", s, linked(article(s, author={"@type": "Organization", "name": "L'essentiel"}, publisher=paper("L'essentiel"), articleSection="Luxembourg")) + metas(og_site_name="L'essentiel"),
    f'<section class="newsletter"><p class="lead">Recevez chaque matin l’essentiel de l’actualité gratuitement dans votre boîte.</p></section><main><h1>{s.title}</h1><p class="lead">{s.lead}</p>{{text}}<p class="signature">(L’essentiel)</p></main>',
    host="lessentiel.lu", site="L'essentiel", byline=None, section="Luxembourg")  # fmt: skip

s = lb(3)
add("rtl_lb", s, f'{metas(og_site_name="RTL Lëtzebuerg", og_title=s.title, og_description="Kuckt, lauschtert a liest: RTL Lëtzebuerg, Är Säit fir News, Sport, Musek a Radio.")}',
    f'<header><div class="intro">Kuckt och eis Emissiounen, Podcasten a Reportagen, all Dag nei op eisem Site.</div></header><article><h1>{s.title}</h1><div class="article__meta"><span class="article__author">Vum Josiane Wagner</span> <span class="date">Publizéiert: 03.03.2026 08:05</span></div><p class="article__lead">{s.lead}</p>{{text}}</article>',
    host="rtl.lu", site="RTL Lëtzebuerg", byline="Josiane Wagner")  # fmt: skip

s = lb(5)
add("land_lb_drupal", s, metas(og_site_name="Lëtzebuerger Land") + '<meta name="dcterms.creator" content="Vum Fränk Thoma an Tessy Grün"><meta property="article:section" content="Politik"><meta name="dcterms.date" content="2026-03-03T08:05">',
    f'<article><h1>{s.title}</h1><div class="field--name-field-chapeau">{s.lead}</div><time datetime="{WRITTEN}">3. Mäerz</time>{{text}}</article>',
    host="land.lu", site="Lëtzebuerger Land", byline="Fränk Thoma, Tessy Grün", section="Politik")  # fmt: skip

s = de(3)
add("reporter_yoast", s, metas(og_site_name="Reporter.lu", og_description=s.lead, article_published_time="2026-03-03T07:05:00+00:00") + '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ulrike Brandt">',
    f'<article><h1>{s.title}</h1><p class="lead-in">{s.lead}</p>{{text}}</article>',
    host="reporter.lu", site="Reporter.lu", byline="Ulrike Brandt", published="2026-03-03T07:05:00+00:00")  # fmt: skip

s = fr(0)
add("le_monde", s, linked(article(s, author=[{"@type": "Organization", "name": "Le Monde"}], publisher=paper("Le Monde"))) + metas(og_site_name="Le Monde.fr", og_article_author="Le Monde"),
    f'<div class="popin intro" role="dialog">Lecture du Monde en cours sur un autre appareil. Vous pouvez lire sur un seul appareil à la fois.</div><main><h1 class="article__title">{s.title}</h1><p class="article__desc">{s.lead}</p><span class="article__author">Par <a class="article__author-link">Claire Weiss</a> (Clervaux, correspondante)</span><article>{{text}}</article></main>',
    host="lemonde.fr", site="Le Monde", byline="Claire Weiss")  # fmt: skip

s = fr(1)
add("liberation_afp", s, linked(article(s, author=[person("AFP")], publisher=paper("Libération"), datePublished="2026-03-03")) + metas(og_site_name="Libération", article_published_time=WRITTEN),
    f'<main><h1>{s.title}</h1><h2 class="sub-headline">{s.lead}</h2><div class="author-name">par Paul Origer avec AFP</div><span class="byline">3 mars 2026 à 15:20</span>{{text}}</main>',
    host="liberation.fr", site="Libération", byline="Paul Origer, AFP")  # fmt: skip

s = fr(3)
add("le_figaro_avec_afp", s, linked(article(s, author=[person("Le Figaro avec AFP")], publisher=paper("Le Figaro"))) + metas(og_site_name="Le Figaro"),
    f'<nav class="intro">Toute l’actualité en direct, les newsletters, les jeux et les vidéos du jour.</nav><article><h1>{s.title}</h1><p class="fig-standfirst">{s.lead}</p>{{text}}</article>',
    host="lefigaro.fr", site="Le Figaro", byline="AFP")  # fmt: skip

s = fr(5)
add("les_echos_one_line", s, metas(og_site_name="Les Echos", og_title=s.title),
    f'<header><h1>{s.title}</h1><p class="chapo">{s.lead}</p></header><div class="author">Par Yves Thill, Sonia Reding Publié le 3 mars 2026 à 8:05 Mis à jour le 4 mars 2026 à 9:00</div><p class="meta">Publié le 3 mars 2026 à 8:05, mis à jour le 4 mars 2026 à 9:00</p>{{text}}',
    host="lesechos.fr", site="Les Echos", byline="Yves Thill, Sonia Reding")  # fmt: skip

s = fr(6)
add("le_soir_job", s, linked({**article(s), "datePublished": "2026-03-03T00:00:00+01:00"}) + metas(og_site_name="Le Soir") + f'<meta name="date" content="{WRITTEN}">',
    f'<article><h1>{s.title}</h1><p class="r-article--chapo chapo">{s.lead}</p><div class="r-article--author byline">Par <a rel="author">Inès Caron</a><span>Journaliste au service Société</span></div>{{text}}</article>',
    host="lesoir.be", site="Le Soir", byline="Inès Caron")  # fmt: skip

s = de(4)
add("spiegel_kicker", s, linked(article(s, author=[person("Anton Scholz"), paper("DER SPIEGEL")], publisher=paper("DER SPIEGEL"), articleSection="Panorama")) + metas(og_site_name="DER SPIEGEL"),
    f'<main><h1><span class="kicker">Nahverkehr</span><span>{s.title}</span></h1><div class="leading-loose lead">{s.lead}</div><div>Von <a class="author">Anton Scholz</a>, Prüm</div>{{text}}</main>',
    host="spiegel.de", site="DER SPIEGEL", byline="Anton Scholz", section="Panorama")  # fmt: skip

s = de(5)
add("zeit_two_and_place", s, metas(og_site_name="DIE ZEIT", og_title=s.title) + f'<meta name="date" content="{WRITTEN}">',
    f'<article><h1><span class="article-heading__kicker">Theater:</span> <span class="article-heading__title">{s.title}</span></h1><div class="summary">{s.lead}</div><div class="byline">Eine Reportage von <a>Greta Lenz</a> und <a>Rolf Meyer</a>, Koblenz</div>{{text}}</article>',
    host="zeit.de", site="DIE ZEIT", byline="Greta Lenz, Rolf Meyer")  # fmt: skip

s = de(6)
add("faz_place_in_name", s, linked(article(s, author=person("Rolf Meyer, Daun"), publisher=paper("Frankfurter Allgemeine Zeitung GmbH"))) + metas(og_site_name="FAZ.NET"),
    f'<article><h1>{s.title}</h1><p class="atc-IntroText intro">{s.lead}</p>{{text}}</article>', host="faz.net", site="FAZ.NET", byline="Rolf Meyer")  # fmt: skip

s = de(7)
add("sueddeutsche_meta_is_paper", s, metas(og_site_name="Süddeutsche.de", article_published_time=WRITTEN) + '<meta name="author" content="Süddeutsche Zeitung"><meta name="copyright" content="Süddeutsche Zeitung">',
    f'<article><h1>{s.title}</h1><p data-manual="teaserText" class="teaser-text">{s.lead}</p><p class="byline">Von Silke Vogt, Otto Thiel und Maria Busch, New York</p>{{text}}</article>',
    host="sueddeutsche.de", site="Süddeutsche.de", byline="Silke Vogt, Otto Thiel, Maria Busch")  # fmt: skip

s = de(8)
add("taz_microdata", s, "",
    f'<div class="intro">{ASKED}</div><article itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="{WRITTEN}"><meta itemprop="articleSection" content="Gesellschaft"><h1 itemprop="headline">{s.title}</h1><p itemprop="description" class="intro">{s.lead}</p><a rel="author" itemprop="author" itemscope><h4 itemprop="name">Otto Thiel</h4></a><div itemprop="publisher" itemscope><meta itemprop="name" content="taz"></div>{{text}}</article>',
    host="taz.de", site="taz", byline="Otto Thiel", section="Gesellschaft")  # fmt: skip

s = de(9)
add("welt_cut_description", s, linked(article(s, author=person("WELT"), publisher=paper("Axel Springer SE"), description=s.lead[:90] + "…")) + metas(og_site_name="WELT"),
    f'<article><h1>{s.title}</h1><div class="c-page-intro"><p>{s.lead}</p></div><div class="c-author">Von Maria Busch</div>{{text}}</article>',
    host="welt.de", site="WELT", byline="Maria Busch")  # fmt: skip

s = de(10)
add("tagesschau", s, linked(article(s, author=paper("tagesschau.de"), publisher=paper("tagesschau.de"))) + metas(og_site_name="tagesschau.de"),
    f'<main><h1><span class="topline">Mainz</span> <span class="headline">{s.title}</span></h1><p class="metatextline">Stand: 03.03.2026 08:05 Uhr</p><p class="textabsatz"><strong>{s.lead}</strong></p><div class="authorline">Von Jan Peters, SWR</div>{{text}}</main>',
    host="tagesschau.de", site="tagesschau.de", byline="Jan Peters, SWR")  # fmt: skip

s = de(11)
add("standard_from_place", s, metas(og_site_name="DER STANDARD", og_description=s.lead, article_published_time=WRITTEN) + '<meta name="author" content="Eva Stein aus Wien">',
    f'<dialog class="intro">{COOKIES}</dialog><article><h1>{s.title}</h1><p class="article-subtitle">{s.lead}</p>{{text}}</article>', host="derstandard.at", site="DER STANDARD", byline="Eva Stein")  # fmt: skip

s = de(12)
add("orf_agencies", s, metas(og_site_name="news.ORF.at", og_title=s.title, og_description=s.lead),
    f'<main><h1>{s.title}</h1><p class="story-lead-text"><strong>{s.lead}</strong></p><div class="story-meta"><span class="story-meta-date date">Online seit 3.3.2026, 8.05 Uhr</span></div>{{text}}<div class="byline">red, ORF.at/Agenturen</div></main>',
    host="orf.at", site="news.ORF.at", byline=None)  # fmt: skip

s = de(2)
add("nzz_wrong_role", s, linked(article(s, author=[person("Jonas Keller (Text)"), person("Lars Krüger (Bilder)")], publisher=paper("Neue Zürcher Zeitung"))) + metas(og_site_name="Neue Zürcher Zeitung"),
    f'<header role="banner"><div class="summary" role="complementary">{ASKED}</div></header><article><h1>{s.title}</h1><p class="headline__lead">{s.lead}</p>{{text}}</article>',
    host="nzz.ch", site="Neue Zürcher Zeitung", byline="Jonas Keller, Lars Krüger")  # fmt: skip

s = en(0)
add("guardian", s, linked(article(s, author=[person("Alice Ward"), person("Tom Ashby")], publisher=paper("the Guardian"))) + metas(og_site_name="the Guardian", article_section="UK news"),
    f'<div class="lead" role="banner">Support us. We are independent, and our journalism is free to read thanks to our readers.</div><main><h1>{s.title}</h1><div data-gu-name="standfirst"><p>{s.lead}</p></div><address class="byline">Alice Ward in Harrow Green and Tom Ashby</address>{{text}}</main>',
    host="theguardian.com", site="the Guardian", byline="Alice Ward, Tom Ashby", section="UK news")  # fmt: skip

s = en(1)
add("bbc_job", s, linked(article(s, author=paper("BBC News"), publisher=paper("BBC News")), {"@type": "NewsArticle", "headline": "Another story which has far more fields than the one on this page", "author": person("Wrong Man"), "datePublished": "2025-01-01", "url": "x", "image": "y", "keywords": "z", "dateModified": "2025-01-02", "inLanguage": "en", "alternativeHeadline": "a", "wordCount": 3}) + metas(og_site_name="BBC News"),
    f'<article><h1>{s.title}</h1><div data-component="byline-block" class="byline"><span>Tom Ashby</span> <span>Health correspondent</span></div><p class="lead">{s.lead}</p>{{text}}</article>',
    host="bbc.co.uk", site="BBC News", byline="Tom Ashby")  # fmt: skip

s = en(2)
add("nyt_byl", s, '<meta name="byl" content="By Ruth Palmer and Neil Grant">' + metas(og_title=s.title + " (Published 2026)", og_site_name="The New York Times", article_published_time="2026-03-03T13:05:00.000Z") + linked(article(s, datePublished="2026-03-03T13:05:00.000Z", isPartOf={"@type": ["CreativeWork", "Product"], "name": "The New York Times"})),
    f'<main><h1>{s.title}</h1><p id="article-summary">{s.lead}</p>{{text}}</main>', host="nytimes.com", site="The New York Times", byline="Ruth Palmer, Neil Grant", published="2026-03-03T13:05:00+00:00")  # fmt: skip

s = en(3)
add("ap_capitals", s, metas(og_site_name="AP News", article_published_time="2026-03-03T13:05:00", og_description=s.lead),
    f'<main><h1>{s.title}</h1><div class="Page-authors byline">BY NEIL GRANT and PRIYA SHAH</div>{{text}}</main>', host="apnews.com", site="AP News", byline="Neil Grant, Priya Shah", published="2026-03-03T13:05:00+01:00")  # fmt: skip

s = en(4)
add("ars_cut_headline", s, linked(article(s, headline=s.title[:45] + "…", author=person("Priya Shah"), publisher=paper("Ars Technica"))) + metas(og_site_name="Ars Technica", og_title=s.title[:45] + "…"),
    f'<header><div class="summary">Sign in to continue your session or subscribe to get more from us every day.<form><input></form></div></header><article><h1>{s.title}</h1><p class="dek">{s.lead}</p>{{text}}</article>',
    host="arstechnica.com", site="Ars Technica", byline="Priya Shah")  # fmt: skip

s = en(5)
add("site_description", s, metas(og_site_name="The Whitby Post", og_title=s.title, og_description="The Whitby Post: breaking news, sport, weather, traffic, jobs and homes from all over Yorkshire.", article_published_time=WRITTEN, article_author="https://facebook.com/whitbypost") + '<meta name="author" content="The Whitby Post Newsroom">',
    f'<main><h1>{s.title}</h1><p class="byline">Words: George Lund. Photos: Ellen Frost</p>{{text}}</main>', host="whitbypost.co.uk", site="The Whitby Post", byline="George Lund", lead="")  # fmt: skip

s = de(0)
add("breadcrumbs", s, linked(article(s, author=person("Von Karl Weber")), {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Startseite"}, {"@type": "ListItem", "position": 2, "item": {"@id": "/x", "name": "Wirtschaft"}}, {"@type": "ListItem", "position": 3, "name": s.title}]}) + metas(og_site_name="https://www.heise-online.de", og_description="Zum Weiterlesen bitte anmelden") + '<meta name="application-name" content="heise online">',
    f'<article><h1>{s.title}</h1><p class="a-lead">{s.lead}</p>{{text}}</article>', host="heise-online.de", site="heise online", byline="Karl Weber", section="Wirtschaft")  # fmt: skip

s = en(6)
add(
    "caption_named_lead",
    s,
    linked(article(s, headline=f"Ashford: {s.title[:30]} at last", description=s.paragraphs[0][:70], author=person("Ellen Frost"))) + metas(og_site_name="The Ashford Mail", og_title="What you must know about the common wood", og_description=s.title),
    f'<main><h1>{s.title}</h1><div class="lead-image"><img src="/l.jpg"><p class="lead-caption">A view of Ashford early in the morning, before anybody came to see it</p></div><p class="intro-meta summary">Updated <time datetime="{WRITTEN}">3 March 2026</time>, first published in the morning</p>{{text}}</main>',
    host="ashfordmail.co.uk", site="The Ashford Mail", byline="Ellen Frost", lead="",
)  # fmt: skip
