"""Recognizes pages that show something else than an article: a request for consent or a login, an error, nothing.

The words of such pages are those of an article about the matter, too. So a text is only taken for a request if most of
it is, if it asks the reader, and if it is no dated article with the matter in its title.
"""

from __future__ import annotations

import re
from typing import Any, Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.pages.missing_pages import says_that_it_is_missing
from wortreader.sentences import S_, Sentence

_MOST_TEXT: Final = 20_000
"""Characters of a page that are looked at."""
_LONGEST: Final = 4_000
"""Characters of a request for consent."""
_LONGEST_CHECK: Final = 1_500
"""Characters of a page that checks for robots."""
_LONGEST_HINT: Final = 400
"""Characters of the hint that a page needs scripts, or a login."""
_LEAST: Final = 25
"""Characters. A shorter text is none."""
_EMPTY: Final = 300
"""Characters of a page that a script has yet to fill."""
_SHARE: Final = 0.5
"""The share of a request for consent that is about consent."""

_CONSENT: Final = re.compile(
    r"\bcooki(?:e|es|en)\b|\btrac(?:king|eurs?|kers?)\b|einwilligung|zustimm|zoustëmm|averstan|\bconsent|consentement"
    r"|\bprivacy\b|datenschutz|dateschutz|vie privée|personali[sz]\w+ (?:ad|werbung|anzeigen|inhalte)"
    r"|publicités? personnalisées?|\bpur-abo|\b(?:our|nos|unsere|eis) (?:bis zu )?\d* ?(?:partner|partenaires)"
    r"|\baccept all|\breject all|tout accepter|alle akzeptieren|akzeptéier|location data|\bRGPD\b|\bDSGVO\b|\bGDPR\b"
    r"|\bprivaci(?:dad|dade|teit)\b|consentimi?ento|consenso|toestemming|personali[sz](?:ar|zare|eren)|personalizad[ao]s?"
    r"|\b(?:nuestros|nostri|nossos|onze) [\d.]* ?(?:socios|partners?|parceiros)|publicidad\w*"
    r"|aceptar tod[ao]s|accettare tutti|aceitar tod[ao]s|alles accepteren",
    re.IGNORECASE,
)
_DEVICE: Final = re.compile(r"\bcooki(?:e|es|en)\b|\btrac(?:king|eurs?|kers?)\b", re.IGNORECASE)
_REQUEST: Final = re.compile(
    r"\b(?:wir|we|nous|mir|nosotros|noi|nós|wij)\b[^.]{0,80}(?:partn|parten|cooki|trac|socios|toestemming|parceir)"
    r"|\b(?:accept|reject|agree|akzeptier|akzeptéier|zustimmen|averstan|einverstanden|aceptar|accettare|aceitar|akkoord)",
    re.IGNORECASE,
)
_ROBOTS: Final = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a (?:robot|human)|checking your browser"
    r"|review the security of your conn|think you were a bot|enable js and disable any ad"
    r"|unusual traffic from|not a robot|kein roboter|pas un robot"
    r"|complete the captcha|solve the captcha|bestätigen sie, dass sie ein mensch",
    re.IGNORECASE,
)
_ROBOT_SCRIPTS: Final = re.compile(
    r"captcha-delivery\.com|/cdn-cgi/challenge-platform|_Incapsula_Resource|px-captcha", re.I
)
_SCRIPTS_NEEDED: Final = re.compile(
    r"(?:enabled?|turn on|activate|requires?|needs?|without) \w{0,6} ?javascript|javascript"
    r" (?:is|has been|must be|to be)? ?(?:disabled|required|enabled|needed)"
    r"|javascript (?:in ihrem browser )?(?:aktivieren|zu aktivieren|einschalten)"
    r"|aktivieren sie (?:bitte )?javascript|activer (?:le )?javascript|activez (?:le )?javascript"
    r"|javascript est désactivé|javascript aktivéieren|aktivéiert javascript|benötigt javascript"
    r"|(?:ative|activ[ae]r?|habilit[ae]r?|attiva(?:re)?|abilita(?:re)?|schakel) (?:el |o |il )?javascript"
    r"|javascript (?:\w+ ){0,2}(?:ingeschakeld|uitgeschakeld|desactivado|disabilitato|desativado)",
    re.IGNORECASE,
)
_LOGIN: Final = re.compile(
    r"\W*(?:please |bitte |veuillez |jetzt )?(?:log[ -]?in|sign[ -]?in|anmeld(?:en|ung)|einloggen|connexion"
    r"|s(?:e |['’])(?:connecter|identifier)|connectez-vous|identifiez-vous|umellen|aloggen"
    r"|inici(?:ar|e) sesión|entrar|accedi|inloggen)\b",
    re.IGNORECASE,
)


