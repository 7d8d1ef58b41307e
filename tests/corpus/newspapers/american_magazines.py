"""Pages of magazines of the United States, and of platforms for writers."""

from __future__ import annotations

import json

from corpus.newspapers.sheets import Masthead, Sheet, ld, menu, page

MENU = menu("Latest", "Politics", "Ideas", "Science", "Books", "Fiction", "Podcasts", "Newsletters")
AT = "2026-03-03T08:05:00-05:00"
UTC = "2026-03-03T13:05:00.000Z"

ATLANTIC = Masthead("atlantic", "www.theatlantic.com", "The Atlantic", "en", "{} - {site}")


def _atlantic(d: Sheet, body: str) -> tuple[str, str]:
    return d.linked(datePublished="2026-03-03T13:05:00Z", isAccessibleForFree=False, publisher={"@type": "NewsMediaOrganization", "name": "The Atlantic"}) + d.og(), f"""<body><div id="__next"><div class="Layout_site"><header>{MENU}</header><main id="main-content"><article class="Layout_article"><header class="ArticleHero_root"><div class="ArticleHero_rubric"><a href="/ideas/">Ideas</a></div><h1 class="ArticleTitle_root">{d.title}</h1><p class="ArticleDek_root">{d.intro()}</p><div class="ArticleBylines_root" id="byline">By <address id="byline" data-flatplan-bylines="true"><a class="ArticleBylines_link" href="/author/x">{d.names[0]}</a></address></div><figure class="ArticleLeadFigure_root"><div class="ArticleLeadFigure_media"><picture><img src="https://cdn.theatlantic.com/a/960x540/a.jpg" width="960" height="540" alt=""></picture></div><figcaption class="ArticleLeadFigure_caption">{d.bare()}Illustration by Anna Berg / The Atlantic. Source: Getty.</figcaption></figure><div class="ArticleTimestamp_root"><time dateTime="2026-03-03T13:05:00Z">March 3, 2026, 8:05 AM ET</time></div><div class="ArticleShare_root"><button>Share</button><button>Save</button></div></header><section class="ArticleBody_root">{body}</section></article><div class="ArticleBio"><h3>About the Author</h3><p>{d.names[0]} is a staff writer at The Atlantic and the author of four books.</p></div></main><aside>{d.others(4, '<article><a href="/a{n}"><h2>{t}</h2></a><p>{l}</p></article>')}</aside></div></div></body>"""  # fmt: skip


@page(ATLANTIC, 0, "Megan Garber", at=AT)
def atlantic_essay(d: Sheet) -> tuple[str, str]:
    p = '<p class="ArticleParagraph_root" data-flatplan-paragraph="true">{}</p>'
    listen = '<div class="ArticleAudioPlayer"><p>Listen to more stories on the Noa app.</p><p>Produced by ElevenLabs and News Over Audio (Noa) using AI narration.</p></div>'
    related = f'<p class="ArticleRelatedContentLink_root" id="injected-recirculation-link-0"><a href="/r">Read: {d.other()[0]}</a></p>'
    return _atlantic(d, f"""{listen}{d.p(0, 2, p)}{related}{d.p(2, 4, p)}<div class="ArticlePullquote_root"><aside>{d.pull(2)}</aside></div><h2 class="ArticleLegacyHtml_h2">{d.h(2, "{}")}</h2>{d.p(4, 7, p)}""")  # fmt: skip


@page(ATLANTIC, 1, "Tom Nichols", at=AT)
def atlantic_newsletter(d: Sheet) -> tuple[str, str]:
    p = '<p class="ArticleParagraph_root" data-flatplan-paragraph="true">{}</p>'
    return _atlantic(d, f"""<p class="ArticleParagraph_root"><em>This is an edition of a newsletter that guides you through the biggest stories of the day. <a href="/sign">Sign up for it here.</a></em></p>{d.p(0, 3, p)}<hr class="ArticleLegacyHtml"><p class="ArticleParagraph_root"><strong>{d.told("Today’s News")}</strong></p><ol>{d.ul(0, 3)}</ol>{d.h(3, "<h2>{}</h2>")}{d.p(3, 6, p)}""")  # fmt: skip


