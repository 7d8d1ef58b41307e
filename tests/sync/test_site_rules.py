"""The files with rules for sites: what they hold, and what is told of their mistakes."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path

import pytest
from corpus.newspapers.collection import PAGES

from wortreader.model import SiteRules
from wortreader.prose.pages.agreement import f1, word_runs
from wortreader.prose.pages.extract import extract
from wortreader.prose.pages.selectors import PSEUDO_CLASSES
from wortreader.sync.site_rules import KEYS, BadRules, RuleBook, RulesProblem, read_rules

OURS = files("wortreader.prose.pages") / "sites"
WHOLE = """
hosts = ["Paper.example", "www.paper.test"]
text = ".body"
drop = [".teaser", "aside"]
title = "h1"
lead = ".lead"
authors = ".by a"
published = "time.first"
modified = "time.last"
date_format = "%m/%d/%Y"
time_zone = "America/New_York"
next_page = "a.next"
single_page = "a.print"
follow_pages = false
"""


def book(folder: Path, problems: list[RulesProblem] | None = None, **sources: str) -> RuleBook:
    folder.mkdir(exist_ok=True)
    for name, source in sources.items():
        (folder / f"{name}.toml").write_text(source, encoding="utf-8")
    return RuleBook(folder, on_problem=(problems if problems is not None else []).append)


def test_a_file_may_have_all_keys() -> None:
    rules = read_rules(WHOLE, name="paper.toml")

    assert rules == SiteRules(
        "paper.toml",
        ("paper.example", "paper.test"),
        text=(".body",),
        drop=(".teaser", "aside"),
        title=("h1",),
        lead=(".lead",),
        authors=(".by a",),
        published=("time.first",),
        modified=("time.last",),
        date_format="%m/%d/%Y",
        time_zone="America/New_York",
        next_page=("a.next",),
        single_page=("a.print",),
        follows_pages=False,
    )
    assert all(f"\n{key} = " in WHOLE for key in KEYS)


NO_HOST = "which is not the name of a host; “example.org” means those below it, too."
NO_TEXTS = "must be text in quotes, or a list of such texts."
NO_SELECTOR = "but it is not a CSS selector"
NO_ZONE = "but there is no such zone; write for example “Europe/Luxembourg”."


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("drops = '.x'", "There is no key “drops”. Did you mean “drop”?"),
        ("xyzzy = 1", "There is no key “xyzzy”."),
        ("text = 3", f"“text” {NO_TEXTS}"),
        ("text = ['.a', 3]", f"“text” {NO_TEXTS}"),
        ("text = ' '", "“text” is empty."),
        ("text = ['.a', 'p[']", f"“text” has “p[”, {NO_SELECTOR} (Expected ident or '*', got <EOF at 2>)."),
        ("drop = '//p'", f"“drop” has “//p”, {NO_SELECTOR} (Expected selector, got <DELIM '/' at 0>)."),
        ("drop = 'p:hover'", "“drop” has “p:hover”, but “:hover” is not supported."),
        (f"drop = {['p'] * 41}", "“drop” has more than 40 entries."),
        (f"drop = {['p a > b'] * 27}", "Its selectors name more than 80 elements together."),
        ("time_zone = 'Mars'", f"“time_zone” is “Mars”, {NO_ZONE}"),
        (f"time_zone = 'Europa{'.a' * 2000}'", f"“time_zone” is “Europa{'.a' * 26}.…”, {NO_ZONE}"),
        ("time_zone = '../x'", f"“time_zone” is “../x”, {NO_ZONE}"),
        ("time_zone = 3", "“time_zone” must be text in quotes."),
        ("follow_pages = 'no'", "“follow_pages” must be true or false."),
        ("text = [", "It is not TOML: Invalid value (at end of document)."),
    ],
)
def test_a_mistake_is_told_with_its_key(line: str, sentence: str) -> None:
    with pytest.raises(BadRules) as mistake:
        read_rules(f"hosts = 'a.example'\n{line}", name="a.toml")

    assert str(mistake.value) == sentence


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("drop = '.x'", "“hosts” is missing: the hosts of the site, such as “example.org”."),
        ("hosts = 'https://a.example/'", f"“hosts” has “https://a.example/”, {NO_HOST}"),
        ("hosts = '*.a.example'", f"“hosts” has “*.a.example”, {NO_HOST}"),
        ('hosts = "a\\u001b.example"', f"“hosts” has “a.example”, {NO_HOST}"),
        ("hosts = 'a..example'", f"“hosts” has “a..example”, {NO_HOST}"),
        ("hosts = []", "“hosts” is empty."),
    ],
)
def test_a_file_needs_hosts(source: str, sentence: str) -> None:
    with pytest.raises(BadRules) as mistake:
        read_rules(source, name="a.toml")

    assert str(mistake.value) == sentence


@pytest.mark.parametrize("format", ["%B", "%d.%m", "%d.%m.%Y" * 20])
def test_a_format_without_a_date_is_a_mistake(format: str) -> None:
    with pytest.raises(BadRules) as mistake:
        read_rules(f"hosts = 'a.example'\ndate_format = '{format}'", name="a.toml")

    assert str(mistake.value).startswith("“date_format” is “%")
    assert str(mistake.value).endswith("names of months are read without a format.")


def test_rules_are_for_their_hosts_and_those_below_them(tmp_path: Path) -> None:
    rules = book(tmp_path / "sites", a="hosts = 'paper.example'", b="hosts = 'blog.paper.example'")

    def name(url: str) -> str:
        found = rules.of(url)
        return Path(found.name).stem if found else ""

    assert name("https://paper.example/x") == "a"
    assert name("https://www.PAPER.example:8080/x?y#z") == "a"
    assert name("https://sport.paper.example/") == "a"
    assert name("https://blog.paper.example/") == "b"
    assert name("https://newspaper.example/") == ""
    assert name("https://example/") == ""
    assert name("") == ""


def test_names_of_hosts_with_other_letters_are_those_of_addresses(tmp_path: Path) -> None:
    rules = book(tmp_path / "sites", a="hosts = 'brücke.example'")

    assert rules.of("https://xn--brcke-lva.example/") is rules.of("https://brücke.example/") is not None


def test_a_file_with_a_mistake_costs_only_itself(tmp_path: Path) -> None:
    problems: list[RulesProblem] = []
    rules = book(tmp_path / "sites", problems, a="hosts = 'a.example'\ndorp = 'p'", b="hosts = 'b.example'")
    (tmp_path / "sites" / "c.toml").write_bytes(b"hosts = '\xff'")
    (tmp_path / "sites" / "d.toml").write_bytes(b"#" * 70_000)
    (tmp_path / "sites" / "notes.txt").write_text("not rules")
    (tmp_path / "sites" / ".e.toml").write_text("not rules")
    (tmp_path / "sites" / "f.toml").mkdir()

    assert rules.of("https://b.example/") is not None
    assert rules.of("https://a.example/") is None
    assert [(Path(problem.file).name, problem.reason) for problem in problems] == [
        ("a.toml", "There is no key “dorp”. Did you mean “drop”?"),
        ("c.toml", "It is not UTF-8 text."),
        ("d.toml", "It is larger than 64 kB."),
        ("f.toml", "It cannot be read: Is a directory."),
    ]
    assert str(problems[0]) == (
        f"{tmp_path}/sites/a.toml: There is no key “dorp”. Did you mean “drop”? These rules are not used."
    )


def test_mistakes_are_told_once(tmp_path: Path) -> None:
    problems: list[RulesProblem] = []
    rules = book(tmp_path / "sites", problems, a="hosts = 1")
    assert problems == []  # nothing is read before rules are needed

    for _time in range(3):
        rules.of("https://a.example/")

    assert len(problems) == 1
    assert rules.check()[1] == problems


def test_without_a_folder_there_are_the_rules_of_wortreader(tmp_path: Path) -> None:
    problems: list[RulesProblem] = []

    assert RuleBook(tmp_path / "none", on_problem=problems.append).of("https://a.example/") is None
    assert problems == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    problems: list[RulesProblem] = []
    rules = book(tmp_path / "sites", problems)
    (tmp_path / "sites").chmod(0)

    assert rules.of("https://a.example/") is None
    assert "the folder cannot be read" in problems[0].reason


def test_the_documentation_names_all_keys_and_its_example_is_valid() -> None:
    text = (Path(__file__).parents[2] / "docs" / "site-rules.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]

    assert read_rules(example, name="example.org.toml").hosts == ("example.org",)
    assert sorted(re.findall(r"`(\w+)`", "".join(rows))) == sorted(KEYS)
    assert all(f"`:{name}`" in text for name in PSEUDO_CLASSES)


SHAPES = {"spiegel.de": "spiegel-de", "srf.ch": "srf-de", "taz.de": "taz-de"}
"""The page in the shape of each site that has rules of ours."""


@pytest.mark.parametrize("host", sorted(file.name.removesuffix(".toml") for file in OURS.iterdir()))
def test_our_rules_mend_the_pages_that_they_are_for(host: str) -> None:
    made = PAGES[SHAPES[host]]
    url = f"https://www.{host}/story.html"

    found = extract(made.html.encode(), url=url, rules=RuleBook().of(url))
    without = extract(made.html.encode(), url=url)

    assert [remark for remark in found.remarks if "no element" in remark] == []
    assert f1(word_runs(found.text), word_runs(made.gold)) > 0.995
    assert (found.title, found.byline, found.published_at) == (without.title, without.byline, without.published_at)
    assert len(found.pictures) == made.pictures


def test_our_own_files_have_no_mistakes_and_are_named_after_their_hosts() -> None:
    assert RuleBook().check()[1] == []
    for file in OURS.iterdir():
        rules = read_rules(file.read_text(encoding="utf-8"), name=file.name)
        assert file.name == f"{rules.hosts[0]}.toml"
