"""Pages of German national papers."""

from __future__ import annotations

from corpus.newspapers.makes import CARD
from corpus.newspapers.sheets import Masthead, Sheet, ld, menu, page

MENU = menu("Startseite", "Politik", "Wirtschaft", "Sport", "Panorama", "Kultur", "Wissen", "Reise")

SPIEGEL = Masthead("spiegel", "www.spiegel.de", "DER SPIEGEL", "de", "{} - {site}")


def _spiegel(d: Sheet, body: str, kicker: str, by: str) -> tuple[str, str]:
    teaser = '<article aria-label="{t}" data-block-el="articleTeaser" class="border-t"><header><h2><a href="https://www.spiegel.de/a-{n}" title="{t}"><span class="text-primary-base">Thema</span><span class="align-middle">{t}</span></a></h2></header><a href="/a-{n}"><section class="font-serifUI">{l}</section></a></article>'
    head = d.linked(author=[{"@type": "Person", "name": name, "url": "https://www.spiegel.de/impressum/autor"} for name in d.names] or [{"@type": "Organization", "name": "DER SPIEGEL"}], articleSection="Panorama", isAccessibleForFree=True) + d.og() + '<meta name="author" content="DER SPIEGEL, Hamburg, Germany">'  # fmt: skip
    return head, f"""<body><div class="OffsetContainer"><header data-area="header">{MENU}</header><div data-area="top_mobile_advertisement"><span>Anzeige</span></div><main id="Inhalt" class="polygon-swiper-enabled"><div class="relative"><div class="w-full"><article aria-label="{d.title}">
<header data-area="intro" class="bg-white"><div class="lg:mt-20"><h2 class="lg:mb-20 font-sansUI"><span class="block text-primary-base font-bold text-base">{kicker}</span><span class="align-middle">{d.title}</span></h2><div class="RichText RichText--sans leading-loose lg:text-xl font-bold">{d.intro()}</div><div class="text-black font-sansUI lg:text-base">{by}</div><time datetime="2026-03-03 08:05:00" class="timeformat">03.03.2026, 08.05 Uhr</time></div>
<div class="flex"><button type="button"><span>Zur Merkliste hinzufügen</span></button><button type="button"><span>Artikel anhören</span></button><span class="text-xs">• 4 Min</span></div></header>{body}
<div data-area="feedback"><p>Haben Sie einen Fehler im Text gefunden, auf den Sie uns hinweisen wollen? Oder gibt es ein technisches Problem?</p><button>Redaktionellen Fehler melden</button></div></article></div></div><section data-area="article-teasers-related">{d.others(8, teaser)}</section></main>
<footer data-area="footer"><p>DER SPIEGEL GmbH. Impressum, Datenschutz, Nutzungsbedingungen.</p></footer></div></body>"""  # fmt: skip


def _spiegel_text(text: str) -> str:
    return f'<div class="RichText RichText--iconLinks lg:w-8/12 md:w-10/12 lg:mx-auto md:mx-auto lg:px-24 md:px-24 sm:px-16 break-words word-wrap">{text}</div>'


def _spiegel_picture(d: Sheet, number: int) -> str:
    return f'<div data-component="Image" class="w-full"><figure class="lg:w-full"><div><div class="relative"><button type="button" data-image-zoom="1" aria-label="Bild vergrößern"><picture><source data-srcset="https://cdn.prod.www.spiegel.de/images/{number}_w960.webp 960w" type="image/webp"><img data-image-el="img" src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=" data-src="https://cdn.prod.www.spiegel.de/images/{number}_w960.jpg" width="960" height="540" alt=""></picture></button></div></div><figcaption class="pt-8"><p>{d.cap(number)}</p><span class="text-shade-dark text-xs">Foto:&nbsp;<span>Anna Berg / DER SPIEGEL</span></span></figcaption></figure></div>'