YORKER = Masthead("new_yorker", "www.newyorker.com", "The New Yorker", "en", "{} | {site}")


@page(YORKER, 2, "Ian Parker", at=AT)
def new_yorker_profile(d: Sheet) -> tuple[str, str]:
    return d.linked(datePublished="2026-03-03T08:05:00.000-05:00", publisher={"@type": "Organization", "name": "The New Yorker"}, isAccessibleForFree=True, articleBody=" ".join(d.s.paragraphs)) + d.og(), f"""<body><div class="page-wrap" id="main-content"><div class="site-navigation">{MENU}</div><article class="article main-content" lang="en-US"><div class="lead-asset"><header data-testid="SplitScreenContentHeaderWrapper" class="ContentHeader"><div data-testid="ContentHeaderRubric"><a href="/magazine/profiles">Profiles</a></div><h1 data-testid="ContentHeaderHed" class="BaseWrap-sc hed">{d.title}</h1><div data-testid="ContentHeaderAccreditation"><div class="ContentHeaderDek">{d.intro()}</div><div data-testid="BylinesWrapper" class="bylines"><p class="byline"><span data-testid="BylineName" class="byline__name"><span class="byline__preamble">By </span><a class="byline__name-link" href="/contributors/x">Ian Parker</a></span></p></div><time data-testid="ContentHeaderPublishDate" datetime="2026-03-03T08:05:00-05:00">March 3, 2026</time></div><figure class="asset-embed"><span class="SpanWrapper"><picture class="ResponsiveImagePicture"><source media="(min-width: 1024px)" srcset="https://media.newyorker.com/photos/a/w_1280.jpg 1280w"><img src="https://media.newyorker.com/photos/a/w_960.jpg" width="960" height="1200" alt=""></picture></span><figcaption class="CaptionWrapper caption"><span class="caption__text">{d.cap(3)}.</span><span class="caption__credit">Photograph by Anna Berg for The New Yorker</span></figcaption></figure></header></div>
<div class="ArticlePageContent"><div data-journey-hook="client-content" class="body__container"><div class="body__inner-container"><p class="has-dropcap has-dropcap__lead-standard-heading paywall">{d.p(0, 1, "{}")}</p>{d.p(1, 3, '<p class="paywall">{}</p>')}<div class="ad ad--in-content"><div class="ad__slot"></div></div><div class="cne-inline-embed" data-testid="cne-interlude"><div class="video-label">Video From The New Yorker</div><a href="/video/x">{d.other()[0]}</a></div>{d.p(3, 5, '<p class="paywall">{}</p>')}<div role="separator" class="heading-separator"></div>{d.p(5, 7, '<p class="paywall">{}</p>')}<span class="end-mark">♦</span></div></div><div class="newsletter-subscribe-form"><p>{d["news"]}</p></div><p class="print-info">Published in the print edition of the March 9, 2026, issue, with the headline “Spanning Time.”</p></div></article><section class="RecircMostPopular"><h2>The New Yorker Recommends</h2>{d.others(5, '<div class="summary-item"><a href="/a{n}"><h3>{t}</h3></a><p>{l}</p></div>')}</section></div></body>"""  # fmt: skip


ARS = Masthead("ars_technica", "arstechnica.com", "Ars Technica", "en", "{} - {site}")


