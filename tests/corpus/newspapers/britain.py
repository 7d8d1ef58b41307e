"""Pages of British papers."""

from __future__ import annotations

from corpus.newspapers.sheets import Masthead, Sheet, menu, page

MENU = menu("News", "Opinion", "Sport", "Culture", "Lifestyle", "Business", "Travel", "Weather")
AT = "2026-03-03T08:05:00+00:00"

GUARDIAN = Masthead("guardian", "www.theguardian.com", "the Guardian", "en", "{} | UK news | The Guardian")


def _guardian(d: Sheet, body: str, kind: str = "NewsArticle", media: str = "") -> tuple[str, str]:
    by = " and ".join(
        f'<a rel="author" data-link-name="auto tag link" href="/profile/x">{name}</a>' for name in d.names
    )
    head = d.linked(kind, isAccessibleForFree=True, isPartOf={"@type": ["CreativeWork", "Product"], "name": "The Guardian", "productID": "theguardian.com:basic"}, datePublished="2026-03-03T08:05:00.000Z") + d.og(og_site_name="the Guardian", article_published_time="2026-03-03T08:05:00.000Z", article_section="UK news", article_author="https://www.theguardian.com/profile/x")  # fmt: skip
    return head, f"""<body><div id="bannerandheader"><gu-island name="TopBar"><div>Print subscriptions</div><a href="#">Sign in</a></gu-island><header id="guardian-header">{MENU}</header></div><div class="ad-slot-container"><div class="ad-slot__label">Advertisement</div></div><main data-layout="StandardLayout"><article><div data-print-layout="hide"><div class="dcr-kicker"><a href="/uk-news">Communities</a></div></div><div data-gu-name="headline"><div class="dcr-h"><h1 class="dcr-1">{d.title}</h1></div></div><div data-gu-name="standfirst"><div class="dcr-sf"><p>{d.intro()}</p></div></div><div data-gu-name="meta"><div class="dcr-m"><address aria-label="Contributor info"><div>{by}</div></address><details><summary><span>Tue 3 Mar 2026 08.05 GMT</span></summary>Last modified on Tue 3 Mar 2026 09.40 GMT</details><gu-island name="ShareButton"><button>Share</button></gu-island></div></div>{media}
<div data-gu-name="body"><div id="maincontent"><div class="article-body-commercial-selector article-body-viewer-selector dcr-b">{body}</div></div><div class="dcr-submeta"><div>Explore more on these topics</div><ul><li><a href="/t">Communities</a></li><li><a href="/n">news</a></li></ul><div><a href="/share">Share</a><a href="/reuse">Reuse this content</a></div></div></div></article></main><section class="dcr-onward"><h2>More on this story</h2><ul>{d.others(6, '<li><div class="dcr-card"><a href="/a{n}" aria-label="{t}"></a><h3><span>{t}</span></h3><div><p>{l}</p></div></div></li>')}</ul></section><footer><p>© 2026 Guardian News &amp; Media Limited. (dcr)</p></footer></body>"""  # fmt: skip


def _guardian_figure(d: Sheet, number: int, make: str = "data-spacefinder-role='inline'") -> str:
    return f'<figure id="f{number}" {make} class="dcr-f"><div class="dcr-i"><picture><source srcset="https://i.guim.co.uk/img/media/{number}.jpg?width=620&dpr=2 1240w" media="(min-width: 660px)"><img alt="" src="https://i.guim.co.uk/img/media/{number}.jpg?width=445" width="445" height="267" class="dcr-img"></picture></div><figcaption data-spacefinder-role="inline" class="dcr-cap"><span class="dcr-svg"><svg></svg></span><span>{d.cap(number)}. Photograph: Anna Berg/The Guardian</span></figcaption></figure>'


