"""More newspapers, in the make of each: where their text lies, and what stands between its paragraphs.

Importing this module adds them to the makes.
"""

from __future__ import annotations

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, foot, make


@make("fr de")
def reporter_lu(d: Draft) -> str:
    return d.top() + f"""<body class="post-template"><header>{NAV}</header><main class="site-main"><article class="post"><header class="article-header"><span class="cat">Dossier</span><h1>{d.s.title}</h1><div class="article-excerpt"><p>{d.lead()}</p></div><div class="meta">{d["by"]} {d.author()} · 6 min</div></header>
<div class="post-thumbnail"><figure><img src="/r.jpg" width="1200" height="800"><figcaption>{d.caption()} ({d["credit"]})</figcaption></figure></div><div class="entry-content article-content">{d.p(0, 2)}<h2 class="wp-block-heading">{d.heading(0)}</h2>{d.p(2, 5)}<div class="wp-block-reporter-also"><p class="also-title">{d["also"]}</p><p><a href="/x">{d.other()[0]}</a></p></div>{d.p(5, 7)}
<div class="membership-cta"><h3>{d["news"]}</h3><a class="button">OK</a></div></div></article></main>{foot(d)}"""  # fmt: skip


@make("fr")
def quotidien_lu(d: Draft) -> str:
    return d.top() + f"""<body><div id="wrapper">{NAV}<div class="single-article"><div class="breadcrumb"><a href="/">Accueil</a> | <a href="/a">Grand-Duché</a></div><h1 class="post-title">{d.s.title}</h1><div class="post-infos"><span>Publié le 3 mars</span></div><div class="post-image"><img src="/q.jpg" width="900" height="600"><div class="wp-caption-text">{d.caption()}. {d["credit"]}</div></div>
<div class="post-content"><div class="post-excerpt"><p><strong>{d.lead()}</strong></p></div>{d.p(0, 3)}{d.head(0, "<h3>{}</h3>")}{d.p(3, 7)}<div class="code-block code-block-4"><div class="ad-label">Publicité</div></div></div><div class="post-tags"><a href="/t">Travaux</a></div><div class="comments"><p>{d["remark"]}</p></div></div><div class="sidebar">{d.others(6, CARD)}</div></div>{foot(d)}"""  # fmt: skip


@make("lb fr")
def land_lu(d: Draft) -> str:
    return d.top() + f"""<body>{NAV}<div class="page page-article"><h3 class="surtitle">Politik</h3><h1 class="title">{d.s.title}</h1><div class="article-info">d’Land vom 03.03.2026</div><div class="article"><div class="field field-body">{d.p(0, 4)}<p class="intertitle"><strong>{d.heading(0)}</strong></p>{d.p(4, 7)}<div class="signature">{d.author()}</div></div><div class="footer-article">© 2026 d’Lëtzebuerger Land</div></div><div class="block-others"><h4>{d["more"]}</h4><ul>{d.others(5, LINK)}</ul></div></div>{foot(d)}"""  # fmt: skip


@make("fr")
def les_echos(d: Draft) -> str:
    d.authors = None  # the name is not marked
    p = '<p class="sc-14kwckt-6 gPHWRV">{}</p>'
    return d.top() + f"""<body><div id="__next"><div class="sc-1"><header>{NAV}</header><main><article class="sc-9"><header class="sc-8"><div><a href="/s">PME</a></div><h1>{d.s.title}</h1><p class="sc-chapo chapo">{d.lead()}</p></header><div class="sc-7"><figure><picture><source srcset="/e.webp"><img src="/e.jpg" alt=""></picture><figcaption>{d.caption()} ({d["credit"]})</figcaption></figure></div><div class="sc-6"><div class="sc-share"><button>Partager</button><button>Commenter</button></div>
<div class="sc-5 post-paywall">{d.p(0, 2, p)}<h3>{d.heading(0)}</h3>{d.p(2, 4, p)}<div class="sc-lire"><p>LIRE AUSSI :</p><ul><li><a href="/a">{d.other()[0]}</a></li></ul></div>{d.p(4, 7, p)}</div><div class="sc-4"><p><b>{d.author()}</b></p></div></div></article><section class="sc-3"><h2>{d["more"]}</h2>{d.others(4, CARD)}</section></main></div></div>{foot(d)}"""  # fmt: skip