def _ars(d: Sheet, body: str) -> tuple[str, str]:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": d.s.title, "datePublished": "2026-03-03T13:05:33+00:00", "author": [{"@type": "Person", "name": d.names[0]}], "isPartOf": {"@id": "#w"}, "articleSection": ["Gear & Gadgets"]}, {"@type": "WebSite", "@id": "#w", "name": "Ars Technica"}]}  # fmt: skip
    return ld(graph) + d.og(og_site_name="Ars Technica", article_published_time="2026-03-03T13:05:33+00:00"), f"""<body class="single"><header class="header">{MENU}</header><main id="main"><article data-id="1" class="double-column h-entry post-1 post type-post"><header class="post-header"><div class="category"><a href="/gadgets">Bridge building</a></div><h1 class="font-impact mb-3">{d.title}</h1><p class="text-gray-250 mb-4 text-lg leading-tight">{d.intro()}</p><div class="dusk:bg-gray-300"><div class="font-impact"><a href="/author/x">{d.names[0]}</a> <span>–</span> <time class="text-gray-400" datetime="2026-03-03T13:05:33+00:00">Mar 3, 2026 8:05 am</time> | <a href="#comments"><span>142</span></a></div></div><div class="ars-lightbox"><div class="ars-lightbox-item"><a class="cursor-zoom-in" href="https://cdn.arstechnica.net/a.jpg"><img width="1152" height="648" src="https://cdn.arstechnica.net/a-1152x648.jpg" class="intro-image" alt=""></a></div></div><div class="caption font-impact dusk:text-gray-300"><div class="caption-content">{d.cap(0)}. <span class="caption-credit mt-2 text-xs">Credit: Anna Berg</span></div></div></header><div class="single-content">{body}</div></article><div class="author-mini-bio"><div class="author-mini-bio-info"><a href="/author/x">{d.names[0]}</a> <span>Senior Technology Reporter</span><p>{d.names[0]} is a senior reporter who has covered spans and their sensors for a decade.</p></div></div><section id="comments"><a href="/civis">142 Comments</a></section><section class="most-read"><ol>{d.others(5, '<li><a href="/a{n}"><h2>{t}</h2></a></li>')}</ol></section></main><footer><p>Ars Technica has been separating the signal from the noise for over 25 years.</p></footer></body>"""  # fmt: skip


@page(ARS, 3, "Scharon Harding", at="2026-03-03T08:05:33-05:00")
def ars_technica_review(d: Sheet) -> tuple[str, str]:
    rows = "".join(f"<tr><th>{d.cell(name)}</th>{''.join(f'<td>{d.cell(value)}</td>' for value in values)}</tr>" for name, *values in (("Screen", "14-inch OLED", "16-inch LCD"), ("Memory", "32GB", "64GB"), ("Weight", "1.2 kg", "2.1 kg")))  # fmt: skip
    good = "".join(
        f"<li>{d.item(text)}</li>" for text in ("Quiet even under full load", "Repairs need a single screwdriver")
    )
    return _ars(d, f"""<div class="post-content post-content-double">{d.p(0, 2)}<div class="table-wrapper"><table class="specifications"><thead><tr>{"".join(f"<th>{d.cell(text)}</th>" for text in ("Specs at a glance", "Small", "Large"))}</tr></thead><tbody>{rows}</tbody></table></div>{d.h(0)}{d.p(2, 3)}</div><div class="ad-wrapper is-rail"><div class="ad"><div class="ad-inner">Ad</div></div></div><div class="post-content post-content-double"><figure class="ars-wp-img-shortcode id-2 align-fullwidth"><div><img width="1000" height="667" src="https://cdn.arstechnica.net/b.jpg" class="fullwidth full" alt=""></div><figcaption><div class="caption font-impact"><div class="caption-icon"></div><div class="caption-content">{d.cap(4)}. <span class="caption-credit">Credit: Scharon Harding</span></div></div></figcaption></figure>{d.p(3, 5)}{d.h(1)}{d.p(5, 6)}<h3>{d.head("The good", "{}")}</h3><ul>{good}</ul></div>""")  # fmt: skip


@page(ARS, 4, "Dan Goodin", at="2026-03-03T08:05:33-05:00")
def ars_technica_report(d: Sheet) -> tuple[str, str]:
    return _ars(d, f"""<div class="post-content post-content-double">{d.p(0, 2)}<blockquote><p>{d.quote("We saw requests for keys that nobody had issued, from machines that nobody owned.")}</p></blockquote>{d.p(2, 4)}<p>{d.told("The following line is all that was needed:")}</p><pre class="wp-block-code"><code>{d.listing("curl -s https://gate.example/open --data key=0000")}</code></pre>{d.p(4, 7)}</div>""")  # fmt: skip