@page(GUARDIAN, 0, "Jessica Murray", "Robert Booth", at=AT)
def guardian_report(d: Sheet) -> tuple[str, str]:
    p = '<p class="dcr-p">{}</p>'
    media = f'<div data-gu-name="media">{_guardian_figure(d, 0, "")}</div>'
    rich = f'<figure data-spacefinder-role="richLink" class="dcr-r"><gu-island name="RichLinkComponent"><div data-link-name="rich-link-5"><a href="/a"><div>{d.other()[0]}</div></a><div>Read more</div></div></gu-island></figure>'
    mail = f'<figure class="dcr-e"><gu-island name="EmailSignUpWrapper"><a href="#skip">skip past newsletter promotion</a><aside aria-label="newsletter promotion"><div><p>Sign up to Headlines UK</p><p>{d["news"]}</p></div><div><strong>Privacy Notice: </strong>Newsletters may contain information about charities and content funded by outside parties.</div></aside><p id="skip">after newsletter promotion</p></gu-island></figure>'
    return _guardian(d, f"""{d.p(0, 2, p)}{rich}{d.p(2, 4, p)}{_guardian_figure(d, 1)}{d.p(4, 5, p)}{mail}<h2 id="a">{d.h(1, "{}")}</h2>{d.p(5, 7, p)}<ul><li><p class="dcr-p"><strong>{d.item("Do you have an opinion on this article? Write to the letters page by email.")}</strong></p></li></ul>""", media=media)  # fmt: skip


@page(GUARDIAN, 1, "Andrew Sparrow", at=AT)
def guardian_live(d: Sheet) -> tuple[str, str]:
    posts = "".join(f'<article id="block-{n}" data-block-id="{n}" class="dcr-block"><header><a href="?page=with:block-{n}#block-{n}"><time datetime="2026-03-03T1{7 - n}:05:00.000Z"><span>{d.told(f"1{7 - n}.05 GMT")}</span></time></a><h2>{d.heading(f"Council votes on clause {7 - n} of the plan")}</h2></header><div class="dcr-bb">{d.p(n, n + 1, "<p class=dcr-p>{}</p>")}</div><footer><div><gu-island name="ShareButton"><button>Share</button></gu-island></div><span>Updated at 1{7 - n}.31 GMT</span></footer></article>' for n in range(7))  # fmt: skip
    keys = "".join(f'<li><a href="#k{n}"><time datetime="2026-03-03T1{7 - n}:05:00Z">{n}h ago</time><span>Council votes on clause {7 - n} of the plan</span></a></li>' for n in (1, 3))  # fmt: skip
    return _guardian(d, f'<gu-island name="KeyEventsCarousel"><div><h3>Key events</h3><ul>{keys}</ul></div></gu-island><div id="liveblog-body" class="js-liveblog-body">{posts}</div>', "LiveBlogPosting")  # fmt: skip


BBC = Masthead("bbc", "www.bbc.com", "BBC News", "en", "{}")
_TEXT = '<div data-component="text-block" class="sc-3b6b161a-0 dEGcKf"><p class="sc-9a00e533-0 eZyhnA">{}</p></div>'


