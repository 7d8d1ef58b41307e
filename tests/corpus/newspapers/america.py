"""Pages of newspapers, agencies and broadcasters of the United States."""

from __future__ import annotations

import json

from corpus.newspapers.sheets import Masthead, Sheet, ld, menu, page

MENU = menu("U.S.", "World", "Business", "Arts", "Lifestyle", "Opinion", "Audio", "Games")
AT = "2026-03-03T08:05:00-05:00"
UTC = "2026-03-03T13:05:00.000Z"

NYT = Masthead("nytimes", "www.nytimes.com", "The New York Times", "en", "{} - {site}")


@page(NYT, 0, "Corey Kilgannon", "Dana Rubinstein", at=AT)
def nytimes_report(d: Sheet) -> tuple[str, str]:
    p = '<p class="css-at9mc1 evys1bk0">{}</p>'
    column = '<div class="css-s99gbd StoryBodyCompanionColumn" data-testid="companionColumn-{}"><div class="css-53u6y8">{}</div></div>'
    return d.linked(datePublished=UTC, isPartOf={"@type": ["CreativeWork", "Product"], "name": "The New York Times", "productID": "nytimes.com:basic"}, isAccessibleForFree=False) + d.og(og_site_name="") + '<meta name="byl" content="By Corey Kilgannon and Dana Rubinstein"><meta property="article:published_time" content="2026-03-03T13:05:00.000Z">', f"""<body><div id="app"><div><div class="NYTAppHideMasthead"><header>{MENU}</header></div><div id="top-wrapper"><p>Advertisement</p><a href="#after-top">SKIP ADVERTISEMENT</a></div><main id="site-content"><div><article id="story" class="css-1vxca1d"><header class="css-1"><div class="css-vp77d3"><h1 id="link-1" class="css-1l8buln e1h9rw200" data-testid="headline">{d.title}</h1></div><p id="article-summary" class="css-1n0orw4 e1wiw3jv0">{d.intro()}</p><div data-testid="reading-time-module"><div><button>Share full article</button><span>412</span></div></div><div aria-hidden="true"><p>Listen to this article · 6:12 min <a href="/h">Learn more</a></p></div></header>
<div data-testid="photoviewer-wrapper"><figure class="img-sz-large" aria-label="media" role="group"><span class="css-1f9pvn2">Image</span><div data-testid="photoviewer-children"><picture><img alt="" class="css-rq4mmj" src="https://static01.nyt.com/a-articleLarge.jpg" srcset="https://static01.nyt.com/a-superJumbo.jpg 2048w" width="600" height="400"></picture></div><figcaption data-testid="photoviewer-children-caption" class="css-1g9ic6e"><span class="css-jevhma e13ogyst0">{d.cap(0)}.</span><span class="css-1u46b97"><span class="css-1ly73wi">Credit...</span><span><span>Anna Berg for The New York Times</span></span></span></figcaption></figure></div><div class="css-1"><div><p class="css-1w7b0wl e1jsehar1"><span>By </span><span class="last-byline" itemprop="name"><a href="/by/a">Corey Kilgannon</a> and <a href="/by/b">Dana Rubinstein</a></span></p><div data-testid="enhanced-byline"><p>Corey Kilgannon reported from Harrow Green.</p></div><time class="css-1sbuyqj" datetime="2026-03-03T08:05:00-05:00"><span>March 3, 2026</span></time></div></div>
<section name="articleBody" class="meteredContent css-1r7ky0e">{column.format(0, d.p(0, 2, p))}<div data-testid="Dropzone-1"></div>{column.format(1, d.p(2, 4, p) + '<h2 class="css-13o6u42 eoo0vm40">' + d.h(1, "{}") + "</h2>" + d.p(4, 5, p))}<div data-testid="ad"><p>Advertisement</p><a href="#after">SKIP ADVERTISEMENT</a></div>{column.format(2, d.p(5, 7, p))}</section><div class="bottom-of-article"><div><p>Corey Kilgannon is a Times reporter who writes about crime and life in the suburbs.</p><p>A version of this article appears in print on March 4, 2026, Section A, Page 12 of the New York edition with the headline: Town Reopens Span. <a href="/r">Order Reprints</a> | <a href="/s">Subscribe</a></p></div></div></article></div><section id="styln-guide"><h2>Our Coverage of Towns</h2>{d.others(3, '<p><a href="/a{n}">{t}</a>: {l}</p>')}</section></main><footer><ul><li>© 2026 The New York Times Company</li></ul></footer></div></div></body>"""  # fmt: skip


