"""Hosts of web addresses that cannot be taken for others.

A letter may look like one of another script: the Cyrillic `а` in `аpple.com`. As browsers do, such names are written in
Punycode (RFC 3492). A part of a name is written as it is if its letters are of one script, or of a mix that a language
is written in: the profile “Highly Restrictive” of UTS 39, section 5.2, with the letters that names have (RFC 5892). In
a name of a Western country or of the whole world, a part must not consist of Cyrillic, Greek or Armenian letters that
all look like Latin ones (UTS 39, section 4, whole-script confusables).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from wortreader.lazy import lazy_pattern

_HOST: Final = lazy_pattern(r"(https?://(?:[^/?#@\\\s]*@)?)([^/?#@\\\s:\[\]]+)", re.IGNORECASE)
_DOTS: Final = lazy_pattern("[.\u3002\uff0e\uff61]")
"""All that IDNA takes for the dot between two parts of a name (RFC 3490, 3.1)."""

_SIGN: Final = lazy_pattern("[\x00-,./:-@\\[-^`{-\x7f]")
"""What is ASCII and not in the parts of names: all but letters, digits, hyphen and underscore."""

_MIXES: Final = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
"""The scripts of Japanese, Chinese and Korean, by the first word of the names of their letters."""

_UNUSUAL_LATIN: Final = lazy_pattern("[\u01c0-\u01c3\u0250-\u02af\u1d00-\u1dff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f]")
"""Of phonetic alphabets: no language's, and like others."""

_LOOKALIKES: Final = lazy_pattern("(?:[аеорсухіјѕһԛԝԁӏгпъьҽѵѡүҫ]+|[αικνορτυωηγχσ]+|[աեհոսցօզքւգյնռսլ]+)", re.IGNORECASE)
"""Cyrillic, Greek or Armenian letters that look like Latin ones or digits."""

_OWN_DOMAINS: Final = lazy_pattern("am|bg|by|cy|gr|kg|kz|me|mk|mn|rs|ru|su|tj|ua|uz")
"""Where names are written in Cyrillic, Greek or Armenian, so that nobody takes them for Latin ones."""

_JOINERS: Final = "\u200c\u200d"
_JOINED: Final = lazy_pattern(
    "ARABIC|BENGALI|DEVANAGARI|GUJARATI|GURMUKHI|KANNADA|KHMER|MALAYALAM|MONGOLIAN|ORIYA|SINHALA|SYRIAC|TAMIL|TELUGU"
)
"""Scripts in which a joiner is seen (RFC 5892, A.1 and A.2)."""


def with_plain_host(address: str) -> str:
    """A web address with those parts of its host in Punycode that could be taken for others.

    It leads to the same place. Everything else, and what is no web address, stays byte for byte.
    """
    if address.isascii():
        return address
    found = _HOST.match(address)
    if found is None or found[2].isascii():
        return address
    return found[1] + plain_host(found[2]) + address[found.end() :]


def plain_host(host: str) -> str:
    """A host with those parts in Punycode that could be taken for others."""
    if host.isascii():
        return host
    labels = [_normalized(label) for label in _DOTS.split(host)]
    top = next((label for label in reversed(labels) if label), "")
    plain = [label if _is_plain(label, top) else f"xn--{label.encode('punycode').decode('ascii')}" for label in labels]
    return host if plain == _DOTS.split(host) else ".".join(plain)


def _normalized(label: str) -> str:
    """A part of a name in its usual spelling; as it is, if that would bring a sign into it that no name has.

    `¨` is a blank with an accent then, and `℀` a slash with two letters, which would end the name.
    """
    lowered = label.lower()
    normal = unicodedata.normalize("NFKC", lowered)
    return lowered if len(_SIGN.findall(normal)) > len(_SIGN.findall(lowered)) else normal


def _is_plain(label: str, top: str) -> bool:
    """Whether a part of a name below `top` cannot be taken for another one."""
    if label.isascii():
        return True
    scripts = {_script(character, before) for character, before in zip(label, "." + label, strict=False)} - {""}
    has_joiner = any(joiner in label for joiner in _JOINERS)
    if "?" in scripts or _UNUSUAL_LATIN.search(label) or (has_joiner and not all(map(_JOINED.fullmatch, scripts))):
        return False
    if len(scripts) > 1 and not any(scripts <= mix for mix in _MIXES):
        return False
    is_foreign = not top.isascii() or top.startswith("xn--") or _OWN_DOMAINS.fullmatch(top) is not None
    return is_foreign or label == top or not _LOOKALIKES.fullmatch(re.sub("[-0-9]", "", label))


def _script(character: str, before: str) -> str:
    """The script of a character behind `before`; empty if it is of all scripts, `?` if names do not have it."""
    if (character.isascii() and (character.isalnum() or character in "-_")) or character in _JOINERS:
        return "LATIN" if character.isalpha() else ""
    name = unicodedata.name(character, "?")
    category = unicodedata.category(character)
    if category == "Mn" and name.startswith("COMBINING") and before.isalpha():
        return ""
    if character == "·" and before == "l":  # Catalan: col·lecció
        return "LATIN"
    if character in "ー・" or name.startswith("IDEOGRAPHIC"):
        return "CJK"
    if category not in ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd"):
        return "?"
    words = re.split("[ -]", name)
    return words[1] if words[0] in ("EXTENDED", "VEDIC") and len(words) > 1 else words[0]