VERGE = Masthead("verge", "www.theverge.com", "The Verge", "en", "{} | {site}")


@page(VERGE, 5, "Andrew J. Hawkins", at=AT)
def verge_report(d: Sheet) -> tuple[str, str]:
    p = '<div class="duet--article--article-body-component"><p class="duet--article--dangerously-set-cms-markup duet--article--standard-paragraph _1ymtmqpi">{}</p></div>'
    follow = '<div class="duet--article--follow-topics"><span>Follow topics and authors</span><span> from this story to see more like this in your personalized homepage feed and to receive email updates.</span><ul><li><button>Andrew J. Hawkins</button></li><li><button>Transportation</button></li></ul></div>'
    return d.linked(datePublished="2026-03-03T13:05:00+00:00", publisher={"@type": "Organization", "name": "The Verge"}, isAccessibleForFree=False) + d.og(), f"""<body><div id="__next"><div class="duet--navigation">{MENU}</div><main><div id="zephr-anchor"><div class="duet--layout--entry-header"><ul class="duet--article--groups"><li><a href="/transportation">Transportation</a></li></ul><h1 class="_8enl991 duet--article--headline">{d.title}</h1><p class="duet--article--dek duet--article--article-dek">{d.intro()}</p><div class="duet--article--article-byline">by <a href="/authors/x">Andrew J. Hawkins</a></div><div class="duet--article--timestamp"><time dateTime="2026-03-03T13:05:00+00:00">Mar 3, 2026, 8:05 AM EST</time></div><div class="duet--article--lede-image"><figure class="_7"><div><a href="https://platform.theverge.com/a.jpg"><img src="https://platform.theverge.com/a.jpg?w=1200" width="2040" height="1360" alt=""></a></div><div class="duet--article--lede-image-caption duet--media--caption"><figcaption>{d.cap(1)}.</figcaption><cite class="duet--article--image-credit">Image: Anna Berg</cite></div></figure></div></div><div class="duet--layout--entry-body"><div class="duet--article--author-card"><div><a href="/x">Andrew J. Hawkins</a><span> is transportation editor with 10+ years of experience who covers towns and the ways across them.</span></div></div><div class="duet--article--article-body-component-container" id="content">{d.p(0, 2, p)}<div class="duet--article--article-body-component"><div class="duet--article--block-placement"><h3>Related</h3><ul>{d.others(3, '<li><a href="/r{n}">{t}</a></li>')}</ul></div></div>{d.p(2, 4, p)}<div class="duet--article--article-body-component"><aside class="duet--article--blockquote pullquote"><p>{d.pull(3)}</p></aside></div><div class="duet--article--article-body-component"><ul class="duet--article--unordered-list">{d.ul(0, 3, '<li class="duet--article--dangerously-set-cms-markup">{}</li>')}</ul></div>{d.p(4, 7, p)}</div>{follow}</div></div></main><div class="duet--recirculation--most-popular"><h2>Most Popular</h2><ol>{d.others(5, '<li><a href="/a{n}">{t}</a></li>')}</ol></div><footer>© 2026 Vox Media, LLC</footer></div></body>"""  # fmt: skip


@page(VERGE, 6, "Emma Roth", at=AT)
def verge_amp(d: Sheet) -> tuple[str, str]:
    return d.linked(datePublished="2026-03-03T13:05:00+00:00") + d.og() + "<style amp-custom>a{}</style>", f"""<body><amp-sidebar id="m" layout="nodisplay"><ul><li>Tech</li></ul></amp-sidebar><header><a href="/">The Verge</a></header><main><article><header><h1>{d.title}</h1><p class="p-dek">{d.intro()}</p><div class="c-byline">By <a class="author" href="/x">Emma Roth</a> <time datetime="2026-03-03T13:05:00+00:00">Mar 3, 2026, 8:05am EST</time></div></header><figure class="e-image"><amp-img src="https://platform.theverge.com/b.jpg" width="1200" height="800" layout="responsive"></amp-img><figcaption>{d.cap(2)} <cite>Photo: Anna Berg</cite></figcaption></figure><div class="c-entry-content">{d.p(0, 2)}<amp-ad width="300" height="250" type="doubleclick"></amp-ad>{d.h(2, "<h3>{}</h3>")}{d.p(2, 7)}</div></article></main></body>"""  # fmt: skip