COOKING = Masthead("nytimes_cooking", "cooking.nytimes.com", "NYT Cooking", "en", "{} Recipe - {site}")


@page(COOKING, 1, "Melissa Clark", at=AT)
def nytimes_cooking_recipe(d: Sheet) -> tuple[str, str]:
    food = ("2 cups rye flour", "1 teaspoon kosher salt", "3 tablespoons unsalted butter", "1 cup buttermilk", "2 large eggs")  # fmt: skip
    steps = ("Whisk the flour and the salt in a wide bowl and make a well.", "Beat eggs with buttermilk, then stir them slowly into the well.", "Rest the batter for half an hour, then bake until golden at the edges.")  # fmt: skip
    items = "".join(f'<li class="pantry--ui ingredient_ingredient__rfjvs"><span class="ingredient_quantity__Z_Mvw">{d.told(text).replace(" ", "</span> <span>", 1)}</span></li>' for text in food)  # fmt: skip
    told = "".join(f'<li class="preparation_step__nzZHP"><div class="pantry--ui-sm-strong preparation_stepNumber">{d.told(f"Step {n}")}</div><p class="pantry--body-long">{d.told(text)}</p></li>' for n, text in enumerate(steps, 1))  # fmt: skip
    d.items += [*food, *(f"Step {n} {text}" for n, text in enumerate(steps, 1))]
    recipe = {"@context": "http://schema.org", "@type": "Recipe", "name": d.s.title, "author": {"@type": "Person", "name": "Melissa Clark"}, "datePublished": UTC, "description": d.s.lead, "recipeYield": "8 servings", "totalTime": "PT1H", "recipeIngredient": food, "recipeInstructions": [{"@type": "HowToStep", "text": text} for text in steps], "publisher": {"@type": "Organization", "name": "NYT Cooking"}}  # fmt: skip
    return ld(recipe) + d.og(), f"""<body><div id="__next"><header>{MENU}</header><main class="recipepage"><div class="recipe_main"><header><h1 class="pantry--title-display">{d.title}</h1><p class="header_byline">By <a href="/ourcooks">Melissa Clark</a></p><div class="ratings"><span>4,512 ratings</span><a href="#notes">Read 812 community notes</a></div></header><figure><img src="https://static01.nyt.com/cooking/a.jpg" width="1280" height="853" alt=""><figcaption>{d.cap(4)} Credit: Anna Berg</figcaption></figure><div class="topnote_topnote"><p>{d.intro()}</p><p>{d.p(0, 1, "{}")}</p></div><dl class="stats_cookingTimeTable"><dt>{d.told("Total Time")}</dt><dd>{d.told("1 hour")}</dd></dl><div class="ingredients_recipeYield"><span>Yield:</span><span>8 servings</span></div><div class="recipebody"><section class="ingredients_ingredients"><h2>{d.head("Ingredients", "{}")}</h2><ul>{items}</ul><button>Add to Your Grocery List</button></section><section class="preparation"><h2>{d.head("Preparation", "{}")}</h2><ol class="preparation_stepList">{told}</ol></section></div></div><section id="notes"><h3>Cooking Notes</h3><div class="note"><p>{d["remark"]}</p></div></section></main><footer>© 2026 The New York Times Company</footer></div></body>"""  # fmt: skip


WAPO = Masthead("washington_post", "www.washingtonpost.com", "The Washington Post", "en", "{} - {site}")