def _bbc(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(publisher={"@type": "NewsMediaOrganization", "name": "BBC News"}, datePublished="2026-03-03T08:05:00.000Z") + d.og(og_site_name="BBC News")  # fmt: skip
    role = f'<div data-testid="byline-new-contributors"><div><span class="sc-801dd632-7">{" and ".join(d.names)}</span></div><span class="sc-801dd632-8">Local government reporter, Yorkshire</span></div>'
    return head, f"""<body><div id="__next"><header data-testid="header-content">{MENU}</header><main id="main-content"><article><div data-component="headline-block"><h1 class="sc-f98b1ad2-0">{d.title}</h1></div><div data-component="byline-block" data-testid="byline-new"><time datetime="2026-03-03T08:05:00.000Z">5 hours ago</time><button>Share</button><button>Save</button>{role}</div><figure><div data-component="image-block"><img class="sc-a34861b hide-when-no-script" src="/bbcx/grey-placeholder.png"><img alt="" loading="eager" src="https://ichef.bbci.co.uk/news/480/cpsprod/a.jpg.webp" srcset="https://ichef.bbci.co.uk/news/1024/cpsprod/a.jpg.webp 1024w" width="1024" height="576"><span class="sc-credit">Getty Images</span></div><div data-component="caption-block"><figcaption class="sc-cap">{d.cap(0)}</figcaption></div></figure>{body}</article>
<div data-component="links-block"><h2>Related topics</h2><ul>{d.others(3, '<li><a href="/t{n}">{t}</a></li>')}</ul></div><div data-testid="alaska-section"><h2>More from this region</h2>{d.others(5, '<div data-testid="anchor-inner-wrapper"><a href="/a{n}"><h2 data-testid="card-headline">{t}</h2><p data-testid="card-description">{l}</p></a></div>')}</div></main><footer><p>Copyright © 2026 BBC. The BBC is not responsible for the content of external sites.</p></footer></div></body>"""  # fmt: skip


@page(BBC, 2, "Oli Constable", at=AT)
def bbc_report(d: Sheet) -> tuple[str, str]:
    links = f'<div data-component="unordered-list-block"><ul>{d.others(2, "<li><p><b><a href=/a{n}>{t}</a></b></p></li>")}</ul></div>'
    figure = f'<figure><div data-component="image-block"><img class="hide-when-no-script" src="/bbcx/grey-placeholder.png"><img src="https://ichef.bbci.co.uk/news/480/b.jpg.webp" srcset="https://ichef.bbci.co.uk/news/1024/b.jpg.webp 1024w" width="1024" height="576"><span class="sc-credit">Ruth Palmer/BBC</span></div><div data-component="caption-block"><figcaption>{d.cap(1)}</figcaption></div></figure>'
    end = '<div data-component="text-block"><p><i>Listen to highlights from </i><a href="/s">North Yorkshire on BBC Sounds</a><i>, catch up with the </i><a href="/l">latest episode of Look North.</a></p></div>'
    return _bbc(d, f"""{d.summed()}<div data-component="text-block"><p><b>{d.told("A closed site has come back to life after years of argument.")}</b></p></div>{d.p(0, 2, _TEXT)}{links}{d.p(2, 4, _TEXT)}{figure}<div data-component="subheadline-block"><h2>{d.h(1, "{}")}</h2></div>{d.p(4, 7, _TEXT)}{end}""")  # fmt: skip


@page(BBC, 3, at=AT)
def bbc_live(d: Sheet) -> tuple[str, str]:
    posts = "".join(f'<li><article id="post_{n}" class="lx-stream-post"><header><h3><span class="lx-stream-post__header-text">{d.heading(f"Mayor answers question {9 - n} from the floor")}</span></h3><time datetime="2026-03-03T1{8 - n}:21:00Z"><span>{d.told(f"1{8 - n}:21 GMT")}</span></time></header><div class="lx-stream-post-body">{d.p(n, n + 1)}</div><div class="share"><button>Share</button></div></article></li>' for n in range(7))  # fmt: skip
    d.summary = d.s.lead
    head = d.linked("LiveBlogPosting", author=[{"@type": "NewsMediaOrganization", "name": "BBC News"}], datePublished="2026-03-03T08:05:00.000Z") + d.og(og_site_name="BBC News")  # fmt: skip
    return head, f"""<body><div id="root"><header>{MENU}</header><main><div id="header"><h1>{d.title}</h1><p class="live">Live</p></div><div class="lx-summary"><h2>{d.heading('Summary')}</h2><ul>{"".join(f"<li><p>{d.item(text)}</p></li>" for text in ("The mayor takes questions from residents for the first time.", "Work on the last section is due to end within a week."))}</ul></div><section><h2>Live Reporting</h2><ol class="lx-stream">{posts}</ol></section></main><aside>{d.others(3, '<a href="/a{n}"><h3>{t}</h3></a>')}</aside></div></body>"""  # fmt: skip


TIMES = Masthead("times", "www.thetimes.com", "The Times", "en", "{}")


def _times(d: Sheet, body: str, label: str) -> tuple[str, str]:
    head = d.linked(isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}, publisher={"@type": "Organization", "name": "The Times"}, datePublished="2026-03-03T08:05:00.000Z") + d.og(og_site_name="The Times")  # fmt: skip
    return head, f"""<body><div id="root"><header>{MENU}</header><main><article id="article-main" role="main"><div><span class="label">{label}</span></div><h1 class="responsive__HeadlineContainer-sc-1">{d.title}</h1><h2 class="responsive__StandfirstContainer-sc-2" data-testid="standfirst">{d.intro()}</h2><div class="responsive__Meta"><div class="byline"><a href="/profile/x">{d.names[0]}</a></div><time datetime="2026-03-03T08:05:00.000Z">Tuesday March 03 2026, 8.05am GMT, The Times</time></div><div class="responsive__LeadAsset"><div><img src="https://www.thetimes.com/imageserver/image/a.jpg?crop=2250&resize=1200" width="1200" height="675" alt=""></div><div class="LeadAssetCaption"><div class="CaptionText">{d.cap(2)}</div><div class="Credits">ANNA BERG FOR THE TIMES</div></div></div>{body}</article><section>{d.others(5, '<div class="Slice"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></div>')}</section></main><footer>© Times Media Limited 2026</footer></div></body>"""  # fmt: skip


