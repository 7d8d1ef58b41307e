"""Names of months, days of the week and time zones, as feeds and web pages write them.

Names are in lower case and without accents and full stops, as `fold_date` makes them. The languages are English,
French, German, Luxembourgish, Portuguese, Spanish, Italian and Dutch, and some of their neighbours, as far as a name
means the same month in all of them.
"""

from __future__ import annotations

import unicodedata
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

_MONTH_NAMES: Final = (
    "january jan janvier janv januar janner jaenner janeiro enero ene gennaio gen januari januarie janr",
    "february feb februar feber fevrier fevr fev fevereiro febrero febbraio febr februari",
    "march mar mars marz maerz mrz mae marco marzo maart mrt marts marcius marc",
    "april apr avril avr abril abr aprile abrell abre aprilis",
    "may mai mayo maio maggio mag mei mee maj majus",
    "june jun juin juni junho junio giugno giu junius",
    "july jul juillet juil juill juli julho julio luglio lug julius",
    "august aug aout aou agosto ago augustus augusti augusztus",
    "september sept sep septembre setembro set septiembre setiembre settembre sett szeptember szept",
    "october oct octobre oktober okt outubro out octubre ottobre ott",
    "november nov novembre novembro noviembre",
    "december dec decembre dezember dez dezembro diciembre dicembre dic desember des",
)
MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""The number of a month by its name."""

WEEKDAYS: Final = frozenset(
    " ".join(
        (
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun",
            "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
            "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
            "meindeg denschdeg dienschdeg mettwoch donneschdeg freideg samschdeg sonndeg me de den met don fre son mei",
            "segunda terca quarta quinta sexta sabado domingo feira seg ter qua qui sex sab dom",
            "lunes martes miercoles jueves viernes mie jue vie",
            "lunedi martedi mercoledi giovedi venerdi sabato domenica gio",
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo",
        )
    ).split()
)
"""Names of the days of the week. `mar` is also March."""

_HOURS: Final = {
    **dict.fromkeys(("z", "zulu", "ut", "utc", "uct", "tu", "gmt", "wet", "wez"), 0.0),
    **dict.fromkeys(("west", "wesz", "bst", "cet", "met", "mez", "wat"), 1.0),
    **dict.fromkeys(("cest", "mest", "mesz", "eet", "oez", "sast", "cat"), 2.0),
    **dict.fromkeys(("eest", "oesz", "msk", "trt", "eat"), 3.0),
    **{"irst": 3.5, "msd": 4.0, "aft": 4.5, "pkt": 5.0, "uzt": 5.0, "npt": 5.75, "mmt": 6.5},
    **dict.fromkeys(("ict", "wib"), 7.0),
    **dict.fromkeys(("sgt", "hkt", "myt", "pht", "awst", "wita"), 8.0),
    **dict.fromkeys(("jst", "kst"), 9.0),
    **{"acst": 9.5, "aest": 10.0, "chst": 10.0, "acdt": 10.5, "aedt": 11.0, "nzst": 12.0, "fjt": 12.0, "nzdt": 13.0},
    **{"cvt": -1.0, "brst": -2.0, "ndt": -2.5, "brt": -3.0, "art": -3.0, "uyt": -3.0, "clst": -3.0, "nst": -3.5},
    **{"adt": -3.0, "ast": -4.0, "edt": -4.0, "clt": -4.0, "bot": -4.0, "vet": -4.0},
    **{"est": -5.0, "cdt": -5.0, "cot": -5.0, "pet": -5.0, "cst": -6.0, "mdt": -6.0, "mst": -7.0, "pdt": -7.0},
    **{"pst": -8.0, "akdt": -8.0, "akst": -9.0, "hst": -10.0},
}
"""Hours east of Greenwich. `EST` and the other names in RFC 822 are the American ones.

Left out is what is used for zones far from each other, such as IST (India, Ireland, Israel) and GST.
"""

_REGIONS: Final = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
"""Names of a zone whose offset depends on the season."""

ZONE_NAMES: Final = frozenset({*_HOURS, *_REGIONS})
"""Names that `named_zone` knows, without those of the IANA time zone database."""


@lru_cache(maxsize=64)
def named_zone(name: str) -> tzinfo | None:
    """The zone called `name`: letters such as CEST, or a name of the IANA database; None if it is unknown.

    Case does not matter.
    """
    folded = name.lower()
    if (hours := _HOURS.get(folded)) is not None:
        return timezone(timedelta(hours=hours))
    key = _REGIONS.get(folded) or (_iana_keys().get(folded) if "/" in folded else None)
    try:
        return ZoneInfo(key) if key else None
    except (LookupError, ValueError, OSError):  # without the database
        return None


@lru_cache(maxsize=1)
def _iana_keys() -> dict[str, str]:
    return {key.lower(): key for key in available_timezones()}


def fold_date(text: str) -> str:
    """`text` in lower case without accents, with single spaces, and with the hyphen for all dashes."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_DASHES))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower().split())


_DASHES: Final = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    ord("\u2019"): "'",
    ord("ß"): "s",
}
