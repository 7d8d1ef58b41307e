"""save."""

from __future__ import annotations

import base64
from pathlib import Path

from command_line import Run
from loopback import Loopback
from picture_samples import photograph

from wortreader.store.library import Library

SEED = Path(__file__).parent.parent / "corpus" / "saved" / "medicoleaks.txt"


def test_save_says_what_it_kept_and_one_source_that_fails_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()

    ended = run("save", str(empty), str(SEED))

    assert ended.code == 1
    assert ended.output == 'Saved “"Medicoleaks": le gouvernement doit agir vite” (Luxemburger Wort).\n'
    assert len(ended.complaints.splitlines()) == 1
    assert "Traceback" not in ended.complaints
    assert [article["feed"] for article in run("list", "--json").json] == ["Luxemburger Wort"]
    assert run("save", str(SEED)).output.endswith("is up to date now.\n")


def test_a_page_is_saved_with_its_pictures_those_within_it_included(
    run: Run, library: Library, server: Loopback
) -> None:
    server.serve("/sun.jpg", photograph(), content_type="image/jpeg")
    text = " ".join(f"Les hôpitaux du pays dépensent deux fois plus, numéro {n}." for n in range(40))
    within = f"data:image/jpeg;base64,{base64.b64encode(photograph(80, 60)).decode()}"
    figures = "".join(
        f"<figure><img src='{src}'><figcaption>Le soleil</figcaption></figure>" for src in ("/sun.jpg", within)
    )
    page = f"<html><body><article><h1>Hôpitaux</h1><p>{text}</p>{figures}</article></body></html>"

    ended = run("save", server.serve("/un", page, content_type="text/html; charset=utf-8"))

    assert (ended.code, ended.complaints) == (0, "")
    assert sorted(picture.width for picture in library.pictures.kept(1).values()) == [64, 80]
    assert len(run("extract", server.url("/un"), "--format", "json").json["images"]) == 1
    assert library.articles.headlines([1])[1].is_offline_ready


def test_a_refresh_leaves_what_is_saved_alone(run: Run) -> None:
    run("save", str(SEED))

    ended = run("refresh")

    assert ended.code == 0
    assert ended.output.startswith("0 feeds")