@make("fr")
def ouest_france(d: Draft) -> str:
    return d.top() + f"""<body><div class="page">{NAV}<main><article><header><h1>{d.s.title}</h1><h2 class="chapo">{d.lead()}</h2></header><div class="article-media"><figure class="visuel"><img data-src="/of.jpg" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" width="800" height="500"><figcaption class="caption">{d.caption()} | <span class="credit">OUEST-FRANCE</span></figcaption></figure></div><div class="article-social"><a href="#">Partager</a></div><div class="su-article-body">{d.p(0, 3)}<h3 class="su-article-body-title">{d.heading(0)}</h3>{d.p(3, 5)}<div class="newsletter-inline"><p>{d["news"]}</p></div>{d.p(5, 7)}</div><ul class="tags"><li><a href="/t">Nantes</a></li></ul></article><div class="outbrain">{d.others(4, CARD)}</div></main></div>{foot(d)}"""  # fmt: skip


@make("fr")
def le_soir(d: Draft) -> str:
    return d.top() + f"""<body>{NAV}<r-main class="r-main"><r-article class="r-article"><r-article--header><h1 class="r-article--title">{d.s.title}</h1><p class="r-article--chapo">{d.lead()}</p></r-article--header><r-figure><figure class="r-article--figure"><img src="/s.jpg" width="800" height="450"><figcaption>{d.caption()}. - Belga</figcaption></figure></r-figure>
<article class="r-article--section">{d.p(0, 3, "<r-article--p><p>{}</p></r-article--p>")}<h2>{d.heading(1)}</h2>{d.p(3, 7)}<r-read-more class="r-embed"><a href="/a">{d["also"]} {d.other()[0]}</a></r-read-more></article></r-article><r-grid class="r-lists">{d.others(5, CARD)}</r-grid></r-main>{foot(d)}"""  # fmt: skip


@make("fr")
def la_libre(d: Draft) -> str:
    return d.top() + f"""<body><div id="fusion-app">{NAV}<section id="main"><div class="ap-Container"><h1 class="ap-Title">{d.s.title}</h1><div class="ap-StoryElement ap-StoryElement-intro"><p>{d.lead()}</p></div></div><article class="article-body-wrapper">{d.p(0, 2, '<p class="ap-StoryText ap-StoryElement">{}</p>')}<div class="ap-StoryInterstitialLink ap-StoryElement"><a href="/a1">{d.other()[0]}</a></div>{d.p(2, 4, '<p class="ap-StoryText ap-StoryElement">{}</p>')}<h2 class="ap-StoryHeader">{d.heading(0)}</h2><div class="ap-AdSlot"></div>{d.p(4, 7, '<p class="ap-StoryText ap-StoryElement">{}</p>')}</article><div class="ap-Collection">{d.others(6, CARD)}</div></section></div>{foot(d)}"""  # fmt: skip


@make("de")
def sueddeutsche(d: Draft) -> str:
    return d.top() + f"""<body><div id="sueddeutsche">{NAV}<main><article aria-labelledby="t"><header><h2 id="t"><span>Stadtleben</span><span>{d.s.title}</span></h2></header><div itemprop="articleBody"><p data-manual="teaser" class="css-lead"><b>{d.lead()}</b></p><div class="css-byline">{d["by"]} {d.author()}</div>{d.p(0, 2, '<p data-manual="paragraph" class="css-1">{}</p>')}<aside data-manual="teaser-embed"><a href="/a"><h3>{d.other()[0]}</h3><p>{d.other()[1]}</p></a></aside>{d.p(2, 5, '<p data-manual="paragraph" class="css-1">{}</p>')}<h3 data-manual="subheadline">{d.heading(0)}</h3>{d.p(5, 7, '<p data-manual="paragraph" class="css-1">{}</p>')}</div></article><div data-manual="recommendations">{d.others(5, CARD)}</div></main></div>{foot(d)}"""  # fmt: skip


@make("de")
def welt(d: Draft) -> str:
    return d.top() + f"""<body><div class="c-page-container">{NAV}<main><article class="c-article"><header><div class="rf-o-topic">Regional</div><h1 class="c-headline">{d.s.title}</h1><div class="c-summary"><div class="c-summary__intro">{d.lead()}</div></div></header><figure class="c-image"><img src="/w.jpg" width="1200" height="600"><figcaption><span>{d.caption()}</span> <span class="c-source">Quelle: dpa</span></figcaption></figure><div class="c-article-text c-content-container">{d.p(0, 3)}<div class="c-inline-teaser-list"><h4>{d["also"]}</h4>{d.others(3, CARD)}</div>{d.p(3, 5)}<div class="c-ad" data-ad="1">Anzeige</div>{d.p(5, 7)}<p><i>dpa-infocom, dpa:260303/1</i></p></div></article></main></div>{foot(d)}"""  # fmt: skip