def _wapo(d: Sheet, body: str) -> tuple[str, str]:
    state = json.dumps({"props": {"pageProps": {"globalContent": {"_id": "X", "type": "story"}}}})
    by = "".join(f'<a data-qa="author-name" rel="author" href="/people/x">{name}</a>' for name in d.names)
    head = d.linked(datePublished=UTC, isAccessibleForFree=False, publisher={"@type": "NewsMediaOrganization", "name": "The Washington Post"}) + d.og()  # fmt: skip
    return head, f"""<body><div id="__next"><nav id="wp-header">{MENU}</nav><main id="main-content"><article data-qa="main"><header><div data-qa="kicker"><a href="/local">Local</a></div><h1 data-qa="headline" class="wpds-c-h1"><span>{d.title}</span></h1><p data-qa="subheadline" class="wpds-c-sub">{d.intro()}</p></header><div class="byline-wrapper" data-qa="author-byline"><span>By {by}</span></div><div data-testid="display-date" class="display-date">March 3, 2026 at 8:05 a.m. EST</div><div data-qa="interstitial"><span>5 min</span><button>Summary</button></div><figure data-qa="lede-art"><img src="https://www.washingtonpost.com/wp-apps/imrs.php?src=a.jpg&w=916" width="916" height="611" alt=""><figcaption data-qa="lede-art-caption">{d.cap(1)}. (Anna Berg/The Washington Post)</figcaption></figure><div class="meteredContent grid-center">{body}</div></article><div data-qa="comments-btn-div"><button>1,204 Comments</button></div><div data-qa="author-bio"><img src="/bio.jpg" width="80" height="80" alt=""><p>{d.names[0]} covers suburbs and the people who run them.</p><a>Follow on X</a></div></main><aside data-qa="most-read"><h2>Most read</h2>{d.others(5, '<div><a href="/a{n}"><h3>{t}</h3></a></div>')}</aside><footer>© 1996-2026 The Washington Post</footer></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body>"""  # fmt: skip


_WP = '<div class="wpds-c-PJLV article-body" data-qa="article-body"><p data-apitype="text" data-el="text" class="wpds-c-cYdRxM font-copy">{}</p></div>'


@page(WAPO, 2, "Monica Hesse", at=AT)
def washington_post_column(d: Sheet) -> tuple[str, str]:
    return _wapo(d, f"""{d.p(0, 2, _WP)}<div class="hide-for-print"><div data-qa="article-body-ad"><div>Advertisement</div></div></div><div data-qa="subscribe-promo"><div class="newsletter-inline-unit"><div>Style Memo</div><p>{d["news"]}</p></div></div>{d.p(2, 5, _WP)}<div class="article-body"><p class="interstitial"><a href="/i">[{d.other()[0]}]</a></p></div>{d.p(5, 7, _WP)}""")  # fmt: skip


@page(WAPO, 3, "Philip Bump", at=AT)
def washington_post_questions(d: Sheet) -> tuple[str, str]:
    parts = "".join(f'<div class="article-body"><h3 data-qa="article-header" class="wpds-c-h3">{d.heading(d.more("asks", n))}</h3><button>Return to menu</button></div>{d.p(n, n + 1, _WP)}' for n in range(1, 6))  # fmt: skip
    return _wapo(d, f'{d.p(0, 1, _WP)}{parts}<div class="article-body"><ul>{d.ul(0, 3)}</ul></div>')


AP = Masthead("ap", "apnews.com", "AP News", "en", "{} | {site}")