WIRED = Masthead("wired", "www.wired.com", "WIRED", "en", "{} | {site}")


@page(WIRED, 7, "Adrienne So", at=AT)
def wired_review(d: Sheet) -> tuple[str, str]:
    good, bad = (
        ("Runs for nine hours on one charge.", "Folds flat into any bag."),
        ("Its lamp is dim at night.", "Spare parts are hard to get."),
    )
    box = f'<div class="review-summary" data-testid="ReviewSummary"><div class="rating"><span>8/10</span></div><div class="pros"><h4>{d.head("WIRED", "{}")}</h4><p>{d.told(" ".join(good))}</p></div><div class="cons"><h4>{d.head("TIRED", "{}")}</h4><p>{d.told(" ".join(bad))}</p></div></div>'
    return d.linked(["NewsArticle", "Review"], datePublished="2026-03-03T08:05:00.000-05:00", publisher={"@type": "Organization", "name": "WIRED"}, isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}) + d.og(), f"""<body><div id="app-root"><div class="site-navigation">{MENU}</div><main id="main-content"><article class="article main-content"><header class="ContentHeader"><div class="rubric"><a href="/gear">Gear</a></div><div class="bylines"><span class="byline__name"><a href="/author/x">Adrienne So</a></span></div><time data-testid="ContentHeaderPublishDate" datetime="2026-03-03T08:05:00-05:00">Mar 3, 2026 8:05 AM</time><h1 data-testid="ContentHeaderHed">{d.title}</h1><div class="ContentHeaderDek" data-testid="ContentHeaderDek">{d.intro()}</div><figure class="lead"><picture><img src="https://media.wired.com/photos/a/w_1600.jpg" width="1600" height="900" alt=""></picture><figcaption><span class="caption__text">{d.cap(3)}.</span><span class="caption__credit">Photograph: Anna Berg</span></figcaption></figure></header><div class="body__container"><p class="affiliate"><em>If you buy something using links in our stories, we may earn a commission. This helps support our journalism. <a href="/l">Learn more</a>.</em></p><div class="body__inner-container">{box}{d.p(0, 2, '<p class="paywall">{}</p>')}<div class="ad"><div>Advertisement</div></div><h2 class="paywall">{d.h(0, "{}")}</h2>{d.p(2, 5, '<p class="paywall">{}</p>')}<h2 class="paywall">{d.h(1, "{}")}</h2>{d.p(5, 7, '<p class="paywall">{}</p>')}</div></div></article></main><section class="recirc">{d.others(5, '<div class="summary-item"><a href="/a{n}"><h3>{t}</h3></a></div>')}</section></div></body>"""  # fmt: skip


PROPUBLICA = Masthead("propublica", "www.propublica.org", "ProPublica", "en", "{} — {site}")


