"""Makes of papers and of publishing systems, each in the languages in which it is found.

Importing this module adds them to the makes.
"""

from __future__ import annotations

import json
from html import escape

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, foot, make


@make("de en")
def wordpress(d: Draft) -> str:
    return d.top() + f"""<body class="post-template-default single single-post"><div id="page" class="site"><header id="masthead">{NAV}</header>
<div id="content" class="site-content"><main id="main"><article id="post-123" class="post type-post hentry category-local"><header class="entry-header"><h1 class="entry-title">{d.s.title}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2026-03-03T08:05:00+01:00"></time></span><span class="byline"> {d["by"]} <span class="author vcard"><a href="/author/x">{d.author()}</a></span></span></div></header>
<div class="entry-content"><p><strong>{d.lead()}</strong></p><div id="attachment_9" style="width: 810px" class="wp-caption aligncenter"><img src="/wp-content/uploads/a.jpg" width="800" height="500"><p class="wp-caption-text">{d.caption()}. {d["credit"]}</p></div>
{d.p(0, 2)}<div class="newsletter-box wp-block-group"><h3>Newsletter</h3><p>{d["news"]}</p><form><input type="email"><button>OK</button></form></div>{d.head(0)}{d.p(2, 4)}
<blockquote class="wp-block-quote"><p>{d.quote("„" + d.s.paragraphs[0][:60] + "“")}</p></blockquote>{d.p(4, 7)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Teilen mit:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">X</a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>{d["also"]}</h3>{d.others(3, CARD)}</div></div>
<footer class="entry-footer"><span class="tags-links"><a rel="tag" href="/t">Lokales</a></span></footer></article><div id="comments" class="comments-area"><ol class="comment-list"><li><div class="comment-body"><p>{d["remark"]}</p></div></li></ol></div></main>
<aside id="secondary" class="widget-area">{d.others(5, CARD)}</aside></div></div>{foot(d)}"""  # fmt: skip


@make("fr de")
def drupal(d: Draft) -> str:
    return d.top() + f"""<body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner">{NAV}</header><main role="main"><div class="layout-content"><div class="region region-content">
<article role="article" class="node node--type-article node--view-mode-full"><div class="node__content"><h1 class="page-title"><span class="field field--name-title">{d.s.title}</span></h1><div class="field field--name-field-chapo field--type-text-long"><p>{d.lead()}</p></div>
<div class="field field--name-field-image"><figure><picture><source srcset="/f/xl.webp 1200w" type="image/webp"><img loading="lazy" src="/f/s.jpg"></picture><figcaption>{d.caption()} © AFP</figcaption></figure></div>
<div class="field field--name-body field--type-text-with-summary">{d.p(0, 3)}{d.head(0)}<ul>{"".join(f"<li>{d.item(item)}</li>" for item in d.w["items"])}</ul>{d.p(3, 5)}<div class="inline-related"><p>{d["also"]} : <a href="/a1">{d.other()[0]}</a></p></div>{d.head(1)}{d.p(5, 7)}</div>
<div class="field field--name-field-tags"><div class="field__item"><a href="/tag">Local</a></div></div></div></article></div><div class="views-element-container block block-views"><h2>{d["more"]}</h2><div class="view-content">{d.others(4, '<div class="views-row"><div class="node--view-mode-teaser"><h3><a href="/a{n}">{t}</a></h3><p>{l}</p></div></div>')}</div></div></div></main></div></div>{foot(d)}"""  # fmt: skip


@make("en")
def arc(d: Draft) -> str:
    state = json.dumps({"content": [{"type": "text", "content": f"<p>{text}</p>"} for text in d.s.paragraphs]})
    return d.top() + f"""<body><div id="fusion-app"><div class="c-stack b-right-rail"><header class="c-stack">{NAV}</header><section class="c-stack b-right-rail__main-right-rail"><main class="c-stack"><h1 class="b-headline">{d.s.title}</h1><h2 class="b-subheadline">{d.lead()}</h2>
<div class="b-lead-art"><figure class="c-media-item"><img class="c-image" src="https://cdn.example/resizer/a.jpg" srcset="https://cdn.example/resizer/a-400.jpg 400w, https://cdn.example/resizer/a-1200.jpg 1200w"><figcaption class="c-media-item__fig-caption"><span class="c-media-item__caption">{d.caption()}</span><span class="c-media-item__credit">({d["credit"]})</span></figcaption></figure></div>
<article class="b-article-body">{d.p(0, 2, '<p class="c-paragraph">{}</p>')}<p class="c-paragraph b-article-body__interstitial-link"><a class="c-link" href="/a1">[{d["also"]}: {d.other()[0]}]</a></p>{d.p(2, 5, '<p class="c-paragraph">{}</p>')}<div class="b-ads-block b-article-body__ad"><div class="arcad">Advertisement</div></div>{d.p(5, 7, '<p class="c-paragraph">{}</p>')}
<div class="b-article-body__html"><div class="newsletter-promo"><p>{d["news"]}</p></div></div></article></main><aside class="c-stack b-right-rail__right-rail">{d.others(6, '<div class="b-small-promo"><a href="/a{n}"><h2>{t}</h2></a><p>{l}</p></div>')}</aside></section>{foot(d).replace("</body></html>", "")}</div></div>
<script id="fusion-metadata" type="application/javascript">window.Fusion=window.Fusion||{{}};Fusion.globalContent={state};</script></body></html>"""  # fmt: skip


