"""extract."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run
from loopback import Loopback

from wortreader.paths import config_path

PAGE = (
    "<html lang=fr><head><title>Le tram arrive à Esch | Le Courrier</title>"
    "<meta property=og:site_name content='Le Courrier'><meta name=author content='Par Anne Muller'>"
    "<meta property=article:published_time content='2026-11-20T08:30'></head>"
    "<body><nav><a href=/>Accueil</a></nav><article>"
    "<h1>Le tram arrive à Esch</h1><figure><img src=/tram.jpg alt='Le tram'><figcaption>Place de la Gare</figcaption>"
    "</figure>"
    + "".join(
        f"<p>Le chantier numéro {n} avance comme prévu, ont dit les ingénieurs de la ville.</p>" for n in range(9)
    )
    + "</article></body></html>"
)
KEYS = {
    "source", "title", "byline", "published_at", "modified_at", "language", "site", "section", "lead", "text", "html",
    "markdown", "images", "teaser", "method", "pages", "missing",
}  # fmt: skip


@pytest.mark.parametrize("name", ["/nowhere/story.md", "./story", "../story.md", "~/story", "story.html", "story.txt"])
def test_a_file_that_is_not_there_is_not_taken_for_an_address(run: Run, name: str) -> None:
    ended = run("extract", name)

    assert (ended.code, ended.complaints) == (1, f"There is no file {name}.\n")


def test_an_address_a_file_and_standard_input_come_as_json_in_their_order(
    run: Run, server: Loopback, tmp_path: Path
) -> None:
    url = server.serve("/tram", PAGE.encode(), content_type="text/html")
    file = tmp_path / "saved.md"
    file.write_text("# Das Wort\n\n**Die Brücke**\n\nEs war einmal eine Brücke über den Fluss Alzette.\n")

    ended = run("extract", "--format", "json", url, server.url("/missing"), file, "-", stdin=PAGE)

    page, missing, saved, stdin = ended.json_lines
    assert ended.code == 1
    assert set(page) == KEYS
    assert (page["source"], page["title"], page["byline"]) == (url, "Le tram arrive à Esch", "Anne Muller")
    assert page["published_at"] == "2026-11-20T08:30:00+01:00"
    assert page["images"] == [{"url": server.url("/tram.jpg"), "alt": "Le tram", "caption": "Place de la Gare"}]
    assert set(missing) == {"source", "error"}
    assert (saved["source"], saved["site"], saved["title"]) == (str(file), "Das Wort", "Die Brücke")
    assert stdin["source"] == "-"
    assert stdin["text"] == page["text"]


def test_what_a_file_links_to_is_seen_from_its_address(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE)

    ended = run("extract", file, "--url", "https://courrier.lu/tram", "--format", "html")

    assert ended.code == 0
    assert '<img src="https://courrier.lu/tram.jpg"' in ended.output
    assert "Accueil" not in ended.output


def test_text_and_markdown_begin_with_the_title(run: Run) -> None:
    assert run("extract", "-", stdin=PAGE).output.startswith("Le tram arrive à Esch\n")
    assert run("extract", "-", "--format", "markdown", stdin=PAGE).output.startswith("# Le tram arrive à Esch\n")


def test_a_source_without_an_article_is_complained_of_by_name(run: Run) -> None:
    ended = run("extract", "-", stdin="<html></html>")

    assert (ended.code, ended.output) == (1, "")
    assert ended.complaints.startswith("-: ")


def test_explain_says_who_was_asked_and_how_far_they_agree(run: Run) -> None:
    lines = run("extract", "-", "--explain", stdin=PAGE).output.splitlines()

    assert lines[:2] == ["-: Le tram arrive à Esch", "  Found by: trafilatura + landmarks"]
    assert lines[2].startswith("  trafilatura: ")
    assert " words, 100% agreement: Le tram arrive à Esch Le chantier" in lines[2]
    assert lines[2].endswith("les ingénieurs de la ville.")
    assert lines[3].startswith("  landmarks: ")
    assert lines[4] == "  trafilatura has found what the page marks as its article (100% agreement)."
    assert "numéro 5" not in "".join(lines)


def write_rules(source: str, *, name: str = "courrier") -> Path:
    """Writes a file with rules into the user's folder."""
    file = config_path().parent / "sites" / f"{name}.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(source)
    return file


