"""Pages with code, tables, lists in lists and many headings, as technical sites and encyclopedias mark them up.

Importing this module adds them to the makes.
"""

from __future__ import annotations

from html import escape

from corpus.newspapers.makes import CARD, LINK, NAV, Draft, foot, make

CODE = (
    "def open_bridge(name: str) -> Bridge:\n    bridge = Bridge(name)\n    if bridge.height < 4:\n        raise TooLow(name)\n    return bridge",
    "$ make install\n$ bridge --open north\nopened: north",
    "for (const lamp of lamps) {\n  lamp.dim(0.5);\n}",
)
ROWS = (("Jahr", "Kosten", "Besucher"), ("2021", "4,1", "1211"), ("2022", "4,4", "1248"), ("2023", "5,0", "1302"))


def table(d: Draft, opening: str = "<table>", head: str = "<th>{}</th>") -> str:
    return f"{opening}<thead>{d.row(ROWS[0], head)}</thead><tbody>{''.join(d.row(row) for row in ROWS[1:])}</tbody></table>"


def coloured(code: str) -> str:
    """Code as highlighters write it: a `<span>` for each word."""
    return "".join(f'<span class="k">{escape(word)}</span>' if word.isalpha() else escape(word) for word in split(code))


def told(d: Draft, code: str) -> str:
    """The same, and expected."""
    return d.listing(code) and coloured(code)


def steps(d: Draft) -> str:
    """A list in a list."""
    return f'<ol class="arabic simple"><li><p>{d.item("First look at the sky")}</p><ul><li><p>{d.item("in the morning")}</p></li><li><p>{d.item("in the evening")}</p></li></ul></li><li><p>{d.item("Then open the bridge")}</p></li></ol>'  # fmt: skip


def gutter(d: Draft, code: str) -> str:
    """Code with the numbers of its lines in a column."""
    d.listing(code)
    lines = code.split("\n")
    numbers = "".join(f'<span class="line">{n + 1}</span><br>' for n in range(len(lines)))
    rows = "".join(f'<span class="line">{coloured(line)}</span><br>' for line in lines)
    return f'<figure class="highlight python"><table><tr><td class="gutter"><pre>{numbers}</pre></td><td class="code"><pre>{rows}</pre></td></tr></table></figure>'  # fmt: skip


def rouge_table(d: Draft, code: str) -> str:
    """The same in a `<pre>`."""
    numbers = "\n".join(str(n + 1) for n in range(code.count("\n") + 1))
    return f'<div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">{numbers}\n</pre></td><td class="rouge-code"><pre>{told(d, code)}\n</pre></td></tr></tbody></table></code></pre></div>'  # fmt: skip


def line_by_line(d: Draft, code: str) -> str:
    """The same with each line in an element of its own."""
    d.listing(code)
    rows = "".join(f'<div class="line number{n} index{n - 1} alt2"><code class="js plain">{escape(line)}</code></div>' for n, line in enumerate(code.split("\n"), 1))  # fmt: skip
    numbers = "".join(f'<div class="line number{n}">{n}</div>' for n in range(1, code.count("\n") + 2))
    return f'<div class="syntaxhighlighter js" id="highlighter_1"><table border="0"><tbody><tr><td class="gutter">{numbers}</td><td class="code"><div class="container">{rows}</div></td></tr></tbody></table></div>'  # fmt: skip


def split(code: str) -> list[str]:
    words, word = [], ""
    for sign in code:
        if word and sign.isalpha() != word[-1].isalpha():
            words.append(word)
            word = ""
        word += sign
    return [*words, word]


@make("en de")
def jekyll(d: Draft) -> str:
    return d.top() + f"""<body><header class="site-header">{NAV}</header><main class="page-content"><div class="wrapper"><article class="post h-entry" itemscope itemtype="http://schema.org/BlogPosting"><header class="post-header"><h1 class="post-title p-name" itemprop="name headline">{d.s.title}</h1><p class="post-meta"><time class="dt-published" datetime="2026-03-03T08:05:00+01:00">Mar 3, 2026</time></p></header><div class="post-content e-content" itemprop="articleBody">{d.p(0, 2)}<h2 id="a">{d.heading(0)}</h2>{d.p(2, 3)}<div class="language-python highlighter-rouge"><div class="highlight"><pre class="highlight"><code>{told(d, CODE[0])}
</code></pre></div></div>{d.p(3, 4)}<div class="language-console highlighter-rouge"><div class="highlight"><pre class="highlight"><code>{told(d, CODE[1])}
</code></pre></div></div><h3 id="b">{d.heading(1)}</h3><ul>{d.list()}</ul>{d.p(4, 7)}</div></article><div class="related"><h2>Related posts</h2><ul>{d.others(4, LINK)}</ul></div></div></main>{foot(d)}"""  # fmt: skip