@make("en de")
def piano(d: Draft) -> str:
    d.is_teaser = True
    return d.top('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false,"headline":"x"}</script>') + f"""<body>{NAV}<div class="page"><article class="article"><header class="article__header"><h1>{d.s.title}</h1><p class="article__standfirst">{d.lead()}</p></header><div class="article__body">{d.p(0, 3)}</div>
<div id="piano-paywall" class="tp-container-inner paywall"><div class="offer"><h2>Abo</h2><p>{d["abo"]}</p><ul><li>{d["news"]}</li></ul><button>OK</button></div></div></article><section class="latest"><h2>{d["more"]}</h2>{d.others(8, CARD)}</section></div>{foot(d)}"""  # fmt: skip


def _zoom(d: Draft) -> str:
    return f'<figure class="Figure_figure__a1"><button type="button" class="Lightbox_trigger__x9" aria-label="Open"><picture><source srcset="https://img.example/w/1200/a{d.pictures}.webp 1200w"><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" data-src="https://img.example/a{d.pictures}.jpg" alt=""></picture></button><div class="Figure_meta__q1"><span class="Caption_text__f1">{d.caption()}</span><span class="Caption_credit__z2">{d["credit"]}</span></div></figure>'


@make("de lb")
def wort(d: Draft) -> str:
    state = json.dumps(
        {
            "props": {
                "pageProps": {"article": {"title": d.s.title, "body": "<p>" + "</p><p>".join(d.s.paragraphs) + "</p>"}}
            }
        }
    ).replace("</", "<\\/")
    return d.top() + f"""<body><div id="__next"><div class="Layout_layout__Yk"><header class="Header_header__1">{NAV}</header><main class="Main_main__q"><article class="ArticlePage_article__2"><div class="ArticleHeader_header__8"><span class="Kicker_kicker__3">Lokales</span><h1 class="ArticleHeader_title__w">{d.s.title}</h1><p class="ArticleHeader_lead__p">{d.lead()}</p>
<div class="Meta_meta__"><span>{d["by"]} <a href="/autor">{d.author()}</a></span><time datetime="2026-03-03T08:05:00+01:00"></time></div></div>{_zoom(d)}<div class="ArticleBody_body__m"><div class="TextElement_text__k">{d.p(0, 2)}</div><div class="Teaser_inline__4"><span>{d["also"]}</span><a href="/a1"><img src="/t.jpg"><h3>{d.other()[0]}</h3></a></div><div class="TextElement_text__k">{d.head(0, "<h3>{}</h3>")}{d.p(2, 4)}</div>{_zoom(d)}<div class="TextElement_text__k">{d.p(4, 7)}</div></div>
<div class="Newsletter_box__7"><h4>Newsletter</h4><p>{d["news"]}</p></div></article><section class="Related_list__h"><h2>{d["more"]}</h2>{d.others(6, '<div class="Teaser_teaser__5"><a href="/a{n}"><h3>{t}</h3><p>{l}</p></a></div>')}</section></main>{foot(d).replace("</body></html>", "")}</div></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>"""  # fmt: skip


@make("lb de")
def rtl(d: Draft) -> str:
    return d.top() + f"""<body><div class="cmp-consent" role="dialog"><p>{d["cookie"]}</p></div><div class="content"><header>{NAV}</header><div class="article-wrapper"><article class="article"><h2 class="article-kicker">{d.s.place}</h2><h1 class="article-heading__title">{d.s.title}</h1><div class="article-heading__meta">RTL Lëtzebuerg | Update: <time datetime="2026-03-03T08:05:00+01:00"></time></div><div class="article-body__intro"><p>{d.lead()}</p></div>
<figure class="article-body__figure"><img class="lazy" data-src="/img/a.jpg" src="/img/placeholder.png"><figcaption>{d.caption()}<span class="copyright">© {d.s.who}</span></figcaption></figure><div class="article-body">{d.p(0, 4)}<div class="video-player"><iframe src="https://play.rtl.lu/embed/77" title="Reportage {d.s.place}"></iframe></div>{d.p(4, 7)}</div>
<div class="article-related"><h3>{d["more"]}</h3><ul>{d.others(5, LINK)}</ul></div></article></div><div class="sidebar"><div class="latest">{d.others(8, '<div class="latest-item"><span>10:0{n}</span><a href="/a{n}">{t}</a></div>')}</div></div></div>{foot(d)}"""  # fmt: skip


