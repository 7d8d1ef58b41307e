"""Replaces the formulas of a page or a feed by their text, each once.

A formula comes as MathML, as TeX for MathJax, as what KaTeX or MathJax made of it (glyphs for the eye and MathML for
screen readers, side by side), or as a picture whose alternative text is TeX. In the tree, a formula within a sentence
is a `<span>` afterwards, and one that stands alone a `<p role="math">`.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from wortreader.prose.formulas.mathml import local_name, text_of_math
from wortreader.prose.formulas.tex import text_of_tex
from wortreader.prose.html.elements import BLOCKS, Element, drop, text_before, wrap_up

_FORMULA_TAGS: Final = frozenset(("math", "img", "script", "amp-mathml"))
_TOO_LARGE: Final = frozenset(("html", "body", "article", "main", "section"))
_RENDERED: Final = re.compile(
    r"(?<![\w-])(?:katex|katex-display|MathJax|MathJax_\w+|MJX\w*|mjx-chtml|mwe-math-element)(?![\w-])"
)
"""Classes of elements that hold the same formula in several forms."""
_DISPLAY: Final = re.compile(r"katex-display|_Display\b|-display\b|(?<![\w-])display(?![\w-])")
_SOURCE: Final = re.compile(r"(?<![\w-])(?:math|arithmatex|tex|tex2jax_process|math-tex|math-inline)(?![\w-])")
"""Classes of elements that hold TeX for a script."""
_DELIMITED: Final = re.compile(r"\s*(?:\\\(.*\\\)|\\\[.*\\\]|\$.+\$|\\begin\{.*\\end\{.*\})\s*", re.DOTALL)
_DISPLAY_DELIMITERS: Final = ("\\[", "$$", "\\begin")
_PICTURE_CLASS: Final = re.compile(
    r"(?<![\w-])(?:latex|tex|math|mathimg|texrender|equation|equation_image|formula|ql-img-\w+|mwe-math-[\w-]+)(?![\w-])"
)
_PICTURE_SOURCE: Final = re.compile(
    r"latex\.php\?|[/.]codecogs\.com/|/media/math/render/|quicklatex|mimetex|mathtex|/render/math\?|/equation\?tex="
    r"|\bupmath\.me/|/chart\?cht=tx|math\.now\.sh|/latex\?|\?latex=|/tex\?|tex\.z-dn\.net"
)
_TEX: Final = re.compile(
    r"\$.+\$|\\\(.+\\\)|.*\\(?:displaystyle|frac|sqrt|sum|int|prod|lim|mathbb|mathrm|mathcal|left|times|cdot|leq?|geq?|neq?"
    r"|in|to|infty|alpha|beta|gamma|delta|epsilon|theta|lambda|mu|pi|sigma|phi|omega|partial|begin|text)(?![a-z]).*",
    re.DOTALL,
)
_SHORT_FORMULA: Final = re.compile(r"[A-Za-zα-ωΑ-Ω]|(?=.*[=^_<>≤≥≠√∑∈])[\w\s+\-−*/=^{}()<>≤≥≠√∑∈.,|!']{2,80}")
_PREFIX: Final = re.compile(r"^\s*(?:La)?TeX(?: code)?:\s*", re.IGNORECASE)
_NO_FORMULA: Final = frozenset(
    ("", "equation", "formula", "latex", "math", "image", "tex", "formule", "formel", "fórmula")
)
_REPLACED_BLOCKS: Final = frozenset(("div", "p", "figure", "center"))
_MOST_DIVIDED: Final = 300
"""Displayed formulas of an article that divide the paragraphs they are in. It takes time by the square of them."""
_TALLEST: Final = 60
"""Pixels of a picture within a line."""
_LONGEST: Final = 2000


def read_formulas(root: Element) -> None:
    """Replaces each formula under `root` by its text. Pictures of formulas without any text stay pictures."""
    for element, is_rendered in _candidates(root):
        if not _is_in(element, root):
            continue
        tag = local_name(element)
        if tag == "img":
            _read_picture(element)
        elif tag == "script":
            _read_script(element)
        elif tag == "math":
            _replace(element, _text_inside(element), is_display=element.get("display") == "block")
        elif tag == "amp-mathml":
            _replace(element, text_of_tex(element.get("data-formula") or ""), is_display=element.get("inline") is None)
        elif is_rendered:
            _read_rendered(element)
        else:
            _read_source(element)
    _move_out_of_head(root)
    for formula in [element for element in root.iter("p") if element.get("role") == "math"][:_MOST_DIVIDED]:
        _divide_paragraph(formula)


def _divide_paragraph(formula: Element) -> None:
    """Ends the paragraph that a displayed formula is in before it, and begins a new one behind it."""
    paragraph = formula.getparent()
    if paragraph is None or paragraph.tag != "p":
        return
    rest = formula.makeelement("p")
    rest.text, formula.tail = formula.tail, None
    while (following := formula.getnext()) is not None:
        rest.append(following)
    rest.tail, paragraph.tail = paragraph.tail, None
    paragraph.addnext(rest)
    paragraph.addnext(formula)


def _move_out_of_head(root: Element) -> None:
    """Moves formulas into the text: the parser takes a script at its very beginning for a part of the head."""
    head, body = root.find("head"), root.find("body")
    found = [element for element in head if element.tag in ("p", "span")] if head is not None else []
    if found and body is None:
        head.tag = "body"
        return
    for element in reversed(found):
        if not (element.tail or "").strip():
            element.tail = body.text
            body.text = None
        body.insert(0, element)


def _candidates(root: Element) -> list[tuple[Element, bool]]:
    """What may be a formula, and whether it holds several forms of one."""
    found: list[tuple[Element, bool]] = []
    for element in root.iter():
        tag = element.tag
        classes = element.get("class")
        if (classes and tag not in _TOO_LARGE and _RENDERED.search(classes)) or tag == "mjx-container":
            found.append((element, True))
        elif tag in _FORMULA_TAGS or (isinstance(tag, str) and tag.endswith(":math")):
            if tag != "script" or (element.get("type") or "").startswith("math/"):
                found.append((element, False))
        elif classes and tag not in _TOO_LARGE and _SOURCE.search(classes):
            found.append((element, False))
    return found


def _is_in(element: Element, root: Element) -> bool:
    """Whether `element` is still in the tree: the formula that it belongs to may be replaced already."""
    return element is root or any(ancestor is root for ancestor in element.iterancestors())


def _read_picture(image: Element) -> None:
    tex = _tex_of_picture(image)
    if tex and len(tex) <= _LONGEST:
        is_display = "display" in (image.get("class") or "")
        _replace(image, text_of_tex(tex), is_display=is_display)


def _tex_of_picture(image: Element) -> str:
    """The TeX that a picture shows; empty if it is no picture of a formula."""
    alt = _PREFIX.sub("", image.get("alt") or "").strip()
    source = image.get("src") or ""
    for name in ("data-equation-content", "data-latex", "data-tex", "data-formula"):
        if tex := (image.get(name) or "").strip():
            return str(tex)
    if _PICTURE_CLASS.search(image.get("class") or "") or _PICTURE_SOURCE.search(source):
        return alt if alt.lower() not in _NO_FORMULA else _tex_of_address(source) or _tex_of_title(image)
    if len(alt) > _LONGEST or not alt:
        return ""
    if _TEX.fullmatch(alt):
        return alt
    return alt if _is_in_line(image) and _SHORT_FORMULA.fullmatch(alt) else ""


def _tex_of_title(image: Element) -> str:
    title = (image.get("title") or "").strip()
    return title if _TEX.fullmatch(title) or _SHORT_FORMULA.fullmatch(title) else ""


def _tex_of_address(address: str) -> str:
    """The TeX in the address of a service that draws formulas."""
    try:
        parts = urlsplit(address)
        fields = parse_qs(parts.query)
    except ValueError:
        return ""
    for name in ("latex", "tex", "math", "chl", "eq", "from", "f"):
        if name in fields:
            return fields[name][0]
    if "codecogs" in parts.netloc:
        return unquote(parts.query)
    return unquote(parts.path.rpartition("/")[2]) if "upmath" in parts.netloc else ""


def _is_in_line(image: Element) -> bool:
    """Whether a small picture has text next to it."""
    for name in ("width", "height"):
        digits = (image.get(name) or "").removesuffix("px").strip()
        if digits.isdecimal() and name == "height" and int(digits[:5]) > _TALLEST:
            return False
    return bool(text_before(image).strip() or (image.tail or "").strip())


def _read_script(script: Element) -> None:
    """The TeX or MathML that MathJax 2 reads, and beside it what MathJax made of it."""
    kind = script.get("type") or ""
    source = script.text or ""
    text = text_of_tex(source) if "tex" in kind else _text_of_markup(source)
    before = script.getprevious()
    while before is not None and not (before.tail or "").strip() and _RENDERED.search(before.get("class") or ""):
        drop(before)
        before = script.getprevious()
    _replace(script, text, is_display="mode=display" in kind.replace(" ", ""))


def _read_rendered(element: Element) -> None:
    """What KaTeX, MathJax or Wikipedia made of a formula."""
    classes = element.get("class") or ""
    if "Preview" in classes or next(element.iter("script"), None) is not None:
        return
    following = element.getnext()
    is_before_script = following is not None and local_name(following) == "script" and not (element.tail or "").strip()
    if is_before_script and (following.get("type") or "").startswith("math/"):
        return  # the script has the source
    is_display = (
        bool(_DISPLAY.search(classes))
        or element.get("display") == "true"
        or any("-display" in (inner.get("class") or "") for inner in element.iterdescendants())
        or any(inner.get("display") == "block" for inner in element.iter("math"))
    )
    text = _text_inside(element)
    if text:
        _replace(element, text, is_display=is_display)
        return
    hidden = [inner for inner in element.iter() if inner.get("aria-hidden")]
    for inner in [*hidden, element]:  # there is nothing else to read
        inner.attrib.pop("aria-hidden", None)
    for inner in list(element.iter()):
        if "katex-mathml" in (inner.get("class") or "") and hidden:
            drop(inner)


def _text_inside(element: Element) -> str:
    """The text of the formula in `element`, by the first of its forms that can be read."""
    maths = [inner for inner in element.iter() if local_name(inner) == "math"]
    for math in maths[:1]:
        if text := text_of_math(math):
            return text
    for inner in element.iter():
        if local_name(inner) == "annotation" and "tex" in (inner.get("encoding") or "").lower():
            return text_of_tex("".join(inner.itertext()))
    for inner in element.iter():
        for name in ("alttext", "data-latex", "data-tex", "data-formula", "data-expr"):
            if (source := inner.get(name)) and source.strip():
                return text_of_tex(source)
        if (source := inner.get("data-mathml")) and (text := _text_of_markup(source)):
            return text
    for image in element.iter("img"):
        if tex := _tex_of_picture(image) or (image.get("alt") or ""):
            return text_of_tex(tex)
    return " ".join(" ".join(maths[0].itertext()).split()) if maths else ""


def _text_of_markup(source: str) -> str:
    """The text of MathML that is in an attribute or a script."""
    from lxml import etree

    if len(source) > 50 * _LONGEST or source.count("<") > _LONGEST:
        return ""
    root = etree.fromstring(source.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    math = next((inner for inner in root.iter() if local_name(inner) == "math"), None) if root is not None else None
    return text_of_math(math) if math is not None else ""


def _read_source(element: Element) -> None:
    """TeX in an element that a script would typeset."""
    source = element.text or ""
    if len(element) or not _DELIMITED.fullmatch(source) or len(source) > _LONGEST * 2:
        return
    _replace(element, text_of_tex(source), is_display=source.strip().startswith(_DISPLAY_DELIMITERS))


def _replace(element: Element, text: str, *, is_display: bool) -> None:
    """Puts `text` in place of a formula, and leaves out a picture of it right behind. Without text, nothing changes."""
    if not text:
        return
    following = element.getnext()
    if following is not None and following.tag == "img" and not (element.tail or "").strip():
        tex = _tex_of_picture(following)
        if tex and local_name(element) != "img" and _TEX.fullmatch(tex):
            drop(following)
    lines = text.split("\n")
    if element.tag in BLOCKS - _REPLACED_BLOCKS:
        element.text = lines[0]
    else:
        wrap_up(element, "p" if is_display or element.tag in BLOCKS else "span", lines[0])
    if is_display:
        element.set("role", "math")
    for line in lines[1:]:
        line_break = element.makeelement("br")
        line_break.tail = line
        element.append(line_break)