@lazy_dataclass(frozen=True, slots=True)
class PageSigns:
    """What tells why a page has no article."""

    lines: tuple[str, ...]
    """Its text with that for browsers without scripts, piece by piece."""
    scripts: str
    """The addresses of its scripts."""
    has_scripts: bool
    has_password: bool
    """Whether it has a field for a password."""


def signs_of(root: Any) -> PageSigns:
    """The signs of a page. Must be called before it is cleaned."""
    scripts = list(root.iter("script"))
    lines: list[str] = []
    length = 0
    for text in root.xpath("//body//text()[not(parent::script or parent::style)]"):
        line = " ".join(text.split())
        if line and length < _MOST_TEXT:
            lines.append(line)
            length += len(line)
    sources = " ".join(script.get("src") or "" for script in scripts)
    has_password = any((field.get("type") or "").lower() == "password" for field in root.iter("input"))
    return PageSigns(tuple(lines), sources, bool(scripts), has_password)


def obstacle(signs: PageSigns, text: str, *, title: str, is_dated: bool, has_pictures: bool) -> Sentence | None:
    """Why `text`, which was found on a page with these signs, is no article: a sentence; None if it may be one.

    `is_dated` says whether the page says when its article was published.
    """
    if len(text) > _LONGEST:
        return None
    page = " ".join(signs.lines)
    if len(page) < _LONGEST_CHECK and not is_dated and (_ROBOTS.search(page) or _ROBOT_SCRIPTS.search(signs.scripts)):
        return S_("The site checks for robots, and did not show its article.")
    if says_that_it_is_missing(text, title=title, is_dated=is_dated):
        return S_("The page says that the article does not exist, or no longer exists.")
    if (
        signs.has_password
        and not is_dated
        and len(text) < _LONGEST_HINT
        and (_LOGIN.match(title) or _LOGIN.match(text))
    ):
        return S_("The site asks for a login first, and did not show its article.")
    lines = text.split("\n") if len(text) >= _LEAST else signs.lines
    if _asks_for_consent(lines) and not (is_dated and _CONSENT.search(title)):
        return S_("The site asks for consent to cookies first, and did not show its article.")
    is_hint = len(text) < _LONGEST_HINT and bool(_SCRIPTS_NEEDED.search(text))
    if signs.has_scripts and max(len(page), len(text)) < _EMPTY and not has_pictures:
        is_hint = is_hint or bool(_SCRIPTS_NEEDED.search(page))
    if len(text) < _LEAST and not has_pictures:
        is_hint = bool(_SCRIPTS_NEEDED.search(page)) or (signs.has_scripts and len(page) < _EMPTY)
    return S_("The page shows its article only with JavaScript, which wortreader does not run.") if is_hint else None


def _asks_for_consent(lines: tuple[str, ...] | list[str]) -> bool:
    """Whether most of these lines ask for consent."""
    total = sum(map(len, lines))
    about = [line for line in lines if _CONSENT.search(line)]
    if not about or total > _LONGEST or sum(map(len, about)) < _SHARE * total:
        return False
    text = "\n".join(about)
    kinds = {match[0].casefold() for match in _CONSENT.finditer(text)}
    return len(kinds) > 1 and bool(_DEVICE.search(text)) and bool(_REQUEST.search(text))