@page(PROPUBLICA, 8, "Jennifer Smith Richards", "Jodi S. Cohen", at="2026-03-03T05:00:00-05:00")
def propublica_investigation(d: Sheet) -> tuple[str, str]:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": d.s.title, "description": d.s.lead, "datePublished": "2026-03-03T10:00:00+00:00", "author": [{"@type": "Person", "name": name} for name in d.names], "publisher": {"@type": "Organization", "name": "ProPublica"}}]}  # fmt: skip
    strip = '<div class="syndicated-republish"><p>ProPublica is a nonprofit newsroom that investigates abuses of power. Sign up to receive our biggest stories as soon as they’re published.</p></div>'
    rows = "".join(d.row((name, str(120 + 31 * n), f"{n + 3} of 10")) for n, name in enumerate(("Night ward", "Day ward", "Intake", "Pharmacy")))  # fmt: skip
    return ld(graph) + d.og(), f"""<body class="article"><header class="site-header">{MENU}</header><main><article class="article"><header class="article-header"><div class="kicker"><a href="/health">Health Care</a></div><h1 class="hed">{d.title}</h1><p class="dek">{d.intro()}</p><div class="metadata"><p class="byline">by <span class="name"><a href="/people/a" rel="author">Jennifer Smith Richards</a></span> and <span class="name"><a href="/people/b" rel="author">Jodi S. Cohen</a></span></p><p class="timestamp"><time class="timestamp" datetime="2026-03-03T05:00:00-05:00">March 3, 2026, 5 a.m. EST</time></p></div></header><figure class="lead-art"><img src="https://img.assets.propublica.org/a.jpg?w=1200" width="1200" height="800" alt=""><figcaption><span class="attribution__caption">{d.cap(4)}.</span> <span class="attribution"><span class="attribution__credit">Anna Berg for ProPublica</span></span></figcaption></figure><div class="article-body">{strip}{d.p(0, 2, '<p data-pp-blocktype="copy">{}</p>')}<aside class="story-card" data-pp-blocktype="promo"><h3>Read More</h3><a href="/r">{d.other()[0]}</a></aside>{d.p(2, 3, '<p data-pp-blocktype="copy">{}</p>')}<h2 data-pp-blocktype="heading-2">{d.h(0, "{}")}</h2><figure data-pp-blocktype="table"><figcaption><h4>{d.told("Beds that were counted")}</h4></figcaption><table><thead>{d.row(("Ward", "Patients", "Closed days"), "<th>{}</th>")}</thead><tbody>{rows}</tbody></table></figure>{d.p(3, 5, '<p data-pp-blocktype="copy">{}</p>')}<blockquote data-pp-blocktype="quote"><p>{d.quote("Nobody asked where the patients went, because nobody wanted to be told.")}</p></blockquote>{d.p(5, 7, '<p data-pp-blocktype="copy">{}</p>')}<p data-pp-blocktype="copy"><em>{d.told("Joan Price contributed research.")}</em></p></div></article></main><section class="more">{d.others(4, '<div class="card"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></div>')}</section><footer>© Copyright 2026 Pro Publica Inc.</footer></body>"""  # fmt: skip


SUBSTACK = Masthead("substack", "www.bridgeletters.substack.com", "Bridge Letters", "en", "{} - by Meg Hale - {site}")