@page(SPIEGEL, 0, "Nora Feld", "Timo Brandt")
def spiegel_report(d: Sheet) -> tuple[str, str]:
    related = f'<div data-area="related_articles" class="lg:w-8/12"><div class="border"><div><span>Mehr zum Thema</span></div><ul><li><h3><a href="/a-1"><span>{d.other()[0]}</span></a></h3><span>Von Peter Ernst</span></li></ul></div></div>'
    return _spiegel(d, f"""<section class="relative" data-area="body">{_spiegel_picture(d, 0)}<div data-area="text" class="clearfix">{_spiegel_text(d.p(0, 3))}{related}{_spiegel_text(d.h(0, "<h3>{}</h3>") + d.p(3, 5))}<div data-area="contentbox" class="mb-20"><aside><div data-area="newsletter_box"><h4>Die Lage am Morgen</h4><p>{d["news"]}</p></div></aside></div>{_spiegel_text(d.p(5, 7))}</div><div class="text-right"><span class="font-sansUI text-shade-dark" data-area="author_note">nfe/dpa</span></div></section>""",
        "Kommunales", 'Von <a href="/impressum/autor-1">Nora Feld</a> und <a href="/impressum/autor-2">Timo Brandt</a>')  # fmt: skip


@page(SPIEGEL, 3, "Jakob Stern")
def spiegel_interview(d: Sheet) -> tuple[str, str]:
    said = d.asked("SPIEGEL", "Brandt", "<p><strong>{}: </strong>{}</p>")
    box = '<details class="bg-shade-lightest"><summary>Zur Person</summary></details>'
    return _spiegel(d, f'<section class="relative" data-area="body">{_spiegel_picture(d, 1)}<div data-area="text">{_spiegel_text(said)}{box}</div></section>',
        "Bürgermeisterin im Gespräch", 'Ein Interview von <a href="/impressum/autor-3">Jakob Stern</a>, Konz')  # fmt: skip


ZEIT = Masthead("zeit", "www.zeit.de", "DIE ZEIT", "de", "{} | {site}")


def _zeit(d: Sheet, body: str, byline: str, kind: str) -> tuple[str, str]:
    card = '<article class="zon-teaser zon-teaser--standard"><div class="zon-teaser__container"><h3 class="zon-teaser__heading"><a class="zon-teaser__link" href="/a{n}"><span class="zon-teaser__kicker">Thema</span><span class="zon-teaser__title">{t}</span></a></h3><p class="zon-teaser__summary">{l}</p></div></article>'
    head = d.linked("Article", articleSection="Gesellschaft", dateModified="2026-03-03T12:00:00+01:00") + d.og(title=f"Stadtleben: {d.s.title}", lead=d.s.lead) + f'<meta name="date" content="{d.published}"><meta name="last-modified" content="2026-03-03T12:00:00+01:00">'  # fmt: skip
    return head, f"""<body data-is-hp="false" data-page-type="{kind}"><div class="page"><header class="header"><a class="header__logo" href="/">DIE ZEIT</a>{MENU}</header><div id="iqadtile1" class="ad-container"></div><div class="page__content"><main id="main" class="main main--article"><article id="js-article" class="article article--padded">
<div class="article-header__container"><header class="article-header"><h1 class="article-heading"><span class="article-heading__kicker">Stadtleben<span class="visually-hidden">: </span></span><span class="article-heading__title">{d.title}</span></h1><div class="summary">{d.intro()}</div><div class="byline">{byline}</div><div class="metadata"><time class="metadata__date" datetime="{d.published}">3. März 2026, 8:05 Uhr</time><a class="metadata__commentcount" href="#comments">112 Kommentare</a></div></header></div>
<div class="article-body article-body--{kind}" itemprop="articleBody">{body}</div><div class="article-pagination article__item"><a class="article-pagination__link" href="/">Startseite</a></div></article><section class="comment-section" id="comments"><div class="comments__header"><h2>112 Kommentare</h2></div><article class="comment"><div class="comment__body"><p>{d["remark"]}</p></div></article><article class="comment"><div class="comment__body"><p>Genau so ist es, und das schon seit Jahren, wie jeder hier im Ort weiß.</p></div></article></section></main></div>
<aside class="further-reading">{d.others(5, card)}</aside><footer class="footer"><p>© ZEIT ONLINE GmbH. Impressum, AGB, Datenschutz.</p></footer></div></body>"""  # fmt: skip