@make("de")
def tagesschau(d: Draft) -> str:
    p = '<p class="textabsatz columns twelve m-ten m-offset-one l-eight l-offset-two">{}</p>'
    return d.top() + f"""<body>{NAV}<main id="content"><article class="container content-wrapper__group"><div class="seitenkopf__title"><h1><span class="seitenkopf__topline">Mainz</span><span class="seitenkopf__headline--text">{d.s.title}</span></h1></div><p class="metatextline">Stand: 03.03.2026 08:05 Uhr</p>{d.p(0, 0)}<p class="textabsatz"><strong>{d.lead()}</strong></p><div class="authorline"><div class="authorline__author">{d["by"]} {d.author()}, {d.author("SWR")}</div></div>{d.p(0, 2, p)}<h2 class="meldung__subhead">{d.heading(0)}</h2>{d.p(2, 4, p)}
<div class="absatzbild"><img src="/t.jpg" width="640" height="360"><div class="absatzbild__info"><p class="absatzbild__info__text">{d.caption()}</p></div></div>{d.p(4, 7, p)}<div class="teaser-absatz teaser-absatz--link"><a href="/a"><span class="teaser-absatz__headline">{d.other()[0]}</span><p>{d.other()[1]}</p></a></div><p class="meldungsfooter">Dieses Thema im Programm: Über dieses Thema berichtete tagesschau24 am 03. März.</p></article><section class="teasergroup">{d.others(5, CARD)}</section></main>{foot(d)}"""  # fmt: skip


@make("de")
def nzz(d: Draft) -> str:
    d.authors = None  # the name is not marked
    return d.top() + f"""<body><div id="app">{NAV}<main><section class="container container--article"><div class="article__body"><div class="headline"><h1 class="headline__title">{d.s.title}</h1><p class="headline__lead">{d.lead()}</p></div><div class="metainfo metainfo--content"><span>{d.author()}</span><time>03.03.2026, 05.30 Uhr</time><span>4 min</span></div><figure class="image"><div class="image-placeholder"><img src="/n.jpg" width="1000" height="600"></div><figcaption class="image-description"><h2 class="image-description__caption">{d.caption()}</h2><span class="image-description__author-container">Anna Berg</span></figcaption></figure>
<section>{d.p(0, 3, '<p class="articlecomponent text">{}</p>')}<h2 class="articlecomponent subtitle">{d.heading(0)}</h2>{d.p(3, 7, '<p class="articlecomponent text">{}</p>')}</section><div class="regwall-newsletter"><p>{d["news"]}</p></div></div></section><div class="teaserbox">{d.others(4, CARD)}</div></main></div>{foot(d)}"""  # fmt: skip


@make("de")
def standard(d: Draft) -> str:
    d.authors = None  # the name is not marked
    return d.top() + f"""<body>{NAV}<main><article class="story-article"><header class="article-header"><div class="article-kicker">Stadt</div><h1 class="article-title">{d.s.title}</h1><p class="article-subtitle">{d.lead()}</p></header><div class="article-body"><figure data-type="image"><img src="/d.jpg" width="615" height="400"><figcaption>{d.caption()}<footer>Foto: APA</footer></figcaption></figure>{d.p(0, 2)}<h3>{d.heading(0)}</h3>{d.p(2, 4)}<ad-slot></ad-slot><div class="story-oembed" data-type="newsletter"><p>{d["news"]}</p></div>{d.p(4, 6)}<p>{d.told(d.s.paragraphs[6])} <span class="article-origins">({d.author()}, 3.3.2026)</span></p></div></article><section class="story-community" id="forum"><div class="posting"><p>{d["remark"]}</p></div></section>{d.others(6, CARD)}</main>{foot(d)}"""  # fmt: skip