@make("de fr")
def tageblatt(d: Draft) -> str:
    return d.top() + f"""<body class="td-business"><div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header">{NAV}</div><div class="td-main-content-wrap"><div class="tdc-content-wrap"><div class="wpb_wrapper td_block_wrap tdb_single_content"><h1 class="tdb-title-text">{d.s.title}</h1><div class="tdb_single_subtitle"><p>{d.lead()}</p></div>
<div class="tdb_single_featured_image"><figure><a class="td-modal-image" href="/a.jpg"><img class="entry-thumb" src="/a.jpg"></a><figcaption class="tdb-caption-text">{d.caption()} <span>{d["credit"]}</span></figcaption></figure></div><div class="td-post-content tagdiv-type"><div class="tdb-block-inner td-fix-index">{d.p(0, 2)}<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- Anzeige -</span></div>{d.p(2, 4)}
<div class="td_block_inline_related"><div class="block-title"><span>{d["also"]}</span></div>{d.others(2, '<div class="td_module_wrap"><h3 class="entry-title"><a href="/a{n}">{t}</a></h3></div>')}</div>{d.p(4, 7)}<div class="essb_links"><ul><li><a href="#">Facebook</a></li></ul></div></div></div></div>
<div class="td_block_related_posts">{d.others(6, '<div class="td_module_mx"><h3><a href="/a{n}">{t}</a></h3><div class="td-excerpt">{l}</div></div>')}</div></div></div></div>{foot(d)}"""  # fmt: skip


@make("fr")
def essentiel(d: Draft) -> str:
    box = '<section class="sc-1ab element"><p class="sc-9 kTxt">{}</p></section>'
    return d.top() + f"""<body><div id="__next"><div class="sc-header">{NAV}</div><main class="sc-main"><article><section data-testid="article-header"><span class="sc-publ">Publié</span><h1>{d.s.title}</h1><p class="sc-lead">{d.lead()}</p></section><div class="sc-audio"><button>{d["hear"]}</button></div>
<figure class="sc-fig"><div><img src="/a.jpg"></div><div class="sc-cap"><p>{d.caption()}</p><p>{d["credit"]}</p></div></figure><div class="sc-body">{d.p(0, 3, box)}<section class="sc-summary sc-news element"><h2>Newsletter</h2><p>{d["news"]}</p></section>{d.head(0, '<section class="element"><h2>{}</h2></section>')}{d.p(3, 7, box)}</div>
<section class="sc-follow"><h3>Suivez-nous</h3><p>Suivez-nous aussi sur Instagram, TikTok et WhatsApp pour ne rien manquer de l’actualité du pays.</p></section><section class="comments"><p>{d["remark"]}</p><p>{d["remark"]} Vraiment.</p></section></article><section class="sc-feed">{d.others(9, '<a class="sc-teaser" href="/a{n}"><article><h2>{t}</h2><p>{l}</p></article></a>')}</section></main></div>{foot(d)}"""  # fmt: skip


@make("fr")
def lemonde(d: Draft) -> str:
    return d.top() + f"""<body class="page-article"><header class="header">{NAV}</header><main class="zone zone--article"><section class="article article--content"><header class="article__heading"><h1 class="article__title">{d.s.title}</h1><p class="article__desc">{d.lead()}</p><section class="meta"><span class="meta__author">Par {d.author()}</span><span class="meta__date">Publié le 3 mars 2026 à 08h05</span></section></header>
<section class="article__wrapper article__wrapper--premium"><article class="article__content old__article-content-single"><figure class="article__media"><img src="/i/a.jpg" srcset="/i/a-664.jpg 664w, /i/a-1328.jpg 1328w"><figcaption class="article__legend" aria-hidden="true">{d.caption()}, le 2 mars. <span class="article__credit">ANNE BERG / AFP</span></figcaption></figure>
{d.p(0, 2, '<p class="article__paragraph ">{}</p>')}<section class="catcher catcher--inread"><div class="catcher__content"><span class="catcher__type">{d["also"]} |</span><a class="js-article-read-also" href="/a1"><span class="catcher__title">{d.other()[0]}</span></a></div></section>{d.head(0, '<h2 class="article__sub-title">{}</h2>')}{d.p(2, 5, '<p class="article__paragraph ">{}</p>')}<section class="catcher catcher--newsletter"><p class="catcher__desc">{d["news"]}</p></section>{d.p(5, 7, '<p class="article__paragraph ">{}</p>')}
<section class="article__reactions"><p>Réutiliser ce contenu</p></section></article></section></section><aside class="aside">{d.others(4, '<section class="teaser"><a href="/a{n}"><h3 class="teaser__title">{t}</h3><p class="teaser__desc">{l}</p></a></section>')}</aside></main>{foot(d)}"""  # fmt: skip


