"""Kinds of pages that are no plain articles, in the makes of newspapers, with invented text.

Live blogs, galleries, interviews, recipes, tables of results, AMP pages, previews of what is for subscribers, letters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from corpus.newspapers.makes import CARD, NAV, Draft, foot
from corpus.newspapers.words import WORDS
from corpus.pages.stories import story


@dataclass(frozen=True)
class Kind:
    """A page, and what must come out of it."""

    name: str
    html: str
    text: tuple[str, ...]
    """Lines of its text."""
    out: tuple[str, ...]
    """What is on the page, but no part of the article."""
    is_teaser: bool = False
    pictures: int = 0
    html_parts: tuple[str, ...] = ()
    """What the structure of the article contains."""


KINDS: list[Kind] = []


def draft(language: str, number: int) -> Draft:
    return Draft(story(language, number), WORDS[language])


def add(
    name: str,
    d: Draft,
    body: str,
    *,
    out: tuple[str, ...] = (),
    extra: str = "",
    text: tuple[str, ...] = (),
    is_teaser: bool = False,
    pictures: int = 0,
    html_parts: tuple[str, ...] = (),
) -> None:
    html = f"{d.top(extra)}<body>{body}{foot(d)}"
    always = ("Impressum", WORDS[d.s.language]["news"][:40])
    KINDS.append(Kind(name, html, (*d.gold, *text), (*always, *out), is_teaser, pictures, html_parts))


# Live blogs

d = draft("en", 1)
posts = "".join(
    f'<article class="block" id="block-{n}"><p class="block-time"><a href="#b{n}"><time datetime="2026-03-03T1{n}:15:00Z">1{n}.15 GMT</time></a></p><h2 class="block-title">{d.told(f"Update number {n}: a step further")}</h2><div class="block-elements"><p>{d.told(t)}</p></div><div class="block-share"><a href="#">Share</a><a href="#">Facebook</a></div></article>'
    for n, t in enumerate(d.s.paragraphs))  # fmt: skip
add(
    "live_guardian",
    d,
    f'{NAV}<main><h1>{d.s.title}</h1><div data-gu-name="standfirst"><p>{d.s.lead}</p></div><div class="live-blog js-liveblog-body"><div class="toast"><button>New posts</button></div>{posts}</div></main><aside>{d.others(3, CARD)}</aside>',
)

d = draft("fr", 2)
posts = "".join(
    f'<section class="post post__live-container" id="id-{n}"><header class="post__live-header"><span class="date">{10 + n}:25</span><span class="post__live-category">L’essentiel</span></header><h3>{d.told(f"Étape {n} de la matinée")}</h3><div class="content--live"><p class="post__live-container--answer-content">{d.told(t)}</p></div></section>'
    for n, t in enumerate(d.s.paragraphs))  # fmt: skip
add(
    "live_le_monde",
    d,
    f'{NAV}<main><section class="hero"><h1>{d.s.title}</h1><p class="hero__desc">{d.s.lead}</p></section><section class="live__sidebar"><p>Posez votre question à la rédaction, et nous vous répondrons dans ce direct.</p></section><div id="post-container">{posts}</div></main>',
)

d = draft("de", 3)
updates = [
    {"@type": "BlogPosting", "headline": d.told(f"Meldung {n}: ein Schritt weiter"), "articleBody": d.told(t)}
    for n, t in enumerate(d.s.paragraphs)
]
add(
    "live_for_scripts",
    d,
    f'{NAV}<main><h1>{d.s.title}</h1><div id="liveblog"></div></main><script src="/live.js"></script>',
    extra=f'<script type="application/ld+json">{json.dumps({"@type": "LiveBlogPosting", "headline": d.s.title, "liveBlogUpdate": updates})}</script>',
)

# Galleries

d = draft("de", 4)
slides = "".join(
    f'<li class="slide"><figure><img src="/bild-{n}.jpg" width="900" height="600"><figcaption><span class="caption">{d.told(t)}</span> <span class="credit">Foto: Anna Berg</span></figcaption></figure></li>'
    for n, t in enumerate(d.s.paragraphs[:6])
)
add(
    "gallery_wort",
    d,
    f'{NAV}<main><h1>{d.s.title}</h1><p class="lead">{d.s.lead}</p><div class="gallery slideshow"><ul>{slides}</ul><button>Weiter</button></div></main><aside>{d.others(4, CARD)}</aside>',
    pictures=6,
)

d = draft("fr", 4)
slides = "".join(
    f'<div class="diaporama__item"><div class="media"><img src="/d{n}.jpg" width="900" height="600"></div><div class="diaporama__text"><span class="diaporama__count">{n + 1}/6</span><h3>{d.told(f"La vue numéro {n + 1}")}</h3><p>{d.told(t)}</p></div></div>'
    for n, t in enumerate(d.s.paragraphs[:6])
)
add(
    "gallery_rtbf",
    d,
    f'{NAV}<main><h1>{d.s.title}</h1><p class="chapo">{d.s.lead}</p><div class="diaporama">{slides}</div></main>',
    pictures=6,
)

# Interviews

d = draft("de", 5)
asked = "".join(
    f'<p class="paragraph article__item"><strong>{d.told(f"ZEITUNG: Was war der Grund Nummer {n}?")}</strong></p><p class="paragraph article__item"><strong>{d.s.who}:</strong> {d.told(t)}</p>'
    for n, t in enumerate(d.s.paragraphs)
)
add(
    "interview_zeit",
    d,
    f'{NAV}<main><article><h1>{d.s.title}</h1><div class="summary">{d.s.lead}</div><div class="article-page">{asked}<aside class="newsletter-signup"><p>{d["news"]}</p></aside></div></article></main>',
    html_parts=("<strong>",),
)

d = draft("lb", 5)
asked = "".join(
    f'<h3 class="question">{d.told(f"Wat ass de Grond Nummer {n}?")}</h3><div class="answer"><p>{d.told(t)}</p></div>'
    for n, t in enumerate(d.s.paragraphs)
)
add(
    "interview_rtl",
    d,
    f'{NAV}<article><h1>{d.s.title}</h1><p class="article__lead">{d.s.lead}</p><div class="qa">{asked}</div></article>',
    html_parts=("<h",),
)

d = draft("fr", 6)
asked = "".join(
    f"<dt>{d.told(f'Quelle est la raison numéro {n} ?')}</dt><dd>{d.told(t)}</dd>" for n, t in enumerate(d.s.paragraphs)
)
add(
    "interview_dl",
    d,
    f'{NAV}<article><h1>{d.s.title}</h1><p class="chapo">{d.s.lead}</p><dl class="entretien">{asked}</dl></article>',
)

# Recipes

FOOD = ("500 g Mehl", "250 ml Milch", "2 Eier", "80 g Butter", "1 Prise Salz", "1 Würfel Hefe")
d = draft("de", 6)
ingredients = "".join(
    f'<li class="wprm-recipe-ingredient"><span class="wprm-recipe-ingredient-amount">{item.split()[0]}</span> <span class="wprm-recipe-ingredient-name">{" ".join(item.split()[1:])}</span></li>'
    for item in FOOD
)
steps = "".join(
    f'<li class="wprm-recipe-instruction"><div class="wprm-recipe-instruction-text">{d.told(t)}</div></li>'
    for t in d.s.paragraphs[3:7]
)
add(
    "recipe_wprm",
    d,
    f'{NAV}<main><article class="post"><h1>{d.s.title}</h1><div class="entry-content"><div class="wprm-recipe-snippet"><a href="#r">Zum Rezept</a> <a href="#p">Rezept drucken</a></div>{d.p(0, 3)}<div class="wprm-recipe-container" id="r"><h2 class="wprm-recipe-name">Rezept</h2><div class="wprm-recipe-details"><span>Portionen: 4</span></div><h3>{d.told("Zutaten für vier Personen")}</h3><ul class="wprm-recipe-ingredients">{ingredients}</ul><h3>{d.told("So wird es gemacht")}</h3><ol class="wprm-recipe-instructions">{steps}</ol></div></div></article><div id="comments" class="comments-area"><p>{d["remark"]}</p></div></main>',
    text=FOOD,
    out=(d["remark"],),
    html_parts=("<ol>", "<ul>"),
    extra=f'<script type="application/ld+json">{json.dumps({"@type": "Recipe", "name": d.s.title, "recipeIngredient": FOOD})}</script>',
)

FOODS = ("500 g de farine", "25 cl de lait", "2 œufs", "80 g de beurre", "1 pincée de sel")
d = draft("fr", 7)
ingredients = "".join(
    f'<div class="card-ingredient"><img src="/i.jpg" width="80" height="80"><span class="card-ingredient-title"><span class="card-ingredient-quantity">{item.split()[0]}</span> {" ".join(item.split()[1:])}</span></div>'
    for item in FOODS
)
steps = "".join(
    f'<div class="recipe-step-list__container"><h3>Étape {n}</h3><p>{d.told(t)}</p></div>'
    for n, t in enumerate(d.s.paragraphs, 1)
)
add(
    "recipe_marmiton",
    d,
    f'{NAV}<main><h1>{d.s.title}</h1><div class="recipe-ingredients"><h2>Ingrédients</h2><div class="mrtn-recette_ingredients-items">{ingredients}</div></div><div class="recipe-step-list"><h2>Préparation</h2>{steps}</div></main><aside>{d.others(3, CARD)}</aside>',
    text=FOODS,
    extra=f'<script type="application/ld+json">{json.dumps({"@type": "Recipe", "name": d.s.title, "recipeIngredient": FOODS, "recipeInstructions": [{"@type": "HowToStep", "text": t} for t in d.s.paragraphs]})}</script>',
)

# Tables of results

d = draft("de", 7)
rows = "".join(
    f"<tr><td>{n}</td><td>SV {town}</td><td>26</td><td>{60 - 2 * n}:{20 + n}</td><td>{58 - 3 * n}</td></tr>"
    for n, town in enumerate(
        ["Mersch", "Clerf", "Remich", "Konz", "Trier", "Prüm", "Daun", "Mainz", "Wiltz", "Esch", "Bitburg", "Schengen"],
        1,
    )
)
add(
    "results_orf",
    d,
    f'{NAV}<main><article><h1>{d.s.title}</h1>{d.p(0, 3)}<h2>{d.told("Die Tabelle der Liga")}</h2><div class="table-wrapper oon-table"><table><thead><tr><th>Pl.</th><th>Verein</th><th>Sp.</th><th>Tore</th><th>Pkt.</th></tr></thead><tbody>{rows}</tbody></table></div>{d.p(3, 5)}</article></main><aside><table><tr><th>Wetter</th></tr><tr><td>Heute sonnig</td></tr></table></aside>',
    text=("SV Clerf", "SV Schengen", "36:32"),
    out=("Heute sonnig",),
    html_parts=("<table>",),
)

d = draft("en", 7)
rows = "".join(
    f"<tr><td>{team}</td><td>{n} - {n % 3}</td><td>{other}</td></tr>"
    for n, (team, other) in enumerate(
        [
            ("Whitby", "Fowey"),
            ("Ledbury", "Dunmore"),
            ("Ashford", "Bramley"),
            ("Coalport", "Millbrook"),
            ("Eastleigh", "Thornbury"),
        ]
    )
)
add(
    "results_only_table",
    d,
    f'{NAV}<main><h1>{d.s.title}</h1><p class="lead">{d.s.lead}</p><p>{d.told("All results of the fourth round, in the order of play:")}</p><table class="results">{rows}</table></main>',
    text=("Ledbury", "Millbrook", "4 - 1"),
    html_parts=("<table>",),
)

# AMP

d = draft("en", 8)
add(
    "amp_wordpress",
    d,
    f'<amp-consent id="c" layout="nodisplay"><div id="ui"><p>{d["cookie"]}</p><button on="tap:c.accept">Accept</button></div></amp-consent><amp-sidebar id="s" layout="nodisplay"><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{d.s.title}</h1><div class="amp-wp-meta amp-wp-byline">{d.s.who}</div></header><figure class="amp-wp-article-featured-image"><amp-img src="https://x.example/a.jpg" width="900" height="500" layout="intrinsic"></amp-img></figure><div class="amp-wp-article-content">{d.p(0, 3)}<amp-ad type="doubleclick" width="300" height="250"><div placeholder>Advertisement</div></amp-ad>{d.p(3, 7)}</div><amp-social-share type="x"></amp-social-share></article><amp-list src="/more.json"><template type="amp-mustache"><p>A template of more stories {{{{title}}}} which is filled later.</p></template></amp-list>',
    pictures=1,
    out=(d["cookie"], "Advertisement", "template of more"),
    extra='<style amp-custom>p{color:red}</style><link rel="canonical" href="/a">',
)

d = draft("fr", 8)
add(
    "amp_ouest_france",
    d,
    f'<main><amp-accordion><section><h4>Menu</h4><ul><li>Sport</li></ul></section></amp-accordion><h1>{d.s.title}</h1><p class="chapo">{d.s.lead}</p><amp-carousel width="400" height="300" layout="responsive" type="slides"><div class="slide"><amp-img src="https://x.example/1.jpg" layout="fill" width="800" height="600"></amp-img><div class="caption">{d.caption()}</div></div></amp-carousel><div class="corps">{d.p(0, 7)}</div><amp-next-page><script type="application/json">[]</script></amp-next-page></main>',
)

# Previews of what is for subscribers

PAID = (
    '<script type="application/ld+json">'
    + json.dumps(
        {
            "@type": "NewsArticle",
            "headline": "x",
            "isAccessibleForFree": False,
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"},
        }
    )
    + "</script>"
)

d = draft("de", 8)
add(
    "paywall_wort",
    d,
    f'{NAV}<main><article><h1>{d.s.title}</h1><p class="intro">{d.s.lead}</p>{d.p(0, 2)}<div class="article-paywall"><h3>Weiterlesen mit Wort+</h3><p>{d["abo"]}</p><ul><li>Alle Artikel auf wort.lu</li><li>Die Zeitung als ePaper</li></ul><p>Sie haben bereits ein Konto? <a href="/login">Anmelden</a></p></div></article></main>',
    extra=PAID,
    is_teaser=True,
    out=("Alle Artikel auf", d["abo"], "Sie haben bereits"),
)

d = draft("fr", 9)
add(
    "paywall_le_monde",
    d,
    f'{NAV}<main><h1 class="article__title">{d.s.title}</h1><p class="article__desc">{d.s.lead}</p><article class="article__content">{d.p(0, 2, "<p class=article__paragraph>{}</p>")}</article><section class="paywall__container"><p class="paywall__title">Il vous reste 68.4% de cet article à lire. La suite est réservée aux abonnés.</p><p>{d["abo"]}</p></section></main>',
    extra=PAID,
    is_teaser=True,
    out=("Il vous reste",),
)

d = draft("de", 9)
add(
    "paywall_spiegel",
    d,
    f'{NAV}<main><article><header><h1>{d.s.title}</h1><div class="lead">{d.s.lead}</div></header><section class="relative"><div class="RichText"><p>{d.told(d.s.paragraphs[0])}</p></div><div class="fade"></div></section><div data-area="paywall"><div><strong>Jetzt weiterlesen. Mit dem passenden Abo.</strong><p>Die wichtigsten Hintergründe und spannendsten Geschichten – von führenden Journalisten.</p><p>Sie haben schon ein Digital-Abonnement? Hier anmelden</p></div></div></article></main>',
    extra=PAID,
    is_teaser=True,
    out=("Mit dem passenden Abo", "spannendsten Geschichten", "Hier anmelden"),
)

d = draft("lb", 9)
add(
    "paywall_land",
    d,
    f'{NAV}<article><h1>{d.s.title}</h1><div class="field-chapeau">{d.s.lead}</div>{d.p(0, 2)}<div class="abo-box"><p>Dësen Artikel ass nëmme fir Abonnenten. Fir weiderzeliesen, abonnéiert Iech.</p></div></article>',
    is_teaser=True,
    out=("nëmme fir Abonnenten",),
)

d = draft("en", 9)
add(
    "paywall_times",
    d,
    f'{NAV}<main><article><h1>{d.s.title}</h1><p class="standfirst">{d.s.lead}</p>{d.p(0, 1)}<p>{d.told(d.s.paragraphs[1][:70])}…</p><div id="paywall-portal-article-footer" class="tp-container-inner"><h2>Want to read more?</h2><p>{d["abo"]}</p><p>Already a subscriber? Log in</p></div></article></main>',
    extra=PAID,
    is_teaser=True,
    out=("Want to read more", "Already a subscriber"),
)

# Letters sent as pages

d = draft("de", 10)
cells = "".join(
    f'<table width="100%" cellpadding="0"><tr><td class="mcnTextContent" style="padding:9px 18px">{part}</td></tr></table>'
    for part in (
        f"<h2>Guten Morgen</h2>{d.p(0, 2)}",
        f"<h3>{d.told('Was heute wichtig wird')}</h3>{d.p(2, 5)}",
        f"<ul>{''.join(f'<li>{d.told(item)}</li>' for item in d.w['items'])}</ul>{d.p(5, 7)}",
    )
)
add(
    "letter_mailchimp",
    d,
    f'<span class="mcnPreviewText" style="display:none; font-size:0px; max-height:0px; visibility:hidden; mso-hide:all">Vorschau auf den Brief</span><center><table id="bodyTable" width="100%" height="100%"><tr><td align="center" id="bodyCell"><table width="600" class="templateContainer"><tr><td id="templatePreheader"><a href="#">Diese E-Mail im Browser ansehen</a></td></tr><tr><td id="templateHeader"><img src="/logo.png" width="564"></td></tr><tr><td id="templateBody">{cells}</td></tr><tr><td id="templateFooter"><p>Sie erhalten diese Mail, weil Sie sich angemeldet haben.</p><a href="#">Abmelden</a> <a href="#">Einstellungen ändern</a></td></tr></table></td></tr></table></center>',
    out=("Im Browser ansehen", "Diese E-Mail im Browser", "weil Sie sich angemeldet", "Abmelden", "Vorschau auf den"),
)

d = draft("en", 10)
add(
    "letter_substack",
    d,
    f'<div class="main-menu">{NAV}</div><article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title">{d.s.title}</h1><h3 class="subtitle">{d.s.lead}</h3></div><div class="available-content"><div class="body markup">{d.p(0, 3)}<div class="subscription-widget-wrap"><div class="subscription-widget"><p class="cta-caption">Thanks for reading! Subscribe for free to receive new posts and support my work.</p><form><input type="email"></form></div></div>{d.head(0)}{d.p(3, 7)}<p class="button-wrapper"><a class="button primary" href="#"><span>Share</span></a></p></div></div></article><div class="single-post-section comments-section"><h4>Discussion about this post</h4><p>{d["remark"]}</p></div>',
    out=("Thanks for reading", d["remark"], "Discussion about"),
)