@page(AP, 4, "Hillel Italie", at=AT)
def ap_report(d: Sheet) -> tuple[str, str]:
    promo = f'<div class="HtmlModule"><div class="Enhancement"><div class="PageListEnhancementGeneric"><h2 class="PageListEnhancementGeneric-title">Related Stories</h2><ul>{d.others(3, "<li><div class=PagePromo><div class=PagePromo-title><a href=/a{n}>{t}</a></div></div></li>")}</ul></div></div></div>'
    dateline = d.told(f"HARROW GREEN, England (AP) — {d.s.paragraphs[0]}")
    return d.linked(datePublished="2026-03-03T13:05:00Z", publisher={"@type": "Organization", "name": "AP News"}) + d.og(og_site_name="AP News"), f"""<body class="Page-body"><bsp-header>{MENU}</bsp-header><div class="Page-content"><main class="Page-main"><bsp-story-page class="StoryPage"><h1 class="Page-headline">{d.title}</h1><div class="Page-lead"><bsp-figure class="Figure"><figure><div class="Figure-wrapper"><a class="AnchorLink"></a><picture data-crop="medium"><source srcset="https://dims.apnews.com/a/1440x960.webp 2x"><img class="Image" src="https://dims.apnews.com/a/980x653.jpg" width="980" height="653" alt=""></picture></div><bsp-read-more><figcaption class="Figure-caption"><p>{d.cap(2)}, Tuesday, March 3, 2026, in Harrow Green. (AP Photo/Anna Berg)</p></figcaption></bsp-read-more></figure></bsp-figure></div><div class="Page-content-lead"><div class="Page-byline"><div class="Page-authors">By <a class="Link" rel="author" href="/author/x">HILLEL ITALIE</a></div><div class="Page-dateModified"><bsp-timestamp data-timestamp="1772543100000"><span>Updated 8:05 AM EST, March 3, 2026</span></bsp-timestamp></div></div><div class="Page-actions"><div class="CommentsCount">Leer en español</div></div></div><div class="Page-content"><div class="RichTextStoryBody RichTextBody"><p>{dateline}</p>{d.p(1, 3)}<div class="SovrnAd Advertisement"><div>ADVERTISEMENT</div></div>{d.p(3, 4)}{promo}<h2>{d.h(2, "{}")}</h2>{d.p(4, 7)}<p>___</p><p>{d.told("Associated Press writer Joan Price in Bramley contributed to this report.")}</p></div></div></bsp-story-page></main><aside class="Page-aside"><h3>Most read</h3>{d.others(5, "<div class=PagePromo><h3><a href=/a{n}>{t}</a></h3></div>")}</aside></div><footer class="Page-footer"><p>The Associated Press is an independent global news organization dedicated to factual reporting.</p></footer></body>""".replace('class="RichTextStoryBody', f'data-lead="{d.summed()}" class="RichTextStoryBody')  # fmt: skip


@page(AP, 5, "The Associated Press", at=AT)
def ap_takeaways(d: Sheet) -> tuple[str, str]:
    d.summed()
    items = "".join(f"<h2>{d.heading(f'Takeaway {n}: the council gave in')}</h2>{d.p(n, n + 1)}" for n in range(1, 5))
    return d.linked(datePublished="2026-03-03T13:05:00Z", author=[{"@type": "Organization", "name": "The Associated Press"}], publisher={"@type": "Organization", "name": "AP News"}) + d.og(og_site_name="AP News"), f"""<body class="Page-body"><bsp-header>{MENU}</bsp-header><main class="Page-main"><bsp-story-page class="StoryPage"><h1 class="Page-headline">{d.title}</h1><div class="Page-byline"><div class="Page-authors">By The Associated Press</div></div><div class="RichTextStoryBody RichTextBody">{d.p(0, 1)}<div class="Advertisement"></div>{items}</div></bsp-story-page></main><aside class="Page-aside">{d.others(5, "<div class=PagePromo><h3><a href=/a{n}>{t}</a></h3></div>")}</aside></body>"""  # fmt: skip


REUTERS = Masthead("reuters", "www.reuters.com", "Reuters", "en", "{} | {site}")


def _reuters(d: Sheet, body: str, summary: str) -> tuple[str, str]:
    by = " and ".join(f'<a data-testid="AuthorNameLink" href="/authors/x">{name}</a>' for name in d.names)
    return d.linked(datePublished=UTC, publisher={"@type": "NewsMediaOrganization", "name": "Reuters"}) + d.og(), f"""<body><div id="fusion-app"><header>{MENU}</header><main><article data-testid="Article"><div class="article-header__article-header__1"><nav aria-label="Main"><a href="/world">World</a></nav><h1 data-testid="Heading" class="heading__heading_2">{d.title}</h1><div class="article-header__author-date"><div class="author-name__author" data-testid="AuthorName">By {by}</div><time data-testid="Body" datetime="{UTC}"><span class="date-line__date">March 3, 2026</span><span class="date-line__date">1:05 PM UTC</span><span>Updated 2 hours ago</span></time></div></div>{summary}<div data-testid="primary-image" class="primary-image"><figure><div><img src="https://www.reuters.com/resizer/v2/a.jpg?width=960" srcset="https://www.reuters.com/resizer/v2/a.jpg?width=1920 1920w" width="960" height="640" alt=""></div><figcaption data-testid="Body" class="primary-image__caption">{d.cap(3)}. REUTERS/Anna Berg/File Photo <a href="/license">Purchase Licensing Rights, opens new tab</a></figcaption></figure></div><div class="article-body__wrapper"><div class="article-body__content" data-testid="ArticleBody">{body}</div><div class="article-body__trust"><p data-testid="Body">Our Standards: <a href="/t">The Thomson Reuters Trust Principles., opens new tab</a></p></div></div></article><div class="read-next-panel"><h2>Read Next</h2>{d.others(4, '<div data-testid="MediaStoryCard"><a href="/a{n}"><h3 data-testid="Heading">{t}</h3></a></div>')}</div></main><footer>© 2026 Reuters. All rights reserved</footer></div></body>"""  # fmt: skip


