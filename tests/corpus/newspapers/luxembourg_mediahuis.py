"""Pages of the papers of Mediahuis Luxembourg: Luxemburger Wort, Virgule, Contacto, Luxembourg Times.

All are made by one system (React, names of classes with hashes). Pictures are in buttons that enlarge them; what a
script shows is once more in the state for it.
"""

from __future__ import annotations

import json
from typing import Any

from corpus.newspapers.makes import LINK, NAV, Draft, Paper, foot
from corpus.newspapers.page_heads import article, crumbs, linked, open_graph, page

WORT = Paper("Luxemburger Wort", "www.wort.lu", "de")
VIRGULE = Paper("Virgule.lu", "www.virgule.lu", "fr")
CONTACTO = Paper("Contacto", "www.contacto.lu", "pt")
TIMES = Paper("Luxembourg Times", "www.luxtimes.lu", "en")

TEASER = '<article class="TeaserCard_card__Yp1"><a href="/x/{n}.html"><picture><img loading="lazy" src="/t/{n}.webp" alt=""></picture><div class="TeaserCard_body__z3"><span class="TeaserCard_kicker__2">Lokales</span><h3 class="TeaserCard_title__f">{t}</h3><p class="TeaserCard_teaser__k">{l}</p></div></a></article>'
BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def _text(parts: str) -> str:
    return f'<div class="TextElement_root__h1"><div class="RichText_richText__q">{parts}</div></div>'


def _picture(d: Draft, text: str = "") -> str:
    n = d.pictures
    return f'<figure class="ImageElement_figure__Ve"><button type="button" class="ImageElement_zoom__3" aria-label="Zoom" data-testid="image-zoom"><picture><source type="image/webp" srcset="https://images.wort.lu/{n}/w640.webp 640w, https://images.wort.lu/{n}/w1200.webp 1200w"><img alt="" src="{BLANK}" data-src="https://images.wort.lu/{n}/w1200.jpg"></picture></button><div class="ImageElement_meta__w"><span class="ImageElement_caption__9">{d.caption(text)}</span><span class="ImageElement_credit__0">{d["credit"]}</span></div></figure>'


def _frame(d: Draft, kicker: str, authors: tuple[str, ...], body: str, *, after: str = "", **fields: Any) -> str:
    by = " , ".join(
        f'<a class="Author_link__a" href="/autor/{n}">{d.author(name)}</a>' for n, name in enumerate(authors)
    )
    state = json.dumps(
        {"props": {"pageProps": {"article": {"title": d.s.title, "teaser": d.s.lead}, "related": [d.other()[1]] * 4}}}
    ).replace("</", "<\\/")
    head = linked(
        article(
            d,
            *authors,
            mainEntityOfPage={"@type": "WebPage", "@id": f"https://{d.s.host}/x"},
            articleSection=kicker,
            **fields,
        ),
        crumbs("Home", kicker),
    ) + open_graph(d)
    return page(d, head, f"""<div id="__next"><div class="Layout_root__A"><div id="didomi-host" class="Consent_root__2"><p>{d["cookie"]}</p></div><div role="search" class="SearchOverlay_overlay__7"><p class="SearchOverlay_intro__8">{d["abo"]}</p></div><header class="Header_root__p">{NAV}</header>
<main class="Main_root__1"><article class="Article_root__Xz"><header class="ArticleHead_root__s"><span class="ArticleHead_kicker__5">{kicker}</span><h1 class="ArticleHead_title__r">{d.s.title}</h1><p class="ArticleHead_intro__e">{d.lead()}</p><div class="Byline_root__n"><div class="Byline_authors__t">{d["by"]} {by}</div><time class="Byline_date__o" datetime="{d.published}">03.03.2026, 08:05</time><button class="Share_button__q">Teilen</button></div></header>
{body}<div class="Tags_root__l"><ul>{d.others(2, LINK)}</ul></div></article>{after}<section class="Related_root__m"><h2>{d["more"]}</h2>{d.others(6, TEASER)}</section></main>{foot(d).replace("</body></html>", "")}</div></div><script id="__NEXT_DATA__" type="application/json">{state}</script>""")  # fmt: skip


def _inline_teaser(d: Draft) -> str:
    return f'<div class="InlineTeaser_root__b"><span class="InlineTeaser_label__c">{d["also"]}</span><a href="/y.html"><picture><img src="/y.webp" alt=""></picture><h3 class="InlineTeaser_title__d">{d.other()[0]}</h3></a></div>'


def _letter(d: Draft) -> str:
    return f'<div class="NewsletterSignup_root__g"><h4>Newsletter</h4><p>{d["news"]}</p><form><input type="email"><button>OK</button></form></div>'


def _wall(d: Draft, offer: str) -> str:
    d.is_teaser = True
    return f'<div class="Paywall_fade__x"></div><div class="Paywall_root__y" id="paywall"><h3>{offer}</h3><p>{d["abo"]}</p><ul><li>{d["news"]}</li></ul><a class="Paywall_button__z" href="/abo">OK</a><p>{d["by"]} <a href="/login">Login</a></p></div>'