@page(ZEIT, 1, "Paula Roth", shown="Stadtleben: {}")
def zeit_column(d: Sheet) -> tuple[str, str]:
    p = '<p class="paragraph article__item">{}</p>'
    player = '<div class="article-player article__item" data-nosnippet><p>Artikel anhören</p><p>Vorgelesen mit künstlicher Stimme</p></div>'
    return _zeit(d, f"""<div class="article-page">{player}<figure class="article__item article__media variant--portrait"><div class="article__media-container"><img class="article__media-item" src="https://img.zeit.de/a/wide__660x371" srcset="https://img.zeit.de/a/wide__1320x742 2x" width="660" height="371" alt=""></div><figcaption class="figure__caption"><span class="figure__text">{d.cap(0)}</span> <span class="figure__copyright"><span class="visually-hidden">© </span>Anna Berg für ZEIT ONLINE</span></figcaption></figure>{d.p(0, 2, p)}<div class="quote article__item" data-type="quote"><blockquote><div class="quote__text">{d.pull(2)}</div></blockquote></div>{d.p(2, 4, p)}<div id="paywall"></div><aside class="topiclink article__item"><a href="/thema">Alles zum Thema: {d.other()[0]}</a></aside>{d.p(4, 7, p)}</div>""",
        'Eine Kolumne von <a href="/autoren/R/roth"><span>Paula Roth</span></a>', "column")  # fmt: skip


@page(ZEIT, 2, "Milan Kurz", "Ida Lorenz", shown="Stadtleben: {}")
def zeit_questions(d: Sheet) -> tuple[str, str]:
    p = '<p class="paragraph article__item">{}</p>'
    toc = "".join(f'<li><a href="#f{n}">{d.more("asks", n)}</a></li>' for n in range(1, 5))
    parts = "".join(d.head(d.more("asks", n), f'<h2 class="article__subheading article__item" id="f{n}">{{}}</h2>') + d.p(n, n + 1, p) for n in range(1, 5))  # fmt: skip
    return _zeit(d, f"""<div class="article-page">{d.p(0, 1, p)}<nav class="article-toc article__item"><h3>Inhalt</h3><ol>{toc}</ol></nav>{parts}<ul class="list article__item">{d.ul(0, 4, '<li class="list__item">{}</li>')}</ul>{d.p(5, 7, p)}<aside class="newsletter-signup article__item"><h3>Newsletter: Was jetzt?</h3><p>{d["news"]}</p></aside></div>""",
        'Von <a href="/autoren/K">Milan Kurz</a> und <a href="/autoren/L">Ida Lorenz</a>', "article")  # fmt: skip


FAZ = Masthead("faz", "www.faz.net", "FAZ.NET", "de", "{}")


def _faz(d: Sheet, body: str, *, is_free: bool) -> tuple[str, str]:
    head = d.linked(publisher={"@type": "Organization", "name": "Frankfurter Allgemeine Zeitung GmbH"}, isAccessibleForFree=is_free, hasPart={"@type": "WebPageElement", "isAccessibleForFree": is_free, "cssSelector": ".paywall"}) + d.og()  # fmt: skip
    return head, f"""<body class="no-touch"><div id="FAZContent"><header class="header-nav">{MENU}</header><main class="main"><article class="article"><header class="header"><span class="header-label header-label--kicker">Stadtentwicklung</span><h1 class="header-title">{d.title}</h1><div class="header-detail"><span class="header-author">Von <a href="/redaktion/x">{d.names[0]}</a></span><span class="header-date"><time datetime="{d.published}">03.03.2026, 08:05</time></span><span class="header-reading-time">Lesezeit: 4 Min.</span></div></header>
<div class="teaser-image"><figure class="media-image"><picture><source srcset="https://media0.faz.net/a/1200.webp 1200w"><img class="image" loading="eager" src="https://media0.faz.net/a/480.jpg" width="480" height="270"></picture><figcaption class="media-caption"><span class="caption-text">{d.cap(0)}</span><span class="caption-author">Anna Berg</span></figcaption></figure></div><div class="header-teaser-text"><p>{d.intro()}</p></div>{body}<div class="social-bar"><button>Merken</button><button>Verschenken</button></div><p class="source">Quelle: F.A.Z.</p></article><div class="reco">{d.others(8, CARD)}</div></main><footer class="site-footer"><p>© Frankfurter Allgemeine Zeitung GmbH</p></footer></div></body>"""  # fmt: skip