@make("de")
def spiegel(d: Draft) -> str:
    t = '<div class="RichText RichText--iconLinks RichText--sans leading-loose lg:text-l"><p>{}</p></div>'
    deep = "<div class='relative'>" * 20
    return d.top() + f"""<body><div data-component="Page">{NAV}<main>{deep}<article><header data-area="intro"><h2><span class="block text-primary-base">{d.s.place}</span><span class="align-middle">{d.s.title}</span></h2><h1 class="hidden-title">{d.s.title}</h1><div class="RichText leading-loose font-bold">{d.lead()}</div></header>
<section data-area="body"><div data-area="audio" class="flex"><span>{d["hear"]}</span><span>3:42</span></div><figure data-component="Image"><div class="relative"><button type="button" aria-label="Bild vergrößern"><picture><source data-srcset="/i/a.webp 960w"><img src="data:image/png;base64,AAA" data-src="/i/a.jpg"></picture></button></div><figcaption><p>{d.caption()}</p><span class="text-xs">{d["credit"]}</span></figcaption></figure>{d.p(0, 2, t)}
<div data-area="related_articles"><div class="border"><span>{d["also"]}</span><article aria-label="x"><h3>{d.other()[0]}</h3><a href="/a1">{d.other()[1]}</a></article></div></div>{d.head(0, '<h3 class="font-bold">{}</h3>')}{d.p(2, 7, t)}<div data-area="author-note" class="text-xs">asc</div></section></article>{"</div>" * 20}<section data-area="article-teasers">{d.others(10, '<article data-block-el="articleTeaser"><h3>{t}</h3><section>{l}</section></article>')}</section></main></div>{foot(d)}"""  # fmt: skip


@make("de")
def zeit(d: Draft) -> str:
    return d.top() + f"""<body data-page-type="article"><div class="page"><header>{NAV}</header><div class="page__content"><main id="main" class="main main--article"><article id="js-article" class="article article--padded"><header class="article-header"><h1 class="article-heading"><span class="article-heading__kicker">{d.s.place}<span class="visually-hidden">:</span></span><span class="article-heading__title">{d.s.title}</span></h1><div class="summary">{d.lead()}</div><div class="byline">Von <a href="/x">{d.author()}</a></div></header>
<div class="article-body article-body--article"><div class="article-page"><div class="article-player"><p class="article-player__text">{d["hear"]}: <audio src="/a.mp3" title="{d.s.title}"></audio></p></div>{d.p(0, 2, '<p class="paragraph article__item">{}</p>')}<figure class="article__media variant--medium"><div class="article__media-container"><noscript><img src="/i/a.jpg"></noscript></div><figcaption class="figure__caption"><span class="figure__text">{d.caption()}</span><span class="figure__copyright">© Anna Berg/dpa</span></figcaption></figure>{d.head(0, '<h2 class="article__subheading article__item">{}</h2>')}{d.p(2, 5, '<p class="paragraph article__item">{}</p>')}
<aside class="newsletter-signup"><h2>Newsletter</h2><p>{d["news"]}</p></aside>{d.p(5, 7, '<p class="paragraph article__item">{}</p>')}</div></div><nav class="article-tags"><a href="/t">Thema</a></nav></article><section id="comments" class="comment-section"><article class="comment"><div class="comment__body"><p>{d["remark"]}</p></div></article></section></main></div></div>{foot(d)}"""  # fmt: skip


@make("en")
def guardian(d: Draft) -> str:
    return d.top() + f"""<body><gu-island name="Consent"><p>{d["cookie"]}</p></gu-island><header>{NAV}</header><main data-layout="StandardLayout"><div class="dcr-1"><div data-gu-name="headline"><h1 class="dcr-h">{d.s.title}</h1></div><div data-gu-name="standfirst"><div class="dcr-s"><p>{d.lead()}</p></div></div><div data-gu-name="media"><figure id="m"><div><picture><source srcset="/i/a-1300.jpg 1300w"><img src="/i/a.jpg"></picture></div><figcaption class="dcr-c"><span class="dcr-i"><svg></svg></span><span>{d.caption()}. {d["credit"]}</span></figcaption></figure></div>
<div data-gu-name="body"><div id="maincontent" class="dcr-b"><div class="article-body-commercial-selector article-body-viewer-selector dcr-x">{d.p(0, 2, '<p class="dcr-p">{}</p>')}<figure data-spacefinder-role="richLink" class="dcr-r"><gu-island name="RichLinkComponent"><div><a href="/a1"><h5>{d.other()[0]}</h5></a><div>{d["also"]}</div></div></gu-island></figure>{d.p(2, 4, '<p class="dcr-p">{}</p>')}
<aside data-spacefinder-role="inline" class="dcr-q"><svg></svg><blockquote>{d.s.paragraphs[3][:90]}</blockquote></aside><figure class="dcr-n"><gu-island name="EmailSignUpWrapper"><div><h4>Sign up to First Thing</h4><p>{d["news"]}</p></div></gu-island></figure>{d.head(0, '<h2 id="x">{}</h2>')}{d.p(4, 7, '<p class="dcr-p">{}</p>')}<ul>{"".join(f"<li><p class=dcr-p>{d.item(item)}</p></li>" for item in d.w["items"])}</ul></div></div></div></div>
<div id="sign-in-gate"></div><section class="onward">{d.others(6, '<li><div class="dcr-card"><a href="/a{n}" aria-label="{t}"></a><h3>{t}</h3><div>{l}</div></div></li>')}</section></main>{foot(d)}"""  # fmt: skip