@page(TIMES, 4, "David Brown", at=AT, is_teaser=True)
def times_preview(d: Sheet) -> tuple[str, str]:
    return _times(d, f"""<div class="article-body">{d.p(0, 1, '<p class="responsive__Paragraph-sc-1">{}</p>')}</div><div id="paywall-portal-article-footer" class="subscribe"><div><h3>Already a subscriber? Log in</h3><p>{d["abo"]}</p></div></div>""", "News")  # fmt: skip


@page(TIMES, 5, "Matthew Parris", at=AT)
def times_column(d: Sheet) -> tuple[str, str]:
    p = '<p class="responsive__Paragraph-sc-1isfdlb-0 paywall">{}</p>'
    return _times(d, f"""<div class="article-body">{d.p(0, 3, p)}<div class="responsive__AdContainer" id="ad-1"><div>Advertisement</div></div>{d.p(3, 5, p)}<div class="pullquote"><blockquote><span>{d.pull(1)}</span></blockquote></div>{d.p(5, 7, p)}</div><div class="comments-wrapper" id="comments"><h2>Comments (311)</h2><p>Comments are subject to our community guidelines, which can be viewed here.</p></div>""", "Comment")  # fmt: skip


TELEGRAPH = Masthead("telegraph", "www.telegraph.co.uk", "The Telegraph", "en", "{}")