@page(FAZ, 4, "Henrike Moll", is_teaser=True)
def faz_preview(d: Sheet) -> tuple[str, str]:
    return _faz(d, f"""<div class="article-body"><div class="body-elements">{d.p(0, 2, '<div class="body-elements__paragraph"><p>{}</p></div>')}</div><div class="article-paywall" data-testid="paywall"><div class="paywall-header"><span>F+</span><h3>Testen Sie unser Angebot. Jetzt weiterlesen.</h3></div><p>{d["abo"]}</p><ul><li>Alle Artikel auf FAZ.NET</li><li>Jederzeit kündbar</li></ul><p>Bereits Abonnent? <a href="/login">Hier anmelden</a></p></div></div>""", is_free=False)  # fmt: skip


@page(FAZ, 5, "Gregor Vahle")
def faz_results(d: Sheet) -> tuple[str, str]:
    rows = "".join(d.row((str(n), f"TSV {town}", str(34 - n), f"{70 - 3 * n}:{20 + 2 * n}")) for n, town in enumerate(("Mersch", "Konz", "Trier", "Prüm", "Daun", "Mainz"), 1))  # fmt: skip
    return _faz(d, f"""<div class="article-body"><div class="body-elements">{d.p(0, 3, '<div class="body-elements__paragraph"><p>{}</p></div>')}{d.h(1, '<h2 class="body-elements__subheadline">{}</h2>')}{d.p(3, 4, '<div class="body-elements__paragraph"><p>{}</p></div>')}<div class="body-elements__table"><table class="table"><thead>{d.row(("Platz", "Mannschaft", "Punkte", "Tore"), "<th>{}</th>")}</thead><tbody>{rows}</tbody></table></div><div class="body-elements__teaser"><a href="/a1"><h4>{d.other()[0]}</h4><p>{d.other()[1]}</p></a></div>{d.p(4, 7, '<div class="body-elements__paragraph"><p>{}</p></div>')}</div></div>""", is_free=True)  # fmt: skip


SZ = Masthead("sueddeutsche", "www.sueddeutsche.de", "Süddeutsche.de", "de", "{} - Panorama - SZ.de")


def _sz(d: Sheet, body: str, *, is_free: bool) -> tuple[str, str]:
    head = d.linked(publisher={"@type": "NewsMediaOrganization", "name": "Süddeutsche Zeitung"}, isAccessibleForFree=is_free, author=[{"@type": "Person", "name": f"{name}"} for name in d.names]) + d.og() + '<meta name="author" content="Süddeutsche Zeitung">'  # fmt: skip
    return head, f"""<body><div id="sueddeutsche"><div id="header">{MENU}</div><main><article aria-labelledby="article-title"><header data-testid="article-header"><h2 id="article-title"><span class="css-1bhnxuf" data-manual="overline">Stadtpolitik</span><span class="visually-hidden">:</span><span class="css-1kuo4az" data-manual="title">{d.title}</span></h2><div class="css-1485smx"><time dateTime="2026-03-03 08:05:00" data-manual="date">3. März 2026, 8:05 Uhr</time><span>Lesezeit: 3 Min.</span></div>
<figure data-testid="lead-image" data-manual="opener"><img loading="eager" src="https://www.sueddeutsche.de/2026/03/03/a.jpg?w=1200" srcset="https://www.sueddeutsche.de/2026/03/03/a.jpg?w=1200 1200w" width="1200" height="675" alt=""><figcaption data-manual="caption"><span>{d.cap(3)}</span><span class="css-1jv6zq1">(Foto: Anna Berg/dpa)</span></figcaption></figure><p data-manual="teaserText" class="css-1ptfhfk">{d.intro()}</p><div class="css-1nyjtxe" data-manual="byline">Von <a href="/autoren/x">{d.names[0]}</a>, Berlin</div></header>{body}</article></main>
<div data-testid="recommendations"><h3>Lesen Sie mehr zum Thema</h3>{d.others(6, '<a href="/a{n}" class="css-teaser"><h3>{t}</h3><p>{l}</p></a>')}</div><footer><p>Süddeutsche Zeitung Digitale Medien GmbH. AGB, Datenschutz, Impressum</p></footer></div></body>"""  # fmt: skip


