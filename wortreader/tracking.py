"""Removes from web addresses the parameters that only tell their server where a reader comes from."""

from __future__ import annotations

import re
from typing import Final

from wortreader.lazy import lazy_pattern

_TRACKING: Final = lazy_pattern(
    r"(?:utm_|mtm_|hsa_|oly_|vero_|stm_|itm_|piwik_|matomo_|fb_action_)[a-z0-9_]+"
    r"|at_(?:medium|campaign|campaign_type|source|custom\d|variant|creation|general_placement|detail_placement|format"
    r"|network|ptr_name|link_[a-z]+|bbc_team|recipient_(?:id|list)|send_date|emission|platform|term|channel)"
    r"|pk_(?:campaign|kwd|keyword|source|medium|content|cid)|trk_(?:contact|msg|module|sid)"
    r"|fbclid|fb_ref|fb_source|gclid|gclsrc|dclid|gbraid|wbraid|srsltid|msclkid|yclid|ysclid|_openstat|twclid|ttclid"
    r"|li_fat_id|igshid|igsh|mibextid|epik|mkt_tok|mc_cid|mc_eid|mc_tc|ml_subscriber|ml_subscriber_hash|rb_clickid|s_kwcid"
    r"|_hsenc|_hsmi|__hssc|__hstc|__hsfp|hsctatracking|__s|dm_i|wickedid|xtor|wt_mc|wt_zmc|wt_rss"
    r"|ns_mchannel|ns_campaign|ns_source|ns_linkname|ns_fee|s_cid|cmpid|__twitter_impression|ref_src|ref_url|guccounter"
    r"|guce_referrer|guce_referrer_sig|_branch_match_id|_ga|_gl",
    re.IGNORECASE,
)


def without_tracking(address: str) -> str:
    """`address` without known tracking parameters. Everything else stays byte for byte."""
    if "?" not in address and "#" not in address:
        return address
    before, has_fragment, fragment = address.partition("#")
    path, _mark, query = before.partition("?")
    parts = query.split("&")
    kept = [part for part in parts if not _is_tracking(part)]
    if len(kept) < len(parts):
        before = f"{path}?{'&'.join(kept)}" if any(kept) else path
    if has_fragment and not _is_tracking(fragment.split("&", 1)[0]):
        before = f"{before}#{fragment}"
    return before


def _is_tracking(parameter: str) -> bool:
    name, equals, _value = parameter.partition("=")
    return bool(equals) and _TRACKING.fullmatch(name) is not None