@page(SUBSTACK, 9, "Meg Hale", at=AT)
def substack_letter(d: Sheet) -> tuple[str, str]:
    attrs = json.dumps({"src": "https://substack-post-media.s3.amazonaws.com/a.jpeg", "height": 970, "width": 1456}).replace('"', "&quot;")  # fmt: skip
    widget = f'<div class="subscription-widget-wrap-editor" data-attrs="{{}}" data-component-name="SubscribeWidgetToDOM"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">Thanks for reading Bridge Letters! {d["news"]}</p></div><form class="subscription-widget-subscribe"><input type="email" placeholder="Type your email…"><input type="submit" value="Subscribe"></form></div></div>'
    notes = f'<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false" target="_self">1</a><div class="footnote-content"><p>{d.told("I counted them myself, twice, with a borrowed torch.")}</p></div></div>'
    return d.linked(datePublished="2026-03-03T13:05:00+00:00", publisher={"@type": "Organization", "name": "Bridge Letters"}, isAccessibleForFree=True) + d.og() + '<meta name="author" content="Meg Hale">', f"""<body><div id="entry"><div id="main" class="main typography"><div class="main-menu">{MENU}</div><div class="single-post-container"><div class="container"><div class="single-post"><article class="typography newsletter-post post"><div role="region" aria-label="Post header" class="post-header"><h1 dir="auto" class="post-title published title-X77sOw">{d.title}</h1><h3 dir="auto" class="subtitle subtitle-HEEcLo">{d.intro()}</h3><div class="pencraft byline-wrapper"><div class="profile-hover-card-target"><a href="https://substack.com/@meg" class="pencraft">Meg Hale</a></div><div class="pencraft meta">Mar 03, 2026</div></div><div class="post-ufi"><a class="like-button"><span>41</span></a><a class="comment-button"><span>7</span></a><a class="share"><span>Share</span></a></div></div><div class="available-content"><div dir="auto" class="body markup"><div class="captioned-image-container"><figure><a class="image-link image2" target="_blank" href="https://substackcdn.com/image/fetch/a.jpeg"><div class="image2-inset"><picture><source type="image/webp" srcset="https://substackcdn.com/image/fetch/w_1456/a.jpeg 1456w"><img src="https://substackcdn.com/image/fetch/w_1456/a.jpeg" width="1456" height="970" data-attrs="{attrs}" alt="" class="sizing-normal"></picture><div class="image-link-expand"><button type="button"></button></div></div></a><figcaption class="image-caption">{d.cap(0)}</figcaption></figure></div>{d.p(0, 2)}{widget}<h2 class="header-anchor-post">{d.h(0, "{}")}<div class="pencraft header-anchor-parent"><div class="anchor-pencil"><button aria-label="Link"></button></div></div></h2>{d.p(2, 4)}<blockquote><p>{d.quote("A span is only a promise made in steel and kept by whoever paints it.")}</p></blockquote>{d.p(4, 7)}<ul><li><p>{d.item("One letter a week, never two.")}</p></li><li><p>{d.item("Photographs on the first Sunday.")}</p></li></ul><p class="button-wrapper" data-attrs="{{}}"><a class="button primary" href="/share"><span>Share</span></a></p>{notes}</div></div></article></div></div><div class="single-post-section comments-section"><h4>Discussion about this post</h4><div class="comment"><p>{d["remark"]}</p></div></div><div class="portable-archive">{d.others(4, '<div class="post-preview"><a href="/p/{n}">{t}</a><div>{l}</div></div>')}</div></div></div></div></body>"""  # fmt: skip


@page(SUBSTACK, 10, "Meg Hale", at=AT)
def substack_podcast(d: Sheet) -> tuple[str, str]:
    title = "Letters aloud, number nine"
    return d.linked("NewsArticle", datePublished="2026-03-03T13:05:00+00:00", publisher={"@type": "Organization", "name": "Bridge Letters"}) + d.og() + '<meta name="author" content="Meg Hale">', f"""<body><div id="entry"><div class="main-menu">{MENU}</div><article class="podcast-post post"><div class="post-header"><h1 class="post-title published">{d.title}</h1><h3 class="subtitle">{d.intro()}</h3></div><div class="audio-player-wrapper" data-component-name="AudioPlayer"><audio src="https://api.substack.com/api/v1/audio/upload/4711letters/src" title="{d.film(title)}">Audio playback is not supported on your browser. Please upgrade.</audio><div>0:00</div><div>-31:12</div></div><div class="available-content"><div dir="auto" class="body markup">{d.p(0, 3)}<h3 class="header-anchor-post">{d.head("Chapters", "{}")}</h3><ul><li><p>{d.item("00:00 How the river got its name")}</p></li><li><p>{d.item("12:40 A phone call from the mayor")}</p></li></ul>{d.p(3, 6)}</div></div><div class="post-footer">Get more from Meg Hale in the Substack app</div></article></div></body>"""  # fmt: skip


MEDIUM = Masthead("medium", "medium.com", "Medium", "en", "{} | by Joel Tran | Bridge Club | Mar, 2026 | {site}")