@make("de")
def orf(d: Draft) -> str:
    return d.top() + f"""<body><div id="ss-main">{NAV}<main><article id="ss-storyText"><div class="story-lead"><h1>{d.s.title}</h1><p class="story-lead-text"><strong>{d.lead()}</strong></p><div class="story-meta-dates"><div class="print-only">Online seit 3. März 2026, 8.05 Uhr</div><a href="#">Teilen</a></div></div><section class="story-content"><div class="story-horizontal"><p>{d.told(d.s.paragraphs[0])}</p></div>{d.p(1, 3)}<h2>{d.heading(0)}</h2>{d.p(3, 5)}<figure class="image"><img src="/o.jpg" width="640" height="400"><figcaption><cite class="caption-credit">ORF/Anna Berg</cite> <div class="caption">{d.caption()}</div></figcaption></figure>{d.p(5, 7)}</section><div class="byline"><p>red, ORF.at/Agenturen</p></div><section class="links"><h3>Links:</h3><ul><li><a href="/s">Stadt</a></li></ul></section></article><div class="ticker">{d.others(6, LINK)}</div></main></div>{foot(d)}"""  # fmt: skip


@make("en")
def irish_times(d: Draft) -> str:
    return d.top() + f"""<body><div id="fusion-app">{NAV}<main class="c-stack"><h1>{d.s.title}</h1><h2 class="b-it-subheadline">{d.lead()}</h2><article class="article-body-wrapper article-sub-wrapper"><div class="article-mid-wrapper">{d.p(0, 2, '<p class="c-paragraph paywall b-it-article-body">{}</p>')}<div class="b-it-article-body__divider"></div><ul class="b-it-article-body__interstitial-link"><li><a href="/a">{d.other()[0]}</a></li></ul>{d.p(2, 5, '<p class="c-paragraph paywall">{}</p>')}<div class="arcad-wrapper">Ad</div>{d.p(5, 7, '<p class="c-paragraph paywall">{}</p>')}</div></article><div class="c-stack b-author-bio"><p>{d.s.who} writes about towns</p></div></main><div class="b-results">{d.others(5, CARD)}</div></div>{foot(d)}"""  # fmt: skip


@make("en")
def nytimes(d: Draft) -> str:
    p = '<p class="css-at9mc1 evys1bk0">{}</p>'
    return d.top() + f"""<body><div id="app">{NAV}<main id="site-content"><div><article id="story"><header><h1 data-testid="headline">{d.s.title}</h1><p id="article-summary" class="css-1n0orw4">{d.lead()}</p><div aria-hidden="true"><p>Listen to this article · 6:12 min <a href="#">Learn more</a></p></div></header><figure class="img-sz-large"><span class="visually-hidden">Image</span><picture><img src="/y.jpg" width="1050" height="700"></picture><figcaption data-testid="photoviewer-children-caption"><span>{d.caption()}</span><span><span>Credit...</span><span>Anna Berg for The Times</span></span></figcaption></figure>
<section name="articleBody"><div class="css-s99gbd StoryBodyCompanionColumn"><div>{d.p(0, 3, p)}</div></div><div data-testid="Dropzone-1"></div><div class="css-s99gbd StoryBodyCompanionColumn"><div>{d.p(3, 5, p)}<h2 class="css-13o6u42 eoo0vm40">{d.heading(0)}</h2>{d.p(5, 7, p)}</div></div></section><div class="bottom-of-article"><div><p>{d.s.who} is a reporter who covers towns.</p></div></div></article></div><section id="styln-guide">{d.others(4, CARD)}</section></main></div>{foot(d)}"""  # fmt: skip


@make("en")
def washington_post(d: Draft) -> str:
    p = '<div class="wpds-c-PJLV article-body" data-qa="article-body"><p data-apitype="text" data-el="text">{}</p></div>'
    return d.top() + f"""<body><div id="__next">{NAV}<main><header><h1 id="main-content" data-qa="headline"><span>{d.s.title}</span></h1><h2 data-qa="subheadline" class="subheadline">{d.lead()}</h2></header><div class="meteredContent grid-center"><figure><img src="/p.jpg" width="900" height="600"><figcaption>{d.caption()} (Anna Berg/The Post)</figcaption></figure>{d.p(0, 2, p)}<div class="hide-for-print"><div class="newsletter-inline-unit"><p>{d["news"]}</p></div></div>{d.p(2, 5, p)}<h3 class="wpds-h3">{d.heading(0)}</h3>{d.p(5, 7, p)}</div><div data-qa="comments-btn-div"><button>72 Comments</button></div></main><div data-qa="most-read">{d.others(5, CARD)}</div></div>{foot(d)}"""  # fmt: skip