def _reuters_text(d: Sheet, first: int, last: int) -> str:
    return "".join(f'<div data-testid="paragraph-{n}" class="text__text__1FZLe text__dark-grey__3Ml43 article-body__paragraph__2">{d.p(n, n + 1, "{}")}</div>' for n in range(first, last))  # fmt: skip


@page(REUTERS, 6, "Pavel Polityuk", "Guy Faulconbridge", at=AT)
def reuters_report(d: Sheet) -> tuple[str, str]:
    d.summed()
    summary = f'<div class="summary" data-testid="SummaryWrapper"><ul class="summary__list" data-testid="Summary">{"".join(f"<li data-testid=Body>{d.item(text)}</li>" for text in ("Town council reopens site after vote", "Opposition seeks a full audit of the cost", "Last section to be ready next spring"))}</ul></div>'
    return _reuters(d, f"""{_reuters_text(d, 0, 3)}<div data-testid="promo-box" class="promo-box"><p data-testid="Body">{d["news"]}</p></div><div data-testid="Ad" class="ad-slot"><p>Advertisement · Scroll to continue</p></div>{_reuters_text(d, 3, 5)}<h2 data-testid="Heading" class="article-body__heading">{d.h(1, "{}")}</h2>{_reuters_text(d, 5, 7)}<p data-testid="SignOff" class="sign-off__text">{d.told("Reporting by Pavel Polityuk and Guy Faulconbridge; Editing by Joan Price")}</p>""", summary)  # fmt: skip


@page(REUTERS, 7, "Ahmed Aboulenein", at=AT)
def reuters_table(d: Sheet) -> tuple[str, str]:
    d.summed()
    rows = "".join(d.row((name, f"{n + 2}.{n}%", f"${n + 11} bln")) for n, name in enumerate(("Harrow", "Millbrook", "Eastleigh", "Thornbury")))  # fmt: skip
    return _reuters(d, f"""{_reuters_text(d, 0, 3)}<div class="article-table"><table><thead>{d.row(("County", "Change", "Budget"), "<th>{}</th>")}</thead><tbody>{rows}</tbody></table></div>{_reuters_text(d, 3, 6)}""", "")  # fmt: skip


NPR = Masthead("npr", "www.npr.org", "NPR", "en", "{} : {site}")


def _npr(d: Sheet, body: str) -> tuple[str, str]:
    by = "".join(f'<div class="byline byline--block"><p class="byline__name byline__name--block"><a href="/people/1" rel="author">{name}</a></p></div>' for name in d.names)  # fmt: skip
    return d.linked(datePublished="2026-03-03T08:05:00-05:00", author={"@type": "Person", "name": list(d.names)} if len(d.names) == 1 else [{"@type": "Person", "name": name} for name in d.names], publisher={"@type": "Organization", "name": "NPR"}) + d.og(lead=d.s.lead), f"""<body class="news"><header class="npr-header">{MENU}</header><main id="main-section"><article class="story" id="main"><div id="storyheader"><div class="slug-wrap"><h3 class="slug"><a href="/sections/national/">National</a></h3></div><div class="storytitle"><h1>{d.title}</h1></div><div class="story-meta"><div class="dateblock"><time datetime="2026-03-03T08:05:00-05:00"><span class="date">March 3, 2026</span><span class="time">8:05 AM ET</span></time></div><div class="byline-container--block">By&nbsp;{by}</div></div><div class="share-tools"><ul><li><button>Facebook</button></li></ul></div></div>{body}</article><section id="end-of-story-recommendations">{d.others(4, '<div class="recommended"><a href="/a{n}"><h3>{t}</h3></a></div>')}</section></main><footer>© 2026 npr</footer></body>"""  # fmt: skip