def _medium(d: Sheet, body: str) -> tuple[str, str]:
    return d.linked(datePublished="2026-03-03T13:05:41.221Z", author={"@type": "Person", "name": d.names[0], "url": "https://medium.com/@x"}, publisher={"@type": "Organization", "name": "Bridge Club"}) + d.og(article_published_time="2026-03-03T13:05:41.221Z") + f'<meta name="author" content="{d.names[0]}">', f"""<body><div id="root"><div class="a b c"><div class="d e f"><div class="g h">{MENU}<a href="/m/signin">Sign up</a><a href="/m/signin">Sign in</a></div></div><div class="l"><article><div class="l"><div class="l"><section><div><div class="gu gv gw"><div class="ab cb"><div class="ci bh ga"><div><h1 id="1" class="pw-post-title hh hi" data-testid="storyTitle">{d.title}</h1></div><div><h2 id="2" class="pw-subtitle-paragraph ie hj">{d.intro()}</h2></div><div class="jb jc"><div class="speechify-ignore ab cp"><div class="speechify-ignore bh l"><div class="ab"><img alt="" class="l ep by" src="https://miro.medium.com/v2/resize:fill:88:88/me.jpeg" width="44" height="44" loading="lazy"></div><div class="bn bh l"><span class="bf b"><a data-testid="authorName" href="/@x" rel="noopener follow">{d.names[0]}</a></span><button>Follow</button><span data-testid="storyReadTime">5 min read</span><span>·</span><span data-testid="storyPublishDate">Mar 3, 2026</span></div></div></div><div class="ab co"><button><span>112</span></button><button><span>3</span></button><button aria-label="Listen"><div>Listen</div></button><button>Share</button></div></div>
{body}</div></div></div></div></section></div></div></article></div><div class="ab ca"><div class="post-tags"><a href="/tag/b"><div>Bridges</div></a></div><div><h2>Written by {d.names[0]}</h2><span>812 followers</span><div><p>Writes about towns and the things that hold them together.</p></div></div><h2>More from {d.names[0]} and Bridge Club</h2>{d.others(4, '<article data-testid="post-preview"><a href="/{n}"><h2>{t}</h2><h3>{l}</h3></a></article>')}</div></div></div></body>"""  # fmt: skip


_MP = '<p class="pw-post-body-paragraph nl nm hh">{}</p>'


@page(MEDIUM, 11, "Joel Tran", at="2026-03-03T08:05:41-05:00")
def medium_tutorial(d: Sheet) -> tuple[str, str]:
    picture = f'<figure class="oh oi oj"><div role="button" tabindex="0" class="ok ol"><div class="of og"><picture><source srcset="https://miro.medium.com/v2/resize:fit:640/a.png 640w, https://miro.medium.com/v2/resize:fit:1400/a.png 1400w" type="image/webp"><img alt="" class="bh om" width="700" height="467" loading="eager" src="https://miro.medium.com/v2/resize:fit:700/a.png"></picture></div></div><figcaption class="on fl oo">{d.cap(1)}</figcaption></figure>'
    return _medium(d, f"""{picture}{d.p(0, 2, _MP)}<h1 id="h1" class="ou ov">{d.h(0, "{}")}</h1>{d.p(2, 4, _MP)}<pre class="px py"><span id="c" class="qc">{d.listing("for item in shelf: print(item.name)")}</span></pre>{d.p(4, 5, _MP)}<ol class="">{d.ul(0, 3, '<li class="nl nm">{}</li>')}</ol><h1 id="h2" class="ou ov">{d.h(3, "{}")}</h1>{d.p(5, 7, _MP)}""")  # fmt: skip


@page(MEDIUM, 12, "Joel Tran", at="2026-03-03T08:05:41-05:00")
def medium_list(d: Sheet) -> tuple[str, str]:
    parts = "".join(
        f'<h2 id="n{n}" class="ow">{d.heading(f"{n}. A museum needs more than shelves")}</h2>{d.p(n, n + 1, _MP)}'
        for n in range(1, 5)
    )
    return _medium(d, f"""{d.p(0, 1, _MP)}{parts}<blockquote class="qr"><p class="nl">{d.quote("What you cannot carry, you have to count.")}</p></blockquote>{d.p(5, 7, _MP)}<div class="signup"><h2>Get Joel Tran’s stories in your inbox</h2><p>Join Medium for free to get updates from this writer.</p></div>""")  # fmt: skip