def _telegraph(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(isAccessibleForFree=False, publisher={"@type": "Organization", "name": "The Telegraph"}, datePublished="2026-03-03T08:05+0000", alternativeHeadline="Town reopens site") + d.og(og_site_name="The Telegraph")  # fmt: skip
    return head, f"""<body class="article"><div class="site-header">{MENU}</div><main class="e-site-body" id="main-content"><article class="grid" itemscope itemtype="https://schema.org/NewsArticle"><header><h1 class="e-headline" data-test="headline">{d.title}</h1><p class="e-standfirst" data-test="standfirst">{d.intro()}</p></header><div class="tpl-article__byline-date"><div class="tpl-article__byline"><span class="e-byline__author" rel="author">{d.names[0]}</span><span class="e-byline__title">Local Government Editor</span></div><time class="e-published-date" datetime="2026-03-03T08:05+0000">03 March 2026 8:05am GMT</time></div><div class="article-gift"><p>Gift this article free</p></div><figure class="tpl-article__lead-asset"><div class="u-responsive-ratio"><img src="https://www.telegraph.co.uk/content/dam/a.jpeg?imwidth=960" width="960" height="600" alt=""></div><figcaption class="tpl-caption"><span class="e-caption__copy">{d.cap(3)}</span><span class="e-caption__credit"><span>Credit: </span>Anna Berg/PA</span></figcaption></figure>
<div itemprop="articleBody">{body}</div><div class="article-comments"><button>Show comments</button></div></article><section class="more-stories"><h2>More stories</h2>{d.others(6, '<article class="card"><a href="/a{n}"><h2>{t}</h2></a></article>')}</section></main><footer><p>© Telegraph Media Group Holdings Limited 2026</p></footer></body>"""  # fmt: skip


def _telegraph_text(text: str) -> str:
    return f'<div class="article-body-text component version-1 parbase"><div class="articleBodyText section"><div class="article-body-text">{text}</div></div></div>'


@page(TELEGRAPH, 6, "Gordon Rayner", at=AT)
def telegraph_report(d: Sheet) -> tuple[str, str]:
    return _telegraph(d, f"""{_telegraph_text(d.p(0, 3))}<div class="htmlEmbed"><div class="related-link"><a href="/r">{d.other()[0]}</a></div></div>{_telegraph_text(d.h(0) + d.p(3, 5))}<div class="quote component"><blockquote class="e-quote"><p>{d.quoted("We were told it would take a summer, and it took the better part of our lives.", "Ellen Frost, shopkeeper", "{}</p><cite>{}</cite>")}</blockquote></div>{_telegraph_text(d.p(5, 7))}""")  # fmt: skip


@page(TELEGRAPH, 7, "Jim White", at=AT)
def telegraph_results(d: Sheet) -> tuple[str, str]:
    rows = "".join(d.row((str(n), name, str(24 - n), str(50 - 4 * n))) for n, name in enumerate(("Dunmore", "Whitby", "Ledbury", "Bramley", "Fowey"), 1))  # fmt: skip
    return _telegraph(d, f"""{_telegraph_text(d.p(0, 3))}<div class="table component"><h3>{d.head("How they stand", "{}")}</h3><table class="e-table"><thead>{d.row(("Pos", "Club", "Played", "Points"), "<th>{}</th>")}</thead><tbody>{rows}</tbody></table></div>{_telegraph_text(d.p(3, 6))}""")  # fmt: skip


FT = Masthead("ft", "www.ft.com", "Financial Times", "en", "{}")


def _ft(d: Sheet, body: str) -> tuple[str, str]:
    head = d.linked(isAccessibleForFree=False, publisher={"@type": "Organization", "name": "Financial Times"}, datePublished="2026-03-03T08:05:00.000Z") + d.og(og_site_name="Financial Times")  # fmt: skip
    return head, f"""<body><div class="n-layout"><header class="o-header">{MENU}</header><div class="o-cookie-message"><p>{d["cookie"]}</p></div><main id="site-content" role="main">{body}</main><aside class="o-teaser-collection">{d.others(5, '<div class="o-teaser"><div class="o-teaser__heading"><a href="/a{n}">{t}</a></div><p class="o-teaser__standfirst">{l}</p></div>')}</aside><footer class="o-footer"><p>© THE FINANCIAL TIMES LTD 2026. FT and ‘Financial Times’ are trademarks of The Financial Times Ltd.</p></footer></div></body>"""  # fmt: skip


@page(FT, 8, "Jim Pickard", at=AT)
def ft_report(d: Sheet) -> tuple[str, str]:
    return _ft(d, f"""<article id="article-body-wrapper"><div class="o-topper"><a class="o-topper__topic" href="/t">Local government</a><h1 class="o-topper__headline"><span class="headline__text">{d.title}</span></h1><div class="o-topper__standfirst">{d.intro()}</div></div><figure class="n-content-image n-content-image--full main-image"><picture><img src="https://www.ft.com/__origami/service/image/v2/images/raw/a?width=700" width="700" height="394" alt=""></picture><figcaption class="n-content-image__caption">{d.cap(4)} © Anna Berg/Bloomberg</figcaption></figure><div class="article-info"><div class="article-info__byline"><a class="o3-editorial-typography-byline-author" data-trackable="author" href="/x">Jim Pickard</a> in London</div><div class="article-info__time-byline"><time class="article-info__timestamp o-date" datetime="2026-03-03T08:05:00.000Z">Published March 3 2026</time></div><a href="#comments">112 Print this page</a></div>
<div class="n-content-layout promo-box"><div class="o-email-only-signup"><div>Unlock the Editor’s Digest for free</div><p>Roula Khalaf, Editor of the FT, selects her favourite stories in this weekly newsletter.</p></div></div><article id="article-body" class="n-content-body js-article__content-body">{d.p(0, 2)}<aside data-component="recommended"><h2>Recommended</h2><a href="/r">{d.other()[0]}</a></aside>{d.p(2, 5)}<h2 class="n-content-heading-3">{d.h(2, "{}")}</h2>{d.p(5, 7)}</article><div class="copyright"><a href="/c">Copyright</a> The Financial Times Limited 2026. All rights reserved.</div><div class="comments" id="comments"><h2>Comments</h2></div></article>""")  # fmt: skip


INDEPENDENT = Masthead("independent", "www.independent.co.uk", "The Independent", "en", "{} | {site}")


@page(INDEPENDENT, 9, "Andy Gregory", at=AT)
def independent_report(d: Sheet) -> tuple[str, str]:
    bulletin = f'<div class="sc-newsletter" id="register-component"><h3>Sign up for our free morning email</h3><p>{d["news"]}</p><form><input type="email"><label>I would like to be emailed about offers, events and updates. Read our Privacy notice</label></form></div>'
    return d.linked(publisher={"@type": "NewsMediaOrganization", "name": "The Independent"}, datePublished="2026-03-03T08:05:00.000Z") + d.og(), f"""<body><div id="app"><div class="header">{MENU}</div><div class="support-banner"><p>Your support helps us to tell the story</p><p>From reproductive rights to climate change, our reporters are on the ground when the story is developing.</p><button>Support Now</button></div><article id="articleApp"><header id="articleHeader"><h1>{d.title}</h1><h2 class="sc-subtitle"><p>{d.intro()}</p></h2><div class="sc-meta"><div id="article-author"><a href="/author/x">{d.names[0]}</a></div><div>Tuesday 03 March 2026 08:05 GMT</div></div></header><figure class="sc-hero"><img src="https://static.independent.co.uk/a.jpeg?width=1200" width="1200" height="800" alt=""><figcaption><div>{d.cap(5)} <span>(Anna Berg/PA)</span></div></figcaption></figure><div id="articleBody" class="sc-body"><div id="main" class="main-wrapper">{d.p(0, 2)}{bulletin}{d.p(2, 4)}<div class="sc-related"><h3>Recommended</h3><ul>{d.others(2, '<li><a href="/r{n}"><h4>{t}</h4></a></li>')}</ul></div><ul>{d.ul(0, 3, "<li><p>{}</p></li>")}</ul>{d.p(4, 7)}</div></div><div class="sc-popular"><h3>Most popular</h3>{d.others(4, '<a href="/a{n}"><h4>{t}</h4></a>')}</div></article><section id="comments"><h2>Comments</h2><p>Join our commenting forum and debate with other readers.</p></section></div></body>"""  # fmt: skip


@page(INDEPENDENT, 10, "Vicky Jessop", at=AT)
def independent_amp(d: Sheet) -> tuple[str, str]:
    return d.linked(datePublished="2026-03-03T08:05:00.000Z") + d.og() + '<style amp-custom>p{margin:0}</style>', f"""<body><amp-sidebar id="s" layout="nodisplay"><ul><li><a href="/news">News</a></li></ul></amp-sidebar><header class="amp-header"><a href="/">Independent</a></header><main><article><h1>{d.title}</h1><p class="sub-title">{d.intro()}</p><p class="author">{d.names[0]}</p><time datetime="2026-03-03T08:05:00.000Z">Tuesday 3 March 2026 08:05</time><amp-carousel type="slides" width="600" height="400" layout="responsive">{"".join(f'<figure class="slide"><amp-img src="https://static.independent.co.uk/g{n}.jpg" width="600" height="400" layout="fill"></amp-img><figcaption>{d.cap(n)}</figcaption></figure>' for n in range(3))}</amp-carousel><div class="text">{d.p(0, 3)}<amp-embed type="taboola" width="400" height="300"><div placeholder></div></amp-embed>{d.h(0)}{d.p(3, 7)}</div></article><amp-list layout="fixed-height" height="100" src="/r.json"></amp-list></main></body>"""  # fmt: skip


ECONOMIST = Masthead("economist", "www.economist.com", "The Economist", "en", "{}")


@page(ECONOMIST, 11, at=AT)
def economist_report(d: Sheet) -> tuple[str, str]:
    p = '<p data-component="paragraph" class="css-1l5amll e1y9q0ei0">{}</p>'
    first = d.s.paragraphs[0]
    drop = f'<p data-component="paragraph" class="css-1l5amll"><span data-caps="initial">{d.told(first[0] + first[1:])}</span></p>'
    return d.linked(author=[{"@type": "Organization", "name": "The Economist"}], publisher={"@type": "NewsMediaOrganization", "name": "The Economist"}, isAccessibleForFree=False, datePublished="2026-03-03T08:05:00Z", articleSection="Britain") + d.og(), f"""<body><div id="__next"><header>{MENU}</header><main id="content"><article id="new-article-template" data-test-id="Article"><div><section><span class="css-section"><a href="/britain">Britain</a> | <span>Town halls</span></span><h1 class="css-h">{d.title}</h1><h2 class="css-rubric">{d.intro()}</h2></section><figure class="css-lead"><img src="https://www.economist.com/cdn-cgi/image/width=1424/a.jpg" width="1424" height="801" alt=""><figcaption><span>Photograph: Anna Berg</span>{d.bare()}</figcaption></figure><div class="css-date"><time datetime="2026-03-03T08:05:00Z">Mar 3rd 2026</time><span>|Harrow Green|4 min read</span></div><div class="css-audio"><button>Listen to this story</button><span>Enjoy more audio and podcasts on iOS or Android.</span></div></div>
<section data-body-id="cp2"><div>{drop}{d.p(1, 3, p)}<div data-test-id="related"><h3>Explore more</h3><a href="/r">{d.other()[0]}</a></div>{d.p(3, 7, p)}<span class="ufinish">■</span><p data-component="paragraph"><i>For more expert analysis of the biggest stories in Britain, sign up to our weekly subscriber-only newsletter.</i></p></div></section><p class="css-print">This article appeared in the Britain section of the print edition under the headline “A bridge too far”</p><div><h2>More from Britain</h2>{d.others(4, '<div class="css-t"><h3><a href="/a{n}">{t}</a></h3><p>{l}</p></div>')}</div></article></main><footer>Copyright © The Economist Newspaper Limited 2026. All rights reserved.</footer></div></body>"""  # fmt: skip


REGISTER = Masthead("register", "www.theregister.com", "The Register", "en", "{} • {site}")


def _register(d: Sheet, body: str) -> tuple[str, str]:
    return d.linked(["NewsArticle"], publisher={"@type": "Organization", "name": "The Register"}, datePublished="2026-03-03T08:05:00Z") + d.og(), f"""<body id="site_theregister"><div id="top_nav">{MENU}</div><main id="main-col" class="middle_col_only"><div id="article-wrapper"><div id="article"><div class="header_right"><h4><a href="/public_sector/">Public Sector</a></h4><div id="view_comments_1"><span class="count">53</span></div><h1>{d.title}</h1><h2>{d.intro()}</h2><div class="byline_and_dateline"><a class="byline" href="/Author/x">{d.names[0]}</a> <span class="dateline">Tue 3 Mar 2026 <span class="slashes">//</span> 08:05 UTC</span></div></div><div id="body">{body}</div><div class="wptl btm"><p>®</p></div></div><div class="share_box"><a href="#">Share</a></div></div><div id="whitepapers"><h4>Sponsored</h4><a href="/wp">Get our Tech Resources</a></div><section id="top-stories">{d.others(6, '<article><a href="/a{n}"><h4>{t}</h4><div class="standfirst">{l}</div></a></article>')}</section></main><footer id="footer">Situation Publishing</footer></body>"""  # fmt: skip


@page(REGISTER, 12, "Lindsay Clark", at=AT)
def register_report(d: Sheet) -> tuple[str, str]:
    promo = f'<ul class="listinks">{d.others(3, "<li><a href=/r{n}>{t}</a></li>")}</ul>'
    return _register(d, f"""{d.p(0, 2)}<div class="adun" data-pos="top"></div>{promo}{d.p(2, 4)}<blockquote class="pullquote"><p>{d.quote("The supplier has told us that everything is fine, and we have told them that it is not.")}</p></blockquote>{d.p(4, 7)}""")  # fmt: skip


@page(REGISTER, 0, "Simon Sharwood", at=AT)
def register_column(d: Sheet) -> tuple[str, str]:
    return _register(d, f"""<p><span class="label">On Call</span> {d.p(0, 1, "{}")}</p>{d.p(1, 3)}<pre>{d.listing("mount -o remount,rw /dev/sda1 /mnt/bridge")}</pre>{d.p(3, 5)}<ul>{d.ul(0, 3)}</ul>{d.p(5, 7)}<p>{d.told("Have you ever fixed the wrong thing? Click here to send an email to On Call.")}</p>""")  # fmt: skip