@make("en")
def bbc(d: Draft) -> str:
    t = '<div data-component="text-block" class="sc-3b6b161a-0"><p class="sc-9a00e533-0">{}</p></div>'
    return d.top() + f"""<body><div id="__next">{NAV}<main id="main-content"><article><div data-component="headline-block"><h1 class="sc-f98b1ad2-0">{d.s.title}</h1></div><div data-component="byline-block"><time datetime="2026-03-03T08:05:00.000Z"></time><span>{d.author()}</span><span>Local reporter</span></div>
<figure><div data-component="image-block"><img class="hide-when-no-script" src="/grey-placeholder.png"><img src="/i/480/a.jpg" srcset="/i/480/a.jpg 480w, /i/1024/a.jpg 1024w"><span class="sc-credit">Getty Images</span></div><div data-component="caption-block"><figcaption>{d.caption()}</figcaption></div></figure>{t.format("<b>" + d.lead() + "</b>")}{d.p(0, 2, t)}{d.head(0, '<div data-component="subheadline-block"><h2>{}</h2></div>')}{d.p(2, 4, t)}
<div data-component="unordered-list-block"><ul>{d.others(2, LINK)}</ul></div>{d.p(4, 7, t)}<div data-component="text-block"><p><i>Follow BBC Anywhere on Facebook and Instagram. Send your story ideas to us by email or WhatsApp.</i></p></div></article><div data-component="links-block"><h2>Related topics</h2><ul>{d.others(4, LINK)}</ul></div></main></div>{foot(d)}"""  # fmt: skip


@make("en de")
def substack(d: Draft) -> str:
    sub = f'<div class="subscription-widget-wrap-editor"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">{d["news"]}</p></div><form class="subscription-widget-subscribe"><input type="email"></form></div></div>'
    return d.top() + f"""<body><div id="entry"><div class="main-menu">{NAV}</div><div class="single-post-container"><article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published">{d.s.title}</h1><h3 class="subtitle">{d.lead()}</h3></div><div class="available-content"><div dir="auto" class="body markup">{d.p(0, 2)}{sub}
<div class="captioned-image-container"><figure><a class="image-link" href="/a.jpg"><div class="image2-inset"><picture><source srcset="/a-1456.webp 1456w"><img src="/a.jpg" data-attrs="{{}}"></picture></div></a><figcaption class="image-caption">{d.caption()}</figcaption></figure></div>{d.p(2, 4)}{d.head(0)}<blockquote><p>{d.quote(d.s.paragraphs[1])}</p></blockquote>{d.p(4, 6)}<p class="button-wrapper"><a class="button primary" href="/share"><span>Share</span></a></p>{d.p(6, 7)}</div></div>
<div class="post-footer">Discussion</div></article><div class="comments-page"><div class="comment-body"><p>{d["remark"]}</p></div></div><div class="portable-archive">{d.others(4, '<div class="post-preview"><a href="/p/{n}">{t}</a><div>{l}</div></div>')}</div></div></div>{foot(d)}"""  # fmt: skip


