"""Reads who wrote a page's article, as names without "By", places, jobs, dates, and the name of the paper.

The first source that names a person counts: JSON-LD, meta elements, what is marked as author in the text. A later one
that has the same names and more counts instead. Agencies are authors if they are named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from wortreader.prose.html.elements import Element
from wortreader.prose.pages.elements import BYLINE, is_boilerplate, is_elsewhere, is_large
from wortreader.text import safe_line

MAX_BYLINE: Final = 200
_MOST_WORDS: Final = 6
"""Words of a name."""
_MOST_SHOWN: Final = 50
"""Elements that may be the byline. Those of hundreds of comments are not."""
_MOST_SMALL: Final = 2
"""Words of a name that is written without capitals. With more, it is a part of a sentence."""
_METAS: Final = frozenset((
    "author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc.creator.author", "byl",
    "sailthru.author", "parsely-author", "article.author", "citation_author", "cxenseparse:author",
))  # fmt: skip
_BY: Final = re.compile(
    r"^(?:(?:un |une |eng |ein |eine |a |an )?(?:articles?|artikel|report|bericht|reportage"
    r"|(?:textes?|text|words)(?:\s+(?:und|et|and|&)\s+(?:fotos?|photos?|bilder|pictures))?"
    r"|kommentar|analyse|analysis|interview|gespräch|gastbeitrag|essay|kolumne|column|chronique|critique|rezension|review|glosse"
    r"|leitartikel|porträt|portrait|tribune|récit|enquête|entretien|propos recueillis|recueillis?|aufgezeichnet"
    r"|written|story|autor(?:en|in|es)?|auteure?s?|authors?|redaktion)\s*(?::\s*|\s+(?=(?:par|von|vum|vun|by|por|di|door)\b)))?"
    r"(?:(?:par|vum|vun|by|por|(?:written|posted|published|created|submitted|reviewed|reported) by"
    r"|(?:geschrieben|verfasst|erstellt|veröffentlicht) von|(?:écrit|rédigé|publié) par|publicado por"
    r"|de notre correspondante?|di|door|autor(?:e|/?in)?|auteure?|author"
    r"|redaktion)\s*:?(?:\s+|$)"
    r"|von\s+(?:unser\w*\s+\w+\s+)?(?!der\s|den\s|dem\s))?",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\s*(?:[|•·]|\s(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b"
    r"|\s[–—-]\s|,?\s+(?:publié|veröffentlicht|published|publizéiert|publicado|mis à jour|aktualis|updated"
    r"|posted|le \d|am \d|\d{1,2}[./]\d))(?:.*)$",
    re.IGNORECASE,
)
_PICTURES: Final = re.compile(
    r"(?:^|[.,;|\s]\s*)(?:(?:und|et|and)\s+)?(?:photos?|photographs?|fotos?|bilder|illustrations?)\s*(?::|\b(?:von|par|by|de)\s).*$",
    re.I,
)
_MAIL: Final = re.compile(r"\s*[(<]?\b[\w.+-]+@[\w-]+\.[\w.]+[)>]?")
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BETWEEN: Final = re.compile(
    r"\s*[,;/|•·]\s*(?:(?:und|et|and|an|a|e|y|&)\s+)?"
    r"|\s+(?:(?i:und|et|and|an|avec|with|mit|mat|sowie)|[aey&+])\s+"  # `E` is an initial
)
_PLACE: Final = re.compile(r"(?:^|\s+)(?:in|aus|à|from|depuis|at|en|im|em)\s+(?=[^\W\d_a-zà-ÿ]).*$")
_SITE: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_SOURCE: Final = re.compile(r"^(?:(?:mit\s+)?material\s+(?:von|der)\s+(?:der\s+)?|l['’]|der\s+)(?=\w+$)", re.IGNORECASE)
_JOB: Final = re.compile(
    r"\b((?:(?:health|political|politics|science|technology|tech|senior|chief|deputy|foreign|sports?|business|economics?"
    r"|environment|education|home affairs|diplomatic|crime|legal|royal|culture|arts|media|global|national|world|climate"
    r"|security|defen[cs]e|staff|local|regional|community affairs|social affairs)\s+)*(?:journalist(?:e|in)?|jornalista"
    r"|korrespondent(?:in)?|correspondante?|correspondent|redakteur(?:in)?|redaktor(?:in)?|rédactrice|rédacteur|editor|reporter(?:in)?"
    r"|writer|columnist|kolumnist(?:in)?|chroniqueu(?:r|se)|chefredakteur(?:in)?|ressortleiter(?:in)?"
    r"|envoyée?s? spécia(?:les?|l|ux))\b).*$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"written|verfasst|écrit|auteur|geschri|author|autor|por|escrito", re.IGNORECASE)
"""What WordPress writes before the author, in the language of the site."""
_VOWEL: Final = re.compile(r"[AEIOUYÀ-Ý]", re.IGNORECASE)
"""Words without any are abbreviations."""
_INITIAL: Final = re.compile(r"\b(?:\w|Jr|Sr)\.$")
_NAMES: Final = ("class", "data-component", "data-testid", "data-qa", "data-gu-name")
_MARKED: Final = f"//body//*[@rel='author' or @itemprop='author' or {' or '.join(f'@{name}' for name in _NAMES)}]"
_IS_ABOUT: Final = re.compile(
    r"(?:^|[\s_-])(?:bio\w*|about|note|caption|credit|description)(?:$|[\s_-])", re.IGNORECASE
)
"""Names of what tells of an author, or who took a picture."""
_UNREAD: Final = frozenset(("script", "style", "noscript", "button", "time", "svg"))
_LISTS: Final = frozenset(("div", "ul", "ol", "section"))
"""Elements beside a name that may hold the links by which the article is shared."""
_IS_EMPLOYER: Final = re.compile(
    r"(?:^|[\s_-])(?:group|job|role|title|function|position|organi[sz]ation|employer|affiliation|location)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WRITTEN: Final = re.compile(r"(?i:von|par|by|vum|vun|por|door|di)\s+[^\W\d_a-zà-ÿ]\S*\s+\S")
"""How a line begins that names the author."""
_LINES: Final = frozenset(("p", "div", "span", "address", "small", "em", "strong", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_LINE: Final = 100
"""Characters of a line that names the author, with date and minutes."""
_MOST_BELOW: Final = 60
"""Elements after the title among which the author is named."""
_AGENCIES: Final = frozenset((
    "afp", "dpa", "apa", "reuters", "ap", "belga", "ats", "sda", "keystone-sda", "lusa", "efe", "ansa", "epd", "kna",
    "sid", "tass", "bloomberg", "anp", "pa", "ntb", "ritzau", "dpa-infocom", "dpa-afx", "agence france-presse",
    "associated press", "the associated press", "press association", "keystone", "awp",
))  # fmt: skip
_ORGANIZATION: Final = re.compile(
    r"\b(?:agence|agency|\w*rundfunk|\w*zeitung|\w*nachrichten|verlag|redaktion|rédaction|broadcasting|television|radio|media"
    r"|news|press|magazine|GmbH|Inc|Ltd)\b",
    re.IGNORECASE,
)
"""Words in the names of organizations."""
_PARTICLES: Final = frozenset(
    ("von", "van", "de", "der", "den", "da", "do", "dos", "di", "du", "la", "le", "zu", "vom", "zur", "e")
)
"""Words in names that are written small. "Eva Stein writes about towns" is no name."""
_FILLERS: Final = frozenset((
    "redaktion", "redaktioun", "redaktionsteam", "redaction", "rédaction", "redação", "newsroom", "news", "online",
    "onlineredaktion", "digital", "team", "staff", "editorial", "desk", "editors", "agenturen", "agences", "agencies",
    "agence", "red", "admin", "administrator", "webmaster", "unknown", "anonymous", "zeitung", "newspaper", "journal",
    "la", "le", "les", "l", "der", "die", "das", "d", "the", "de", "von", "da", "a", "by", "com", "web", "internet",
    "website", "tv", "reporters", "journaliste", "photo", "agency", "super", "user", "am", "um", "von", "posted",
    "published", "follow", "folgen", "suivre", "seguir",
))  # fmt: skip
"""Words that make no name, but stand beside the name of a paper."""
_PLACES: Final = frozenset((
    "new york", "san francisco", "los angeles", "tel aviv", "hong kong", "kuala lumpur", "rio de janeiro", "den haag",
    "buenos aires", "são paulo", "mexico city", "mexiko-stadt", "neu-delhi", "new delhi", "sankt petersburg", "la haye",
    "addis abeba", "bad homburg", "washington dc", "washington d.c", "the hague", "le caire", "abu dhabi", "st. gallen",
    "frankfurt am main", "freiburg im breisgau", "la chaux-de-fonds", "le cap", "le mans", "le havre", "la rochelle",
    "kapstadt", "cape town", "esch/alzette", "saint-denis", "el paso", "las vegas", "san diego", "são tomé",
))  # fmt: skip


def byline_of(root: Element, linked: Collection[str], papers: Collection[str]) -> str | None:
    """The authors of the page, separated by commas; None if it names none.

    `linked` are those that JSON-LD names, `papers` the names of the paper and its publisher, which are no authors.
    """
    owners = [_tokens(paper) for paper in papers]

    def kept(lines: Collection[str]) -> list[str]:
        names = dict.fromkeys(name for line in lines for name in names_in(line))
        parts = (_without_paper(name, papers) for name in names)
        return [name for name in dict.fromkeys(parts) if not _is_paper(name, owners)]

    best: list[str] = []
    for source in (linked, _told(root), *_shown(root), _written(root)):
        names = kept(source)
        if names and (
            not best or set(best) < set(names) or (not any(map(_is_person, best)) and any(map(_is_person, names)))
        ):
            best = names
    return _joined(best)


def clean_byline(foreign: str) -> str | None:
    """A byline reduced to names; None for an address, or if nothing is left."""
    return _joined(names_in(foreign))


def _joined(names: list[str]) -> str | None:
    while len(joined := ", ".join(names)) > MAX_BYLINE:
        names = names[:-1]
    return joined or None


def names_in(foreign: str) -> list[str]:
    """The names in a byline, without places, jobs, dates and addresses."""
    line = safe_line(foreign, MAX_BYLINE * 3)
    if not line or "://" in line or line.startswith(("@", "www.")):
        return []
    line = _MAIL.sub("", line).strip()
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1]
    line = _BRACKETS.sub("", line)
    has_by = (bare := _BY.sub("", line)) != line
    line = _TAIL.sub("", _PICTURES.sub("", bare))
    parts = [_name(part) for part in _BETWEEN.split(line)]
    parts = [part for part in parts if part]
    if any(_is_person(part) for part in parts):  # then a single word is a place
        parts = [part for part in parts if " " in part or _is_agency(part)]
    return [_in_title_case(part) if has_by else part for part in dict.fromkeys(parts)]


def _name(part: str) -> str:
    """One name of a byline; empty if it is none."""
    name = _PLACE.sub("", _SOURCE.sub("", _BY.sub("", part.strip(" ,;:|–—-"))))
    if (job := _JOB.search(name)) is not None:
        name = name[: job.start()] if job.start() else name[job.end(1) :]
    name = name.strip(" ,;:|–—-()").removesuffix("." if not _INITIAL.search(name) else "")
    if (
        not re.search(r"[^\W\d_]", name)
        or re.search(r"\d", name)
        or name.casefold() in _PLACES
        or _SITE.fullmatch(name)
    ):
        return ""
    small = [word for word in name.split() if word[0].islower() and word.casefold() not in _PARTICLES]
    is_small = len(small) == len(name.split()) <= _MOST_SMALL
    return name if len(name.split()) <= _MOST_WORDS and (len(small) < 2 or is_small) else ""


def _is_agency(name: str) -> bool:
    is_short = name.isupper() and 2 <= len(name) <= 6 and name.casefold() not in _FILLERS
    return name.casefold() in _AGENCIES or is_short


def _is_person(name: str) -> bool:
    return " " in name and name.casefold() not in _AGENCIES and not _ORGANIZATION.search(name)


def _in_title_case(name: str) -> str:
    """A name that is set in capitals, as others are."""
    words = name.split()
    is_name = len(words) > 1 and all(len(word) > 1 and _VOWEL.search(word) for word in words)
    return name.title() if is_name and name.isupper() else name


def _tokens(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _is_paper(name: str, owners: list[set[str]]) -> bool:
    """Whether a name is that of the paper, or of nobody ("Redaktion")."""
    found = _tokens(name)
    if name.isupper() and any(owner & found and (found <= owner or " " in name) for owner in owners):
        return True  # CNN, and MDR SACHSEN of MDR
    rest = found - _FILLERS
    return not _is_agency(name) and (not rest or any(rest <= owner for owner in owners))


def _without_paper(name: str, papers: Collection[str]) -> str:
    """`Ouest-France Marie Dupont` is Marie Dupont, and so is `Marie Dupont Ouest-France`."""
    for paper in papers:
        rest = name[len(paper) :].strip() if paper and name.casefold().startswith(f"{paper} ".casefold()) else ""
        if paper and name.casefold().endswith(f" {paper}".casefold()):
            rest = name[: -len(paper)].strip()
        if rest and _is_person(rest) and not _tokens(rest) <= _FILLERS:
            return rest
    return name


def _told(root: Element) -> list[str]:
    """The authors in meta elements."""
    told: list[str] = []
    values = {meta.get("name") or meta.get("property") or "": meta.get("content") or "" for meta in root.iter("meta")}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name in _METAS:
            told.append(meta.get("content") or "")
    for number in "12":
        if _LABEL.match(values.get(f"twitter:label{number}", "")):
            told.append(values.get(f"twitter:data{number}", ""))  # noqa: PERF401 - reads better
    return told


def _written(root: Element) -> list[str]:
    """The line below the title that begins with "By", which is not marked as byline."""
    title = next(root.iter("h1"), None)
    if title is None:
        return []
    seen = 0
    is_below = False
    for element in root.iter():
        if element is title:
            is_below = True
        elif is_below and isinstance(element.tag, str):
            seen += 1
            text = _line(element) if element.tag in _LINES else ""
            if element.tag == "time":  # `<time>…</time> by Eva Stein`
                text = " ".join((element.tail or "").split()).lstrip(",|·–— ")
            if seen > _MOST_BELOW or (element.tag == "p" and len(text) > MAX_BYLINE):
                break
            if len(text) <= _LONGEST_LINE and _WRITTEN.match(text) and not is_elsewhere(element):
                return [text]
    return []


def _line(element: Element) -> str:
    """The text in an element; empty if that is not a line, but a part of the page."""
    return "" if is_large(element) else " ".join(" ".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    """The texts in an element without those of its parts that name a job or an employer, or are no text."""
    if element.text:
        yield element.text
    for part in element:
        if part.tag in _UNREAD or (part.tag in _LISTS and is_boilerplate(part)):
            pass
        elif not _IS_EMPLOYER.search(part.get("class") or ""):
            yield from _texts(part)
        if part.tail:
            yield part.tail


def _shown(root: Element) -> Iterator[list[str]]:
    """The texts of elements that are marked as author, those that stand together in one list."""
    places: list[Element] = []
    groups: list[list[str]] = []
    for element in root.xpath(_MARKED):
        is_marked = element.get("rel") == "author" or element.get("itemprop") == "author"
        names = " ".join(element.get(name) or "" for name in _NAMES)
        if not (is_marked or BYLINE.search(names)) or _IS_ABOUT.search(names) or _IS_EMPLOYER.search(names):
            continue
        if is_elsewhere(element):
            continue
        if next(element.iterancestors("figure", "figcaption"), None) is not None:  # a photographer
            continue
        named = next(iter(element.xpath(".//*[@itemprop='name']")), element)
        text = named.get("content") or " ".join(" ".join(_texts(named)).split())
        if not 2 < len(text) < MAX_BYLINE:
            continue
        if places and element.getparent() is places[-1]:
            groups[-1].append(text)
        else:
            groups.append([text])
        places.append(element.getparent())
        if len(places) == _MOST_SHOWN:
            break
    yield from groups