@make("en de")
def hexo(d: Draft) -> str:
    """Numbers of lines in a column of their own, each line an element."""
    return d.top() + f"""<body><div id="container"><div id="wrap"><header id="header">{NAV}</header><div class="outer"><section id="main"><article class="article article-type-post"><div class="article-inner"><header class="article-header"><h1 class="article-title">{d.s.title}</h1></header><div class="article-entry" itemprop="articleBody">{d.p(0, 2)}{gutter(d, CODE[0])}{d.p(2, 4)}<h2 id="x"><a href="#x" class="headerlink"></a>{d.heading(0)}</h2>{d.p(4, 5)}{gutter(d, CODE[1])}{d.p(5, 7)}</div></div></article></section><aside id="sidebar">{d.others(5, CARD)}</aside></div></div></div>{foot(d)}"""  # fmt: skip


@make("en")
def rouge_with_numbers(d: Draft) -> str:
    """The same as one table in `<pre>`, and code as a list of lines."""
    return d.top() + f"""<body>{NAV}<main><article class="post"><h1>{d.s.title}</h1><div class="body">{d.p(0, 3)}{rouge_table(d, CODE[0])}{d.p(3, 5)}<div class="codehilite"><pre><span></span><code>{told(d, CODE[2])}
</code></pre></div>{d.p(5, 7)}<blockquote><p>{d.quote(d.s.paragraphs[0][:80])}</p></blockquote></div></article></main>{foot(d)}"""  # fmt: skip


@make("en de")
def github(d: Draft) -> str:
    return d.top() + f"""<body><div class="logged-out env-production"><div class="header-wrapper">{NAV}</div><main id="js-repo-pjax-container"><div class="clearfix container-xl"><div class="BorderGrid"><h2 class="sr-only">Files</h2><table class="files"><tbody>{"".join(f'<tr class="js-navigation-item"><td><a href="/f{n}">file{n}.py</a></td><td><a href="/c{n}">Fix the bridge</a></td><td><time>2 days ago</time></td></tr>' for n in range(8))}</tbody></table></div><div id="readme" class="Box"><article class="markdown-body entry-content container-lg" itemprop="text"><div class="markdown-heading"><h1 class="heading-element">{d.s.title}</h1><a class="anchor" href="#t"></a></div>{d.p(0, 2)}<div class="markdown-heading"><h2 class="heading-element">{d.heading(0)}</h2><a class="anchor" href="#a"><svg></svg></a></div><div class="highlight highlight-source-shell notranslate"><pre>{told(d, CODE[1])}</pre><div class="zeroclipboard-container"><clipboard-copy>Copy</clipboard-copy></div></div>{d.p(2, 4)}<ul dir="auto">{d.list()}</ul>{table(d, "<markdown-accessiblity-table><table>")}</markdown-accessiblity-table><div class="markdown-heading"><h2 class="heading-element">{d.heading(1)}</h2></div><blockquote><p>{d.quote(d.s.paragraphs[1])}</p></blockquote>{d.p(4, 7)}</article></div></div></main></div>{foot(d)}"""  # fmt: skip


@make("en de fr")
def wikipedia(d: Draft) -> str:
    """Infobox, contents, links to edit, references; the notes are a list of the article."""

    def section(text: str, level: int = 2) -> str:
        return f'<div class="mw-heading mw-heading{level}"><h{level} id="{escape(text)}">{d.heading(text)}</h{level}><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="/e">edit</a><span class="mw-editsection-bracket">]</span></span></div>'  # fmt: skip

    box = f'<table class="infobox"><tbody><tr><th colspan="2" class="infobox-above">{d.cell(d.s.place)}</th></tr><tr><th>{d.cell("Kosten")}</th><td>{d.cell("4,1 Mio.")}</td></tr><tr><th>{d.cell("Besucher")}</th><td>{d.cell("1211")}</td></tr></tbody></table>'
    noted = "".join(
        f'<p>{d.told(text)}<sup id="cite_ref-{n}" class="reference"><a href="#cite_note-{n}"><span>[</span>{n}<span>]</span></a></sup></p>'
        for n, text in enumerate(d.s.paragraphs[:2], 1)
    )
    contents = '<div id="toc" class="toc" role="navigation"><div class="toctitle"><h2>Contents</h2></div><ul><li class="toclevel-1"><a href="#1"><span class="tocnumber">1</span> <span class="toctext">A</span></a></li><li><a href="#2"><span class="tocnumber">2</span> B</a></li></ul></div>'
    one = section(d.w["heads"][0]) + d.p(2, 4)
    thumb = f'<figure class="mw-default-size mw-halign-right" typeof="mw:File/Thumb"><a href="/File:a.jpg" class="mw-file-description"><img src="/thumb/a.jpg" width="330" height="220" class="mw-file-element"></a><figcaption>{d.caption()}</figcaption></figure>'
    two = section(d.w["heads"][1], 3) + d.p(4, 6) + table(d, '<table class="wikitable sortable">')
    items = f"<ul>{d.list()}</ul>"
    last = d.p(6, 7)
    notes = (
        section("Notes")
        + f'<div class="reflist"><div class="mw-references-wrap"><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span class="reference-text">{d.item("^ Weber, Karl: Bridges and their towns, page 12.")[2:]}</span></li><li id="cite_note-2"><span class="mw-cite-backlink"><b><a href="#cite_ref-2">^</a></b></span> <span class="reference-text">{d.item("^ Annual report of the council, 2019.")[2:]}</span></li></ol></div></div>'
    )
    more = (
        f'<div class="navbox"><table><tr><th>{d["more"]}</th><td><ul>{d.others(8, LINK)}</ul></td></tr></table></div>'
    )
    return d.top() + f"""<body class="mediawiki skin-vector"><div class="vector-header">{NAV}</div><div class="mw-page-container"><main id="content" class="mw-body"><header class="mw-body-header"><h1 id="firstHeading" class="firstHeading"><span class="mw-page-title-main">{d.s.title}</span></h1></header><div id="bodyContent"><div id="siteSub">From Wikipedia, the free encyclopedia</div><div id="mw-content-text"><div class="mw-content-ltr mw-parser-output">{box}{noted}{contents}{one}{thumb}{two}{items}{last}{notes}{more}</div></div><div id="catlinks" class="catlinks"><ul><li><a href="/c">Bridges</a></li></ul></div></div></main></div>{foot(d)}"""  # fmt: skip