@make("en")
def medium(d: Draft) -> str:
    d.authors = None  # the name is not marked
    return d.top() + f"""<body><div id="root"><div class="a b c"><div class="d e">{NAV}</div><div class="l"><article><div class="l"><div class="l"><section><div><div class="fr fs ft"><h1 class="pw-post-title ga gb">{d.s.title}</h1><h2 class="pw-subtitle-paragraph">{d.lead()}</h2><div class="speechify-ignore ab co"><a href="/@x">{d.author()}</a><button>Follow</button><span>5 min read</span><span>·</span><span>Mar 3</span></div>
{d.p(0, 2, '<p class="pw-post-body-paragraph nl nm">{}</p>')}<figure class="of og"><div role="button" tabindex="0" class="om"><picture><source srcset="https://miro.example/v2/resize:fit:640/a.png 640w, https://miro.example/v2/resize:fit:1400/a.png 1400w"><img src="https://miro.example/a.png"></picture></div><figcaption class="op oq">{d.caption()}</figcaption></figure>{d.head(0, '<h1 class="ou ov">{}</h1>')}{d.p(2, 7, '<p class="pw-post-body-paragraph nl nm">{}</p>')}<pre class="px"><span>{d.listing("for item in shelf: print(item)")}</span></pre></div></div></section></div></div></article></div>
<div class="ab cb"><h2>Written by {d.s.who}</h2><p>Writes about towns and their bridges. Follow for weekly stories.</p></div><div>{d.others(4, '<article><a href="/{n}"><h2>{t}</h2><h3>{l}</h3></a></article>')}</div></div></div>{foot(d)}"""  # fmt: skip


@make("de")
def srf(d: Draft) -> str:
    return d.top() + f"""<body><div class="l-page">{NAV}<main><section class="article-content"><article class="article"><header class="article-header"><h1 class="article-title"><span class="article-title__overline">{d.s.place}</span><span class="article-title__text">{d.s.title}</span></h1><p class="article-lead" itemprop="description">{d.lead()}</p><div class="article-author"><time class="js-time" datetime="2026-03-03T08:05:00+01:00"></time></div></header><section class="article-reference"><h3>Audio</h3><a href="/audio">{d["hear"]} aus Regionaljournal vom 03.03.2026</a></section>
{d.p(0, 2, '<p class="article-paragraph">{}</p>')}<div class="media-window"><div class="image-figure__media"><img src="/a.jpg"></div><div class="media-caption"><span class="media-caption__label">Legende:</span><span class="media-caption__description">{d.caption()}.</span><span class="media-caption__source">Keystone/Anna Berg</span></div></div>{d.head(0, '<h2 class="article-heading">{}</h2>')}{d.p(2, 7, '<p class="article-paragraph">{}</p>')}<section class="expandable-box"><h3>Box aufklappen</h3><p>{d.told("Zum Vergleich: Im Nachbarort kostete ein solches Vorhaben weniger, weil dort Freiwillige halfen.")}</p></section></article></section><div class="articlefooter"><p>Regionaljournal, 03.03.2026, 17:30 Uhr</p></div>
<section class="teasers">{d.others(6, '<a class="teaser" href="/a{n}"><h3>{t}</h3><p class="teaser__lead">{l}</p></a>')}</section></main></div>{foot(d)}"""  # fmt: skip


@make("en")
def apnews(d: Draft) -> str:
    return d.top() + f"""<body class="Page-body"><bsp-header>{NAV}</bsp-header><div class="Page-content"><main class="Page-main"><bsp-story-page class="StoryPage"><h1 class="Page-headline">{d.s.title}</h1><div class="Page-lead"><bsp-figure class="Figure"><figure><img src="/a.jpg"><figcaption class="Figure-caption"><p>{d.caption()}. (AP Photo/Anna Berg)</p></figcaption></figure></bsp-figure></div><div class="Page-content-main"><div class="RichTextStoryBody RichTextBody"><p>{d.lead()}</p>{d.p(0, 3)}<div class="PageListEnhancementGeneric"><h2>{d["more"]}</h2><ul>{d.others(3, LINK)}</ul></div>{d.p(3, 5)}<div class="Advertisement"></div>{d.head(0)}{d.p(5, 7)}<p>___</p></div></div></bsp-story-page></main><aside class="Page-aside">{d.others(5, CARD)}</aside></div>{foot(d)}"""  # fmt: skip


@make("de fr")
def read_aloud(d: Draft) -> str:
    lead, parts = d.lead(), d.p(0, 7)
    whole = " ".join([d.s.title + ".", d.s.lead, *d.s.paragraphs])
    return d.top() + f"""<body>{NAV}<div class="bo-page"><main><article class="bo-article"><h1>{d.s.title}</h1><div class="bo-lead"><p>{lead}</p></div><div class="bo-tts" data-tts="article"><div class="tts-text"><p>{escape(whole)}</p></div></div><div class="c-article-text js-dynamic-advertorial js-external-links">{parts}</div></article></main><div class="more">{d.others(6, CARD)}</div></div>{foot(d)}"""  # fmt: skip


@make("en fr")
def read_aloud_paragraphs(d: Draft) -> str:
    lead, parts = d.lead(), d.p(0, 7)
    copy = "".join(f"<p>{escape(text)}</p>" for text in (d.s.lead, *d.s.paragraphs))
    return d.top() + f"""<body>{NAV}<main><article class="story"><h1>{d.s.title}</h1><p class="deck">{lead}</p><div class="story-body">{parts}</div><div class="listen-transcript">{copy}</div></article></main><div class="more">{d.others(6, CARD)}</div>{foot(d)}"""  # fmt: skip