@page(NPR, 8, "Ari Shapiro", at=AT)
def npr_transcript(d: Sheet) -> tuple[str, str]:
    d.summed()
    title = "A town gets its playhouse back"
    audio = f'<div class="audio-module" id="primaryaudio"><div class="audio-module-tools"><b>Listen</b><time>4:31</time></div><audio src="https://ondemand.npr.example/anon/4711playhouse.mp3" title="{d.film(title)}"></audio></div>'
    lines = d.asked("ARI SHAPIRO, HOST", "GEORGE LUND", "<p>{}: {}</p>")
    return _npr(d, f'<div id="story-text" class="storytext storylocation">{audio}<div class="transcript storytext">{lines}<p class="disclaimer">Copyright © 2026 NPR. All rights reserved. Visit our website terms of use and permissions pages at www.npr.org for further information.</p><p class="disclaimer">Accuracy and availability of NPR transcripts may vary. Transcript text may be revised to correct errors or match updates to audio.</p></div></div>')  # fmt: skip


@page(NPR, 9, "Nell Greenfieldboyce", at=AT)
def npr_report(d: Sheet) -> tuple[str, str]:
    d.summed()
    picture = f'<div id="resLead" class="bucketwrap image large"><div class="imagewrap has-source-dimensions"><picture><source srcset="https://media.npr.org/a-s1600.webp"><img src="https://media.npr.org/a-s800.jpg" width="800" height="533" alt="" class="img"></picture></div><div class="credit-caption"><div class="caption-wrap"><div class="caption"><p>{d.cap(4)}. <b class="credit">Anna Berg/AP</b> <b class="hide-caption"><b>hide caption</b></b></p></div><b class="toggle-caption"><b>toggle caption</b></b></div><span class="credit">Anna Berg/AP</span></div></div>'
    inset = f'<div class="bucketwrap internallink insettwocolumn inset2col"><div class="bucket img"><a href="/x"><img src="/t.jpg" width="100" height="100" alt=""></a><div class="bucketblock"><h3 class="slug"><a href="/s">National</a></h3><h3><a href="/x">{d.other()[0]}</a></h3></div></div></div>'
    return _npr(d, f'<div id="storytext" class="storytext storylocation linkLocation">{picture}{d.p(0, 2)}{inset}{d.p(2, 5)}<h3 class="edTag">{d.h(3, "{}")}</h3>{d.p(5, 7)}</div>')  # fmt: skip


CNN = Masthead("cnn", "www.cnn.com", "CNN", "en", "{} | {site}")