def _video(d: Draft, title: str) -> str:
    return f'<div class="VideoElement_root__j"><div class="VideoElement_ratio__k"><iframe title="{d.film(title)}" src="https://cdn.jwplayer.com/players/AbCd1234-xyz.html" allowfullscreen></iframe></div></div>'


@WORT.page("interview", 0, "/politik/die-fussgaengerbruecke/12345678.html")
def wort_interview(d: Draft) -> str:
    questions = (*d.w["ask"], "Würden Sie es noch einmal so machen?")
    first = _picture(d) + _text(d.p(0, 1))
    asked = [f"<p><strong>{d.told(questions[n])}</strong></p>{d.p(2 * n + 1, 2 * n + 3)}" for n in range(3)]
    return _frame(
        d,
        "Politik",
        ("Josée Klein",),
        first + _text(asked[0]) + _inline_teaser(d) + _text(asked[1] + asked[2]) + _letter(d),
    )


@WORT.page("paywall", 7, "/lokales/die-grundschule/12345679.html")
def wort_paywall(d: Draft) -> str:
    body = _picture(d) + _text(d.p(0, 2)) + _wall(d, "Weiterlesen mit Wort+")
    return _frame(
        d,
        "Lokales",
        ("Pierre Simon", "Laura Bannier"),
        body,
        isAccessibleForFree=False,
        hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".Paywall_root__y"},
    )


@VIRGULE.page("report", 6, "/luxembourg/le-theatre/12345680.html")
def virgule_report(d: Draft) -> str:
    body = (
        _picture(d)
        + _text(d.p(0, 3))
        + _video(d, "Une journée dans les coulisses")
        + _text(d.head(0, "<h3>{}</h3>") + d.p(3, 5))
        + _inline_teaser(d)
    )
    return _frame(
        d,
        "Luxembourg",
        ("Thomas Berthol",),
        body + _text(d.head(1, "<h3>{}</h3>") + f"<ul>{d.list()}</ul>" + d.p(5, 7)) + _letter(d),
    )


@VIRGULE.page("gallery", 9, "/culture/la-fete-du-vin/12345681.html")
def virgule_gallery(d: Draft) -> str:
    slides = "".join(_picture(d, f"{text[:90].rsplit(' ', 1)[0]}.") for text in d.s.paragraphs[:5])
    return _frame(
        d,
        "Culture",
        ("Megane Kambala",),
        _text(d.p(5, 7))
        + f'<div class="Gallery_root__u"><div class="Gallery_counter__v">1 / 5</div>{slides}<button class="Gallery_next__w">›</button></div>',
    )


@CONTACTO.page("report", 1, "/luxemburgo/a-piscina/12345682.html")
def contacto_report(d: Draft) -> str:
    body = _picture(d) + _text(d.p(0, 3))
    body += f'<blockquote class="QuoteElement_root__q"><p>{d.quote(d.s.paragraphs[3])}</p></blockquote>'
    body += _text(d.head(0, "<h3>{}</h3>") + d.p(4, 5)) + _picture(d, "A entrada principal") + _text(d.p(5, 7))
    return _frame(d, "Luxemburgo", ("Ana Patrícia Cardoso",), body + _letter(d))


@CONTACTO.page("practical", 8, "/guia/a-praca-da-estacao/12345683.html")
def contacto_practical(d: Draft) -> str:
    body = _picture(d) + _text(d.p(0, 3))
    box = f'<aside class="InfoBox_root__i"><h4 class="InfoBox_title__j">{d.heading("Perguntas e respostas")}</h4><div class="InfoBox_text__k"><ol>{d.list()}</ol></div></aside>'
    body += box + _text(d.head(1, "<h3>{}</h3>") + d.p(3, 7))
    return _frame(d, "Guia", ("Susy Martins",), body + _letter(d))


@TIMES.page("paywall", 2, "/luxembourg/the-town-library/12345684.html")
def times_paywall(d: Draft) -> str:
    return _frame(
        d,
        "Luxembourg",
        ("Kabir Agarwal",),
        _picture(d) + _text(d.p(0, 3)) + _wall(d, "Continue reading"),
        isAccessibleForFree=False,
    )


@TIMES.page("briefing", 5, "/businessandfinance/the-playhouse/12345685.html")
def times_briefing(d: Draft) -> str:
    parts = "".join(
        f"<p><strong>{d.told(name)}</strong> {d.told(text)}</p>"
        for name, text in zip(("On the agenda.", "In the markets.", "Across the border."), d.s.paragraphs, strict=False)
    )
    table = f'<div class="TableElement_root__t"><table><thead>{d.row(("Index", "Close", "Change"), "<th>{}</th>")}</thead><tbody>{d.row(("LuxX", "1,512.40", "+0.6%"))}{d.row(("Stoxx 600", "548.17", "-0.2%"))}{d.row(("Euro in dollars", "1.0921", "+0.1%"))}</tbody></table></div>'
    return _frame(
        d,
        "Business & Finance",
        ("Yannick Lambert", "John Monaghan"),
        _text(parts) + table + _text(d.head(1, "<h3>{}</h3>") + d.p(3, 7)) + _letter(d),
    )