@make("en de")
def manual(d: Draft) -> str:
    """Sphinx: notes, definitions, lists in lists, code with a button to copy it."""
    return d.top() + f"""<body class="wy-body-for-nav"><div class="wy-grid-for-nav"><nav class="wy-nav-side"><div class="wy-menu"><ul>{d.others(9, LINK)}</ul></div></nav><section class="wy-nav-content-wrap"><div class="wy-nav-content"><div class="rst-content"><div role="navigation"><ul class="wy-breadcrumbs"><li><a href="/">Docs</a></li></ul></div><div role="main" class="document" itemscope><div itemprop="articleBody"><section id="a"><h1>{d.s.title}<a class="headerlink" href="#a">¶</a></h1>{d.p(0, 2)}<section id="b"><h2>{d.heading(0)}<a class="headerlink" href="#b">¶</a></h2>{d.p(2, 3)}<div class="highlight-python notranslate"><div class="highlight"><pre><span></span>{told(d, CODE[0])}
</pre></div></div>{d.p(3, 4)}{steps(d)}<div class="admonition note"><p class="admonition-title">Note</p><p>{d.told("Lamps stay on while a boat is near.")}</p></div></section><section id="c"><h2>{d.heading(1)}<a class="headerlink" href="#c">¶</a></h2>{d.p(4, 6)}<div class="highlight-js notranslate"><div class="highlight"><pre>{told(d, CODE[2])}
</pre></div></div>{table(d, '<div class="wy-table-responsive"><table class="docutils align-default">')}</div>{d.p(6, 7)}</section></section></div></div><footer><div class="rst-footer-buttons"><a href="/n">Next</a></div></footer></div></div></section></div>{foot(d)}"""  # fmt: skip


@make("en")
def old_technical(d: Draft) -> str:
    """Tables for layout around tables of data, quotations and code."""
    first = d.p(0, 2) + f"<blockquote>{d.quote(d.s.paragraphs[1])}</blockquote>"
    middle = d.p(2, 4) + f"<pre>\n    {d.listing(CODE[1])}\n</pre>" + d.p(4, 5)
    last = f"<h3>{d.heading(0)}</h3>" + table(d, '<blockquote><table class="OddEven">') + "</blockquote>" + d.p(5, 7)
    return d.top() + f"""<body bgcolor="#ffffff"><table width="100%"><tr><td class="LeftColumn" valign="top"><div class="SideBox"><p><b>User:</b><br><form><input></form></p><p><a href="/a">Weekly edition</a><br><a href="/b">Archives</a></p></div></td><td class="MidColumn" valign="top"><div class="PageHeadline"><h1>{d.s.title}</h1></div><div class="ArticleText"><div class="FeatureByline">By <b>{d.s.who}</b><br>March 3, 2026</div>{first}{middle}{last}</div><br clear="all"><hr><h2>Comments</h2><div class="CommentBox"><p>{d["remark"]}</p></div></td></tr></table></body></html>"""  # fmt: skip


@make("de en")
def syntax_highlighter(d: Draft) -> str:
    """WordPress with a code for each line, and Enlighter."""
    return d.top() + f"""<body class="single single-post"><header>{NAV}</header><main><article class="post"><header><h1 class="entry-title">{d.s.title}</h1></header><div class="entry-content">{d.p(0, 2)}{line_by_line(d, CODE[2])}{d.p(2, 4)}{d.head(0)}<ul class="wp-block-list">{d.list()}</ul><pre class="wp-block-code"><code>{d.listing(CODE[1])}</code></pre>{d.p(4, 7)}<figure class="wp-block-table">{table(d)}</figure></div></article></main><aside>{d.others(5, CARD)}</aside>{foot(d)}"""  # fmt: skip