@page(SZ, 6, "Clara Winter")
def sueddeutsche_report(d: Sheet) -> tuple[str, str]:
    p = '<p data-manual="paragraph" class="css-13wylk3">{}</p>'
    return _sz(d, f"""<div class="css-isuemq" itemprop="articleBody">{d.p(0, 2, p)}<div class="css-ad" data-testid="ad"><p>Anzeige</p></div><aside data-manual="teaser-embed" class="css-embed"><a href="/a"><span>Meinung</span><h3>{d.other()[0]}</h3><p>{d.other()[1]}</p></a></aside>{d.p(2, 4, p)}{d.h(2, '<h3 data-manual="subheadline" class="css-sub">{}</h3>')}{d.p(4, 7, p)}<div data-testid="article-footer"><a href="/thema/x">Zur SZ-Startseite</a></div></div>""", is_free=True)  # fmt: skip


@page(SZ, 7, "Emil Graf", is_teaser=True)
def sueddeutsche_preview(d: Sheet) -> tuple[str, str]:
    return _sz(d, f"""<div itemprop="articleBody">{d.p(0, 1, '<p data-manual="paragraph" class="css-13wylk3">{}</p>')}<div class="css-fade"></div></div><div id="sz-paywall" class="paywall" data-testid="paywall"><h2>Exklusive SZ-Inhalte lesen</h2><p>{d["abo"]}</p><button>Jetzt bestellen</button><p>Schon Abonnent? Jetzt anmelden</p></div>""", is_free=False)  # fmt: skip


TAZ = Masthead("taz", "taz.de", "taz.de", "de", "{} | {site}")


def _taz(d: Sheet, body: str, dateline: str) -> tuple[str, str]:
    head = d.linked(publisher={"@type": "Organization", "name": "TAZ Verlags- und Vertriebs GmbH"}) + d.og(article_published_time=d.published, article_author=d.names[0]) + f'<meta name="description" content="{d.s.lead}">'  # fmt: skip
    return head, f"""<body class="article"><div class="page"><header class="site-header"><h1 class="logo"><a href="/">taz logo</a></h1>{MENU}</header><main class="main"><article class="main-article columns is-multiline" itemscope itemtype="http://schema.org/Article"><header class="column is-12"><h2 class="is-flex headline typo-r-head-detail"><span class="typo-r-topline-detail">Bürgerentscheid in {d.s.place}</span><span class="is-hidden">: </span><span class="typo-r-head-detail">{d.title}</span></h2><p class="typo-r-subline-detail">{d.intro()}</p></header>
<div class="column is-8 image-container"><div class="media-container"><img class="type-image" src="https://taz.de/picture/1/624/a.jpeg" width="624" height="312" alt=""><p class="is-flex credit-caption"><span class="caption-text typo-caption-detail">{d.cap(2)}</span><span class="typo-credit">Foto: Anna Berg</span></p></div></div><div class="column author-container"><a class="author-link" href="/!a1/"><span class="typo-name-detail-bold">{d.names[0]}</span></a></div><div class="date-container"><time datetime="{d.published}">3.3.2026 8:05 Uhr</time></div>
<div class="column body-copy">{dateline}{body}</div><div class="webelement_bio columns"><p class="typo-bio">{d.names[0]} ist seit 2019 Redakteurin im Inland und schreibt dort über Kommunen.</p></div><div class="tzi-paywahl"><h4>Gemeinsam für freie Presse</h4><p>Als Genossenschaft gehören wir unseren Leserinnen und Lesern. Unser Journalismus bleibt frei zugänglich, weil viele ihn freiwillig bezahlen.</p><a href="/zahl-ich">Jetzt unterstützen</a></div></article>
<section class="comments" id="so_comments"><h3>8 Kommentare</h3><ul class="community"><li><h4>Radlerin</h4><div class="objlink"><p>{d["remark"]}</p></div></li></ul></section></main><section class="teasers">{d.others(5, CARD)}</section><footer><p>taz Verlags und Vertriebs GmbH</p></footer></div></body>"""  # fmt: skip


@page(TAZ, 8, "Katja Simon")
def taz_comment(d: Sheet) -> tuple[str, str]:
    p = '<p class="bodytext paragraph typo-bodytext">{}</p>'
    return _taz(d, f"""{d.p(0, 2, p)}<div class="webelement_quote"><p class="typo-quote">{d.pull(0)}</p></div>{d.p(2, 5, p)}<div class="webelement_citation"><p class="typo-teaser"><a href="/!1">{d.other()[0]}</a></p></div>{d.p(5, 7, p)}""", "")  # fmt: skip