@make("de")
def heise(d: Draft) -> str:
    return d.top() + f"""<body><a-header>{NAV}</a-header><div id="container"><main id="content"><article id="meldung" class="a-article"><header class="a-article-header"><h1 class="a-article-header__title">{d.s.title}</h1><p class="a-article-header__lead">{d.lead()}</p><div class="a-article-header__publish-info"><time datetime="2026-03-03T08:05:00+01:00"> 08:05 Uhr </time></div></header><figure class="article-image"><a-lightbox><a-img src="/a.jpg" alt="x"><noscript><img src="/a.jpg" alt="x"></noscript></a-img></a-lightbox><figcaption class="a-caption"><p class="a-caption__text">{d.caption()}</p><p class="a-caption__source">(Bild: Anna Berg)</p></figcaption></figure>
<div class="article-content">{d.p(0, 3)}<a-ad></a-ad>{d.head(0, '<h3 class="subheading">{}</h3>')}{d.p(3, 5)}<a-collapse class="a-box"><h4>{d["also"]}</h4><a-teaser>{d.others(2, '<a href="/a{n}"><h5>{t}</h5></a>')}</a-teaser></a-collapse>{d.p(5, 7)}<a-gift has-access><p>Diesen Link verschenken</p></a-gift><p>(<a href="mailto:x@example.org">abc</a>)</p></div></article></main></div>{foot(d)}"""  # fmt: skip


@make("fr")
def figaro(d: Draft) -> str:
    return d.top() + f"""<body class="fig-body"><header>{NAV}</header><article class="fig-main fig-main-article"><h1 class="fig-headline">{d.s.title}</h1><div class="fig-media fig-media--type-photo"><figure><div class="fig-media__wrapper"><img src="/a.jpg" srcset="/b.jpg 1280w"></div><figcaption class="fig-media__caption">{d.caption()}.<span class="fig-media__credits">Anne Berg / AFP</span></figcaption></figure></div><p class="fig-standfirst">{d.lead()}</p><div class="fig-content-body" data-component="fig-content-body">{d.p(0, 2, '<p class="fig-paragraph">{}</p>')}<p class="fig-body-link"><span class="fig-body-link__prefix">À lire aussi</span><a class="fig-body-link__link" href="/a1">{d.other()[0]}</a></p>{d.p(2, 4, '<p class="fig-paragraph">{}</p>')}{d.head(0, '<h2 class="fig-body-heading">{}</h2>')}{d.p(4, 7, '<p class="fig-paragraph">{}</p>')}<div class="fig-newsletter"><p>{d["news"]}</p></div></div></article><div class="fig-comments"><article><p>{d["remark"]}</p></article></div><section>{d.others(6, '<article class="fig-profile"><a href="/a{n}"><h2 class="fig-profile__headline">{t}</h2><p>{l}</p></a></article>')}</section>{foot(d)}"""  # fmt: skip


@make("en lb")
def old_breaks(d: Draft) -> str:
    text = "<br><br>\n".join(d.told(t) for t in d.s.paragraphs)
    return d.top() + f"""<body bgcolor=white><center><table width=760><tr><td width=160 valign=top>{"".join(f"<a href=/{n}>Rubrik {n}</a><br>" for n in range(20))}</td><td valign=top><font size=5><b>{d.s.title}</b></font><br><font size=2>3.3.2026</font><br><br>{text}<br><br><a href=/>Home</a> | <a href=/print>Print</a></td></tr></table></center></body></html>"""  # fmt: skip


@make("en de")
def refrain(d: Draft) -> str:
    line = f"O {d.s.place}, {d.s.place}, how your lanterns burn tonight beside the slow green water."
    verses = "".join(f"<p>{d.told(text)}</p><p>{d.told(line)}</p>" for text in d.s.paragraphs[:5])
    return d.top() + f"""<body>{NAV}<main><article><h1>{d.s.title}</h1><div class="post-body">{verses}</div></article></main><aside class="sidebar">{d.others(5, CARD)}</aside>{foot(d)}"""  # fmt: skip


@make("de fr")
def scripts_inside(d: Draft) -> str:
    ad = """<script>document.write("<table width=300><tr><td><div id='ad" + n + "'>"); if (a<b && c>d) { e = '</nav>' }</script>"""
    menu = "".join(f"<li><a href=/r{n}>R{n}</a>" for n in range(120))
    return d.top() + f"""<body><div id=top><nav><ul>{menu}</ul></nav></div><div id="wrap"><div class="story"><h1>{d.s.title}</h1><p class="intro">{d.lead()}</p>{ad}<div class="story-text">{d.p(0, 3)}{ad}{d.p(3, 7)}</div>{ad}</div><div class="teasers">{d.others(6, CARD)}</div></div>{foot(d)}"""  # fmt: skip