@page(CNN, 10, "Zoe Sottile", "Eric Levenson", at=AT)
def cnn_report(d: Sheet) -> tuple[str, str]:
    d.summed()
    p = '<p class="paragraph inline-placeholder vossi-paragraph" data-uri="cms.cnn.com/p" data-component-name="paragraph">{}</p>'
    picture = f'<div class="image__lede article__lede-wrapper" data-editable="lede"><div data-uri="cms.cnn.com/i" data-component-name="image" class="image image__hide-placeholder"><div class="image__container" data-image-variation="image"><picture class="image__picture"><source height="900" width="1600" media="(min-width: 1280px)" srcset="https://media.cnn.com/a.jpg?q=w_1160"><img src="https://media.cnn.com/a.jpg?q=w_1110" alt="" class="image__dam-img" width="1110" height="624"></picture></div><div class="image__metadata"><div itemprop="caption" class="image__caption attribution"><span data-editable="metaCaption" class="inline-placeholder">{d.cap(5)}.</span></div><figcaption class="image__credit">Anna Berg/AFP/Getty Images</figcaption></div></div></div>'
    related = f'<div class="related-content related-content--article" data-component-name="related-content"><a class="related-content__link" href="/r"><div class="related-content__image"><img src="/t.jpg" width="120" height="68" alt=""></div><p class="related-content__type">Related article</p><span class="related-content__headline-text">{d.other()[0]}</span></a></div>'
    return d.linked(datePublished=UTC, publisher={"@type": "NewsMediaOrganization", "name": "CNN"}, articleBody=" ".join(d.s.paragraphs)) + d.og(), f"""<body class="layout"><header class="header">{MENU}</header><div class="layout__content-wrapper"><section class="layout__top"><div class="headline headline--has-lowertext"><div class="headline__wrapper"><h1 class="headline__text inline-placeholder vossi-headline-text">{d.title}</h1></div><div class="headline__footer"><div class="headline__byline-sub-text"><div class="byline" data-editable="byline"><div class="byline__names">By <a class="byline__link" href="/profiles/z"><span class="byline__name">Zoe Sottile</span></a>, <span class="byline__name">Eric Levenson</span>, CNN</div></div><div class="timestamp vossi-timestamp">Updated 10:20 AM EST, Tue March 3, 2026</div></div></div></div></section><section class="layout__main"><article class="article" role="main"><section class="article__main">{picture}<div class="article__content-container"><div class="article__content"><div class="source inline-placeholder"><cite class="source__cite"><span class="source__location">Harrow Green</span><span class="source__text">CNN —</span></cite></div>{d.p(0, 2, p)}<div class="ad-slot" data-ad="1"><div class="ad-feedback">Ad Feedback</div></div>{d.p(2, 4, p)}{related}<h2 class="subheader">{d.h(0, "{}")}</h2>{d.p(4, 7, p)}<p class="footnote">{d.told("CNN’s Joan Price contributed to this report.")}</p></div></div></section></article></section></div><section class="zone"><h2>Up next</h2>{d.others(5, '<div class="card"><a href="/a{n}"><span class="container__headline-text">{t}</span></a><div>4 minute read</div></div>')}</section><footer><p>© 2026 Cable News Network</p></footer></body>"""  # fmt: skip


@page(CNN, 11, "Elise Hammond", at=AT)
def cnn_live(d: Sheet) -> tuple[str, str]:
    d.summed()
    posts = "".join(f'<article id="h_{n}" class="live-story-post_post"><header><span class="live-story-post_time">{n + 1} hr {n + 9} min ago</span><h2 class="live-story-post__headline">{d.heading(f"Crews open gate {8 - n} on the river side")}</h2><p class="live-story-post__byline">{d.told("From CNN’s Elise Hammond")}</p></header><div>{d.p(n, n + 1, "<p class=paragraph>{}</p>")}</div><div class="share"><a href="#">Link Copied!</a></div></article>' for n in range(7))  # fmt: skip
    return d.linked("LiveBlogPosting", datePublished=UTC, coverageStartTime=UTC) + d.og(), f"""<body><header class="header">{MENU}</header><main><div class="live-story__headline"><span>Live Updates</span><h1>{d.title}</h1><div class="byline">By <span class="byline__name">Elise Hammond</span></div></div><div class="live-story__posts">{posts}</div></main><footer><p>© 2026 Cable News Network</p></footer></body>"""  # fmt: skip


BLOOMBERG = Masthead("bloomberg", "www.bloomberg.com", "Bloomberg.com", "en", "{} - Bloomberg")


@page(BLOOMBERG, 12, "Fola Akinnibi", at=AT, is_teaser=True)
def bloomberg_preview(d: Sheet) -> tuple[str, str]:
    return d.linked(datePublished=UTC, isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".gridLayout_paywall"}, publisher={"@type": "Organization", "name": "Bloomberg"}) + d.og(og_site_name="Bloomberg.com"), f"""<body><div id="__next"><header>{MENU}</header><main><article><div class="HeadlineAndDek_hed"><h1>{d.title}</h1><div class="media-ui-HeadlineAndDek_dek"><ul class="abstract"><li>{d.item("Town reopens what it had shut")}</li></ul></div></div><div class="media-ui-Byline">By <a href="/authors/x">Fola Akinnibi</a></div><time datetime="{UTC}">March 3, 2026 at 8:05 AM EST</time><div class="body-content">{d.p(0, 2, '<p class="media-ui-Paragraph_text" data-component="paragraph">{}</p>')}</div><div class="gridLayout_paywall" data-testid="paywall"><h2>Before it’s here, it’s on the Bloomberg Terminal</h2><p>{d["abo"]}</p></div></article></main></div></body>""".replace("<main>", f"<main>{d.summed()}")  # fmt: skip