@make("en")
def reuters(d: Draft) -> str:
    paragraphs = "".join(
        f'<div data-testid="paragraph-{n}" class="text__text__1FZLe article-body__paragraph">{d.told(t)}</div>'
        for n, t in enumerate(d.s.paragraphs)
    )
    return d.top() + f"""<body><div id="fusion-app">{NAV}<main><article data-testid="Article"><div class="article-header"><h1 data-testid="Heading">{d.s.title}</h1><div class="author-names">By <a href="/a">{d.author()}</a></div></div><ul data-testid="Summary"><li data-testid="Body">{d.item("The town opens what it had closed")}</li><li data-testid="Body">{d.item("Neighbours had gathered signatures")}</li></ul><div class="article-body__content">{paragraphs}<div data-testid="paragraph-sign-up"><p data-testid="Body">{d["news"]}</p></div><p class="sign-off">Reporting by {d.s.who}; Editing by Joan Price</p><p class="trust-badge"><span>Our Standards: </span><a href="/t">The Trust Principles.</a></p></div></article><div class="read-next-panel"><h2>Read Next</h2>{d.others(4, CARD)}</div></main></div>{foot(d)}"""  # fmt: skip


@make("en")
def verge(d: Draft) -> str:
    p = '<div class="duet--article--article-body-component"><p class="duet--article--dangerously-set-cms-markup">{}</p></div>'
    return d.top() + f"""<body><div id="__next">{NAV}<main><div class="duet--layout--entry"><h1>{d.s.title}</h1><p class="duet--article--dek">{d.lead()}</p><div class="duet--article--lede-image"><img src="/v.jpg" width="1200" height="800"><div class="duet--media--caption"><em>{d.caption()}</em><cite>Image: Anna Berg</cite></div></div><div id="content" class="duet--article--article-body-component-container">{d.p(0, 3, p)}<div class="duet--article--article-body-component"><div class="duet--ad--native">Advertisement</div></div><div class="duet--article--article-body-component"><h3>{d.heading(0)}</h3></div>{d.p(3, 7, p)}</div><div class="duet--article--follow"><span>Follow topics and authors from this story to see more like this in your feed.</span></div></div></main><div class="duet--recirculation">{d.others(5, CARD)}</div></div>{foot(d)}"""  # fmt: skip


@make("en")
def ars_technica(d: Draft) -> str:
    return d.top() + f"""<body>{NAV}<main><article class="post"><header><div class="category">Gear</div><h1>{d.s.title}</h1><p class="text-gray-700 dek">{d.lead()}</p></header><div class="intro-image"><img src="/ars.jpg" width="1152" height="648"><div class="caption font-impact"><div class="caption-content">{d.caption()} <span class="caption-credit">Credit: Anna Berg</span></div></div></div><div class="post-content post-content-double">{d.p(0, 3)}<h2 class="wp-block-heading">{d.heading(0)}</h2>{d.p(3, 4)}</div><div class="ad-wrapper"><div class="ad">Ad</div></div><div class="post-content post-content-double">{d.p(4, 7)}</div><div class="author-mini-bio"><p>{d.s.who} is a senior editor who writes on towns.</p></div></article><section class="comments"><a href="#c">42 Comments</a></section><div class="most-read">{d.others(5, CARD)}</div></main>{foot(d)}"""  # fmt: skip


@make("de")
def golem(d: Draft) -> str:
    return d.top() + f"""<body><div id="screen">{NAV}<article class="go-article"><header class="paged-cluster-header"><h1><span class="dh2 head5">Technik:</span> <span class="dh1 head5">{d.s.title}</span></h1></header><p class="go-article-header__intro"><strong>{d.lead()}</strong></p><div class="formatted">{d.p(0, 2)}<div class="gsnb-jobs"><ol class="list-jobs">{d.others(3, LINK)}</ol></div>{d.p(2, 4)}<div id="iqadtile4"><p class="go-ad">Anzeige</p></div><h3>{d.heading(0)}</h3>{d.p(4, 7)}</div><div class="go-forum"><h3>Kommentare</h3><p>{d["remark"]}</p></div></article><aside class="go-side">{d.others(5, CARD)}</aside></div>{foot(d)}"""  # fmt: skip