def test_explain_names_the_rules_for_the_site_and_what_they_have_found(run: Run, server: Loopback) -> None:
    file = write_rules("hosts = '127.0.0.1'\ntext = 'article'\ndrop = ['figure', 'h1']\nlead = '.none'\n")
    url = server.serve("/tram", PAGE.encode(), content_type="text/html")

    ended = run("extract", url, "--explain")

    assert ended.output.splitlines() == [
        f"{url}: Le tram arrive à Esch",
        f"  Found by: rules ({file})",
        "  The rules for this site say where the text is.",
        "  Authors: Anne Muller",
        "  Published: Friday, 20 November 2026 at 08:30",
        f"  Rules for this site: {file}",
        "    lead: no element, so it is read as on other pages",
        "    text: 1 element",
        "    drop: 2 elements",
    ]


def test_rules_with_a_mistake_are_told_once_and_the_others_are_used(run: Run, server: Loopback) -> None:
    file = write_rules("hosts = '127.0.0.1'\ndrops = 'figure'\n", name="broken")
    write_rules("hosts = '127.0.0.1'\ntitle = 'figcaption'\n")
    url = server.serve("/tram", PAGE.encode(), content_type="text/html")

    ended = run("extract", "--format", "json", url, url)

    assert ended.code == 0
    assert [article["title"] for article in ended.json_lines] == ["Place de la Gare"] * 2
    assert ended.complaints == f"{file}: There is no key “drops”. Did you mean “drop”? These rules are not used.\n"


def test_a_page_that_is_missing_is_told_and_those_that_are_there_are_named(run: Run, server: Loopback) -> None:
    links = "<a rel=next href='/tram?page=2'>2</a></article>"
    url = server.serve("/tram", PAGE.replace("</article>", links).encode(), content_type="text/html")

    ended, explained = run("extract", url), run("extract", url, "--explain")

    assert (ended.code, explained.code) == (0, 0)
    assert "Le chantier numéro 8" in ended.output
    assert ended.complaints.startswith(f"{url}: Page 2 of the article is missing: ")
    assert explained.output.splitlines()[-1].startswith("  Page 2 of the article is missing: ")


def test_further_pages_are_named(run: Run, server: Loopback) -> None:
    links = "<a rel=next href='/tram?page=2'>2</a></article>"
    url = server.serve("/tram", PAGE.replace("</article>", links).encode(), content_type="text/html")
    second = server.serve("/tram?page=2", PAGE.replace("chantier", "dépôt").encode(), content_type="text/html")

    (article,) = run("extract", url, "--format", "json").json_lines

    assert (article["pages"], article["missing"]) == ([second], None)
    assert "Le dépôt numéro 8" in article["text"]
    assert f"  Further page: {second}" in run("extract", url, "--explain").output.splitlines()


def test_a_report_is_the_page_without_its_words(run: Run, server: Loopback, tmp_path: Path) -> None:
    url = server.serve("/tram", PAGE.encode(), content_type="text/html")

    for source, file in ((url, tmp_path / "from-address.html"), ("-", tmp_path / "from-input.html")):
        ended = run("extract", source, "--report", str(file), stdin=PAGE)

        assert (ended.code, ended.complaints) == (0, "")
        assert str(file) in ended.output
        report = file.read_text()
        assert report.count("<p>") == PAGE.count("<p>")
        assert "chantier" not in report

    assert run("extract", url, "-", "--report", str(file), stdin=PAGE).code == 2
    assert run("extract", server.url("/missing"), "--report", str(tmp_path / "none.html")).code != 0
    assert not (tmp_path / "none.html").exists()