@page(TAZ, 9, "Lotte Behrens")
def taz_interview(d: Sheet) -> tuple[str, str]:
    said = d.asked("taz", "Ulrike Brandt", '<p class="bodytext paragraph typo-bodytext"><strong>{}:</strong> {}</p>')
    return _taz(d, f'{said}<div class="webelement_interviewee"><h6>{d.heading("im Interview:")}</h6><p class="typo-bio">{d.told("leitet seit vier Jahren das Bauamt und hat vorher Brücken geplant.")}</p></div>', "")  # fmt: skip


WELT = Masthead("welt", "www.welt.de", "WELT", "de", "{} - {site}")


def _welt(d: Sheet, body: str, author: str) -> tuple[str, str]:
    head = d.linked(author=[{"@type": "Person", "name": name} for name in d.names] or {"@type": "Organization", "name": "WELT"}, publisher={"@type": "Organization", "name": "WELT", "legalName": "Axel Springer SE"}, articleSection="Regional", isAccessibleForFree=True) + d.og(og_site_name="DIE WELT")  # fmt: skip
    return head, f"""<body class="is-article"><div class="c-page-container"><header class="c-page-header">{MENU}</header><div class="c-breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/r">Regionales</a></li></ol></div><main><article class="c-article-page" data-qa="Article"><header class="c-page-title__wrapper"><div class="c-topic">{d.s.place}</div><h2 class="c-page-title__text" data-qa="Headline">{d.title}</h2><div class="c-publish-date"><time class="c-publish-date__item" datetime="2026-03-03T07:05:00Z">Stand: 08:05 Uhr</time><span>Lesedauer: 3 Minuten</span></div>{author}</header>{body}<div class="c-sharing"><ul><li>Per E-Mail teilen</li><li>Auf X teilen</li></ul></div></article><section class="c-recommendations"><h3>Neues aus unserem Netzwerk</h3>{d.others(9, '<article class="c-teaser"><h4 class="c-teaser__headline"><a href="/a{n}">{t}</a></h4><div class="c-teaser__intro">{l}</div></article>')}</section></main><footer class="c-footer"><p>Die WELT als ePaper. Impressum</p></footer></div></body>"""  # fmt: skip


@page(WELT, 10, "dpa")
def welt_agency(d: Sheet) -> tuple[str, str]:
    return _welt(d, f"""<div class="c-page-intro"><div class="c-page-intro__text" data-qa="Intro">{d.intro()}</div></div><div class="c-article-page__text" data-qa="ArticleBody"><div class="c-rich-text-renderer c-rich-text-renderer--article">{d.p(0, 4)}<div class="c-inline-ad" data-qa="Ad">Anzeige</div>{d.p(4, 7)}<p><em>dpa-infocom, dpa:260303-930-772468/2</em></p></div></div>""", '<div class="c-author"><span>Von dpa</span></div>')  # fmt: skip


@page(WELT, 11, "Ferdinand Knauß")
def welt_video(d: Sheet) -> tuple[str, str]:
    film = {"@context": "https://schema.org", "@type": "VideoObject", "name": "Die Eröffnung im Film", "contentUrl": "https://weltvideo.example/v/4711abcdef.mp4", "description": "Quelle: WELT TV", "uploadDate": d.published, "duration": "PT1M20S", "thumbnailUrl": "https://weltvideo.example/t.jpg"}  # fmt: skip
    d.film("Die Eröffnung im Film")
    head, body = _welt(d, f"""<div class="c-video-element" data-qa="Video"><div class="c-video-player"><video src="https://weltvideo.example/v/4711abcdef.mp4" poster="https://weltvideo.example/t.jpg"></video></div><div class="c-video-element__caption"><p>Quelle: WELT TV</p></div></div><div class="c-page-intro"><div class="c-page-intro__text">{d.intro()}</div></div><div class="c-article-page__text"><div class="c-rich-text-renderer">{d.p(0, 3)}<aside class="c-inline-teaser"><a href="/a"><h4>{d.other()[0]}</h4></a></aside>{d.p(3, 6)}</div></div>""", '<div class="c-author"><span>Von</span> <a rel="author" href="/autor/k">Ferdinand Knauß</a></div>')  # fmt: skip
    return head + ld(film), body
