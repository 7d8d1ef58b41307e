"""Secrets in addresses: what is taken out of them, and what is masked in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.address_secrets import mask_secrets, split_user_info, without_user_info


@pytest.mark.parametrize(
    ("address", "bare", "user_info"),
    [
        ("https://ann:secret@paper.example/feed", "https://paper.example/feed", ("ann", "secret")),
        ("ann:secret@paper.example/feed", "paper.example/feed", ("ann", "secret")),
        ("feed://ann:secret@paper.example/feed", "feed://paper.example/feed", ("ann", "secret")),
        ("feed:https://ann:secret@paper.example/", "feed:https://paper.example/", ("ann", "secret")),
        ("HTTPS:/ann:secret@paper.example/", "HTTPS:/paper.example/", ("ann", "secret")),
        ("ftp://ann:secret@paper.example/", "ftp://paper.example/", ("ann", "secret")),
        ("https://jos%C3%A9:p%40ss%3A@paper.example/", "https://paper.example/", ("josé", "p@ss:")),
        ("https://ann:p@ss@paper.example/", "https://paper.example/", ("ann", "p@ss")),
        ("https://ann@paper.example/", "https://paper.example/", ("ann", "")),
        ("https://:token@paper.example/", "https://paper.example/", ("", "token")),
        ("https://paper.example/@ann/feed", "https://paper.example/@ann/feed", None),
        ("https://paper.example?mail=a@b.example", "https://paper.example?mail=a@b.example", None),
        ("https://paper.example#a@b", "https://paper.example#a@b", None),
        ("http://ann:x/y?z@paper.example/", "http://paper.example/", ("ann", "x/y?z")),
        ("http://paper.example:8080/@ann", "http://paper.example:8080/@ann", None),
        ("http://[::1]:80/@ann", "http://[::1]:80/@ann", None),
        ("mailto:ann@paper.example", "mailto:ann@paper.example", None),
        ("paper.example", "paper.example", None),
        ("", "", None),
    ],
)
def test_fault_108_user_and_password_are_taken_out_of_an_address(
    address: str, bare: str, user_info: tuple[str, str] | None
) -> None:
    assert split_user_info(address) == (bare, user_info)
    assert without_user_info(bare) == bare


@given(st.text(), st.text())
def test_an_address_has_no_user_info_once_it_is_taken_out(before: str, after: str) -> None:
    bare = without_user_info(f"https://{before}@{after}")

    assert without_user_info(bare) == bare or "@" in after or any(sign in before for sign in "/?#\\")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("see https://ann:secret@a.example/x now", "see https://…@a.example/x now"),
        ("https://a.example/x?token=secret&page=2", "https://a.example/x?token=…&page=2"),
        ("https://a.example/x?a=1&api_key=secret", "https://a.example/x?a=1&api_key=…"),
        ("https://a.example/x?APIKEY=secret", "https://a.example/x?APIKEY=…"),
        ("https://a.example/x?user_token=secret;b=1", "https://a.example/x?user_token=…;b=1"),
        ("https://a.example/x?accessToken=secret#y", "https://a.example/x?accessToken=…#y"),
        ("https://a.example/x?auth=secret)", "https://a.example/x?auth=…"),
        ("`echo https://a.example/x?auth=secret` failed", "`echo https://a.example/x?auth=…` failed"),
        ("https://a.example/x?token=secret: not found", "https://a.example/x?token=…: not found"),
        ("https://a.example/x?password=secret key=5", "https://a.example/x?password=… key=5"),
        ("https://a.example/x#access_token=secret", "https://a.example/x#access_token=…"),
        ("https://a.example/x?X-Amz-Signature=secret", "https://a.example/x?X-Amz-Signature=…"),
        ("https://a.example/x?amp;key=secret", "https://a.example/x?amp;key=…"),
        ("{'Authorization': 'Basic c2VjcmV0', 'x': 1}", "{'Authorization': 'Basic …', 'x': 1}"),
        ("Authorization: Bearer secret", "Authorization: Bearer …"),
        ("https://a.example/x?monkey=1&author=ann&passage=2", "https://a.example/x?monkey=1&author=ann&passage=2"),
        ("https://a.example/@ann", "https://a.example/@ann"),
        ("http://a.example:80/@ann and http://[::1]:80/@ann", "http://a.example:80/@ann and http://[::1]:80/@ann"),
        ("http://ann:x/secret@a.example/: no", "http://…@a.example/: no"),
    ],
)
def test_what_is_called_like_a_secret_is_masked(text: str, masked: str) -> None:
    assert mask_secrets(text) == masked