@make("de en")
def results(d: Draft) -> str:
    before = d.p(0, 3)
    head = d.row(("Team", "Played", "Points"), "<th>{}</th>")
    rows = "".join(d.row((f"Verein {n}", str(30 - n), str(60 - 3 * n))) for n in range(8))
    after = d.s.paragraphs[3:7]
    return d.top() + f"""<body>{NAV}<main><article class="article"><h1>{d.s.title}</h1><div class="article-body">{before}<table class="standings"><thead>{head}</thead><tbody>{rows}</tbody></table>{"".join(f"<p>{d.told(text)}</p>" for text in after)}</div></article></main><aside>{d.others(5, CARD)}</aside>{foot(d)}"""  # fmt: skip


@make("en de")
def teaser_flood(d: Draft) -> str:
    body = "\n\n".join(d.s.paragraphs[:4])
    linked = json.dumps({"@type": "NewsArticle", "headline": d.s.title, "articleBody": body}, ensure_ascii=False)
    flood = (
        d.others(10, "<article class='tease'><a href='/a{n}'><h2>{t}</h2></a><p>{l}</p><p>{l} {t}.</p></article>") * 2
    )
    return d.top(f'<script type="application/ld+json">{linked}</script>') + f"""<body>{NAV}<div class="wall"><div class="grid"><section class="lead-story"><h1>{d.s.title}</h1><div class="bodytext">{d.p(0, 4)}</div></section>{flood}</div></div>{foot(d)}"""  # fmt: skip


@make("de")
def taz(d: Draft) -> str:
    return d.top() + f"""<body class="article"><div class="page"><header>{NAV}</header><main><article class="main-article"><header><h2 class="headline"><span class="is-hidden">{d.s.place}</span></h2><h1 class="headline">{d.s.title}</h1><p class="typo-r-subline-detail">{d.lead()}</p></header><div class="image-box"><img src="/a.jpg"><p class="is-flex credit-caption"><span class="caption-text">{d.caption()}</span><span class="caption-credit">Foto: Anna Berg/imago</span></p></div><div class="body-copy">{d.p(0, 3, '<p class="bodytext paragraph typo-bodytext">{}</p>')}<h3 class="webelement_intext">{d["also"]}</h3>{d.p(3, 7, '<p class="bodytext paragraph typo-bodytext">{}</p>')}</div><div class="webelement_bio"><p>Redakteurin im Inlandsressort, schreibt seit zehn Jahren über Brücken und ihre Städte.</p></div><div class="tzi-box"><h4>taz lesen kann jede:r</h4><p>Als Genossenschaft gehören wir unseren Leser:innen. Und unser Journalismus ist nicht nur frei zugänglich, sondern auch kostenlos.</p></div></article></main><section>{d.others(6, CARD)}</section></div>{foot(d)}"""  # fmt: skip


@make("de")
def faz(d: Draft) -> str:
    return d.top() + f"""<body><div class="w-page">{NAV}<main><article class="atc"><header class="atc-Header"><h1 class="atc-HeadlineText">{d.s.title}</h1></header><div class="atc-Intro"><p class="atc-IntroText">{d.lead()}</p></div><div class="atc-Text js-atc-Text"><figure class="atc-ContainerImage"><img class="media" data-retina-src="/b.jpg" src="/a.jpg"><div class="atc-ImageDescription"><span class="atc-ImageDescriptionText">{d.caption()}</span><span class="atc-ImageDescriptionCopyright">Bild: dpa</span></div></figure>{d.p(0, 2, '<p class="atc-TextParagraph">{}</p>')}<div class="ctn-PlaceholderTeaser"><aside class="tsr-Article"><h3>{d.other()[0]}</h3><p>{d.other()[1]}</p></aside></div>{d.head(0, '<h3 class="atc-SubHeadline">{}</h3>')}{d.p(2, 7, '<p class="atc-TextParagraph">{}</p>')}</div><div class="atc-Footer"><span>Quelle: F.A.Z.</span></div></article><section class="more">{d.others(8, CARD)}</section></main></div>{foot(d)}"""  # fmt: skip


@make("fr")
def interview(d: Draft) -> str:
    first, second = (f"<p><strong>{d.told(q)}</strong></p>" if n else "" for n, q in enumerate(("", d.w["ask"][0])))
    body = d.p(0, 3)
    ask = f'<p class="question"><b>{d.told(d.w["ask"][1])}</b></p>'
    return d.top() + f"""<body>{NAV}<main><article class="interview"><h1>{d.s.title}</h1><div class="article-text">{first}{second}{body}{ask}{d.p(3, 7)}</div><div class="o-newsletter"><p>{d["news"]}</p></div></article></main>{d.others(5, CARD)}{foot(d)}"""  # fmt: skip
