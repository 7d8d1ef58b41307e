"""What becomes of single parts of a page."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml.html import fromstring

from wortreader.model import Extraction
from wortreader.prose.html import markup
from wortreader.prose.pages.extract import extract
from wortreader.prose.typeset.layout import layout

PROSE = "".join(
    f"<p>Le chantier numéro {n} avance comme prévu, ont dit les ingénieurs, et la gare {n} ouvrira au printemps.</p>"
    for n in range(8)
)


def _article(
    body: str = PROSE, *, head: str = "<title>Le tram arrive</title>", url: str = "https://paper.lu/a/tram"
) -> Extraction:
    page = f"<html lang=fr><head>{head}</head><body><article><h1>Le tram arrive</h1>{body}</article></body></html>"
    return extract(page.encode(), url=url, content_type="text/html")


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Der Rat tagt wieder | Moselbote", "Moselbote"),
        ("Der Rat tagt wieder - Moselbote", "Moselbote"),
        ("Moselbote: Der Rat tagt wieder", "Moselbote"),
        ("Der Rat tagt wieder – Politik – Moselbote.de", "Moselbote.de"),
        ("Der Rat tagt wieder", None),
    ],
)
def test_the_title_is_without_the_name_of_the_site(title: str, site: str | None) -> None:
    said = f'<meta property="og:site_name" content="{site}">' if site else ""
    page = f"<html><head><title>{title}</title>{said}</head><body><div>{PROSE}</div></body></html>"

    assert (
        extract(page.encode(), url="https://www.moselbote.de/x").title.removesuffix(" – Politik")
        == "Der Rat tagt wieder"
    )


@pytest.mark.parametrize(
    "byline", ["Par Anne Muller", "Von Anne Muller", "vum Anne Muller", "By Anne Muller", "Por Anne Muller | Le Soir"]
)
def test_the_byline_is_the_name_alone(byline: str) -> None:
    assert (
        _article(head=f'<title>Le tram arrive</title><meta name="author" content="{byline}">').byline == "Anne Muller"
    )


def test_an_address_is_not_an_author() -> None:
    head = '<title>x</title><meta property="article:author" content="https://facebook.com/paper">'

    assert _article(f'<p class="byline">Par Anne Muller</p>{PROSE}', head=head).byline == "Anne Muller"


def test_publication_and_change_are_read_from_the_line_under_the_title() -> None:
    article = _article(f'<p class="meta">Publié le 3 mai 2024 à 8h15, mis à jour le 4 mai 2024 à 9h</p>{PROSE}')

    assert article.published_at == datetime.fromisoformat("2024-05-03T08:15+02:00")
    assert article.modified_at == datetime.fromisoformat("2024-05-04T09:00+02:00")


def test_a_time_without_a_zone_is_that_of_the_site() -> None:
    head = '<title>x</title><meta property="article:published_time" content="2026-11-20T08:30:00">'

    assert str(_article(head=head, url="https://jornal.pt/a").published_at) == "2026-11-20 08:30:00+00:00"
    assert str(_article(head=head, url="https://paper.lu/a").published_at) == "2026-11-20 08:30:00+01:00"


def test_the_year_of_a_copyright_line_is_not_a_date() -> None:
    assert _article(f"{PROSE}<footer>© 2026 Le Courrier, 1, rue de la Gare</footer>").published_at is None


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://paper.lu/a/le-tram?utm_source=x", "https://paper.lu/a/le-tram"),
        ("/a/le-tram", "https://paper.lu/a/le-tram"),
        ("https://paper.lu/", "https://paper.lu/a/tram"),
        ("https://other.example/a", "https://paper.lu/a/tram"),
        ("javascript:alert(1)", "https://paper.lu/a/tram"),
    ],
)
def test_the_canonical_address_counts_if_it_is_plausible(canonical: str, url: str) -> None:
    assert _article(head=f'<title>x</title><link rel=canonical href="{canonical}">').url == url


def test_links_are_absolute_and_without_tracking() -> None:
    link = '<a href="../b?id=7&utm_source=x&fbclid=y">le dossier complet</a>'
    article = _article(f"<p>Voir {link} de la rédaction, mis à jour.</p>{PROSE}")

    assert '<a href="https://paper.lu/b?id=7"' in article.html


def test_a_page_that_is_hidden_until_a_script_runs_is_shown() -> None:
    assert _article(f'<div style="display:none" class="app">{PROSE}</div>').text.count("avance comme prévu") == 8


def test_the_folded_rest_of_an_article_is_read() -> None:
    sentences = [f"Le chantier numéro {n} avance, a dit la ministre {n} à la gare de {n}." for n in range(60)]
    paragraphs = ["<p>" + " ".join(sentences[n : n + 6]) + "</p>" for n in range(0, 60, 6)]
    seen, rest = "".join(paragraphs[:4]), "".join(paragraphs[4:])
    folded = f"<div class='rest' style='display:none'>{rest}</div><button>Lire</button>"

    article = _article(f"<main><article>{seen}{folded}</article></main>")

    assert [sentence for sentence in sentences if sentence not in article.text] == []
    assert "text only" not in article.method


def test_a_form_around_the_article_is_kept_and_one_in_it_is_removed() -> None:
    article = _article(
        f"{PROSE}<form><label>Votre adresse e-mail pour recevoir notre lettre du soir</label><input></form>"
    )

    assert "adresse" not in article.text


def test_pixels_and_trackers_are_not_pictures() -> None:
    article = _article(
        '<img src="https://vg07.met.vgwort.de/na/x" width="300"><img src="/p.gif" width="1" height="1">'
        f'<figure><img src="/a-320.jpg" srcset="/a-320.jpg 320w, /a-1280.jpg 1280w"></figure>{PROSE}'
    )

    assert [picture.url for picture in article.pictures] == ["https://paper.lu/a-1280.jpg"]


def test_a_short_text_on_a_page_with_subscriptions_in_its_menu_is_not_a_teaser() -> None:
    menu = "<header><a>Jetzt abonnieren</a></header>"
    page = f"<html><head><title>x</title></head><body>{menu}<article><h1>x y z</h1>{PROSE}</article></body></html>"

    assert not extract(page.encode(), url="https://zeitung.de/x").is_teaser


def test_a_complete_text_is_not_a_teaser_although_it_is_not_free() -> None:
    said = '{"@type":"NewsArticle","isAccessibleForFree":false}'
    head = f'<title>x</title><script type="application/ld+json">{said}</script>'

    assert not _article(PROSE * 4, head=head).is_teaser


def test_if_two_extractors_disagree_a_third_one_votes() -> None:
    body = "".join(
        f"<div class=x{n}>Avis {n} : la gare {n} est fermée.<br>Merci de votre patience, dit la ville.</div>"
        for n in range(12)
    )
    article = _article(f'<div itemprop="articleBody">{body}</div>')

    assert article.text.count("Merci de votre patience") == 12


def test_json_ld_is_used_if_the_page_itself_has_no_text() -> None:
    text = "Le chantier avance comme prévu, ont dit les ingénieurs de la ville aux journalistes présents. " * 20
    said = f'{{"@type":"NewsArticle","headline":"Le tram","articleBody":"{text}"}}'
    head = f'<title>x</title><script type="application/ld+json">{said}</script>'
    page = f"<html><head>{head}</head><body><div id=root></div></body></html>"

    assert extract(page.encode(), url="https://paper.lu/x").text.count("avance comme prévu") == 20


def test_the_frame_of_a_sidebar_and_the_article_is_the_article_s() -> None:
    page = (
        '<html lang=fr><head><title>x</title></head><body><div class="content-with-sidebar"><div>'
        '<h1>Le tram arrive</h1><p class="subline">Les travaux ont duré moins longtemps que ceux de la gare.</p>'
        '<div class="author-box"><a rel="author" href="/eva">Eva Stein</a></div>'
        f'<time datetime="2025-02-03T06:10">Lundi</time>{PROSE}</div>'
        '<div class="sidebar"><h3>Les plus lus</h3><ol><li><a href="/1">Trois morts</a></li></ol></div></div>'
    )
    article = extract(page.encode(), url="https://paper.lu/x")

    assert article.byline == "Eva Stein"
    assert article.lead.startswith("Les travaux ont duré")
    assert article.published_at == datetime.fromisoformat("2025-02-03T06:10+01:00")
    assert article.text.startswith("Les travaux ont duré")
    assert "Trois morts" not in article.text


def test_a_list_a_quotation_and_a_definition_survive_between_the_paragraphs() -> None:
    later, last = PROSE.replace("printemps", "soir"), PROSE.replace("printemps", "matin")
    article = _article(
        f"{PROSE}<h2>Les chiffres</h2><ul><li>Diekirch : 5,12 m</li><li>Ettelbruck : 4,30 m</li></ul>{later}"
        "<blockquote><p>« Du jamais vu », dit un voisin.</p></blockquote>"
        f"<dl><dt>Étiage</dt><dd>Le niveau le plus bas</dd></dl><pre>a = 1\n  b = 2</pre>{last}"
    )

    for part in ("<h2>Les chiffres", "<li>Ettelbruck : 4,30 m", "<blockquote>", "<dt>Étiage", "a = 1\n  b = 2"):
        assert part in article.html


def test_if_the_first_heading_is_the_name_of_the_site_the_second_is_the_title() -> None:
    page = (
        "<html><head><title>Governo aprova pacote para a casa - Jornal da Ria</title></head><body>"
        '<h1 class="site-title">Jornal da Ria</h1><article>'
        '<h2 class="entry-title">Governo aprova pacote para a casa</h2>'
        '<time class="published" datetime="2025-05-02T18:20:00+00:00">2.5.</time>'
        f'<time class="updated" datetime="2025-05-03T09:00:00+00:00">3.5.</time>{PROSE}</article>'
    )
    article = extract(page.encode(), url="https://ria.pt/x")

    assert (article.title, article.site) == ("Governo aprova pacote para a casa", "Jornal da Ria")
    assert article.modified_at == datetime.fromisoformat("2025-05-03T09:00+00:00")


def test_notes_of_a_page_are_led_to_and_lead_back_when_its_article_is_read() -> None:
    mark = (
        '<p>Le kiosque menaçait<sup id="r1"><a href="#n1">1</a></sup> de s’effondrer, a dit le rapport du conseil.</p>'
    )
    note = '<ol><li id="n1">Selon le rapport remis au conseil. <a href="#r1">↩</a></li></ol>'

    document = markup.document(_article(PROSE + mark + note).html, base_url="https://paper.lu/a/tram")

    page = layout(document, 60)
    goals = {piece.text: piece.goal for line in page.lines for piece in line.pieces if piece.goal}
    assert goals == {"¹": "n1", "↩": "r1"}
    assert 0 < page.anchors["r1"] < page.anchors["n1"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('Le taux de <button class="glossary">l’inflation</button> a baissé', "Le taux de l’inflation a baissé"),
        ("<relative-time>le 1er janvier</relative-time> comme <my-tag>prévu</my-tag>,", "le 1er janvier comme prévu,"),
        ("la formule <math><msup><mi>x</mi><mn>2</mn></msup></math> pour", "la formule x² pour"),
        ("il <stong>faut</stong> 70 <meter>%</meter> de", "il faut 70 % de"),
        ("le mot<wbr>composé et CO<sub>2</sub>,", "le motcomposé et CO₂,"),
    ],
)
def test_no_word_of_a_sentence_is_lost(written: str, read: str) -> None:
    sentence = f"<p>Mardi {written} les anciennes pierres que le maire avait promis de garder en hiver.</p>"

    assert f"Mardi {read} les anciennes pierres" in _article(PROSE + sentence + PROSE.replace("printemps", "soir")).text


def test_a_displayed_formula_between_paragraphs_is_kept() -> None:
    formula = '<math display="block"><mi>E</mi><mo>=</mo><mi>m</mi></math>'
    sentence = (
        f"<p>Pour la charge, la formule des ingénieurs est {formula} où la masse est celle de toutes les pierres.</p>"
    )

    text = _article(PROSE + sentence + formula.replace("E", "F") + PROSE.replace("printemps", "soir")).text

    assert "est\n\nE = m\n\noù la masse est celle de toutes les pierres.\n\nF = m\n\nLe chantier" in text


def test_what_a_page_hides_is_not_read() -> None:
    hidden = '<p hidden>CACHÉ</p><p style="display:none">CACHÉ</p><p>Vu <b aria-hidden="true">CACHÉ</b>ici, dit-il.</p>'

    assert "CACHÉ" not in _article(PROSE + hidden + PROSE.replace("printemps", "soir")).html


@pytest.mark.parametrize(("words", "is_change"), [("", False), ("Publié le", False), ("Mis à jour le", True)])
def test_an_empty_time_says_what_its_attribute_and_the_words_before_it_say(words: str, is_change: bool) -> None:
    article = _article(f"<div>{words} <time datetime='2026-11-20T10:00+01:00'></time></div>{PROSE}")

    assert (article.modified_at if is_change else article.published_at) == datetime.fromisoformat(
        "2026-11-20T10:00+01:00"
    )
    assert "ont dit les ingénieurs" in article.text


@pytest.mark.parametrize(
    ("player", "label"),
    [
        ('<iframe src="https://www.youtube.com/embed/abcdef123" title="Das Hochwasser"></iframe>', "▶ Das Hochwasser"),
        (
            '<iframe src="https://www.youtube.com/embed/abcdef123" title="YouTube video player"></iframe>',
            "▶ youtube.com",
        ),
        ('<video src="/a.mp4" data-title="Das Hochwasser"></video>', "▶ Das Hochwasser"),
        (
            '<div class="audio-box"><h4>Die Folge zum Hochwasser</h4><audio><source src="/folge.mp3"></audio></div>',
            "♪ Die Folge zum Hochwasser",
        ),
        (
            '<script type="application/ld+json">{"@type":"VideoObject","name":"Die Flut",'
            '"embedUrl":"https://player.vimeo.com/video/998877"}</script>'
            '<iframe src="https://player.vimeo.com/video/998877?h=1" title="video"></iframe>',
            "▶ Die Flut",
        ),
    ],
)
def test_films_and_sounds_are_links_with_their_titles(player: str, label: str) -> None:
    article = _article(PROSE + player + PROSE.replace("chantier", "atelier"))

    assert label in [" ".join(link.itertext()) for link in fromstring(article.html).iter("a")]
    assert label not in article.text
    assert label in article.searched_text


def test_captions_in_lists_and_quotations_are_beside_the_text_too() -> None:
    picture = '<figure><img src="/a.jpg" width=800><figcaption>Die Brücke am Abend</figcaption></figure>'
    quotation = f"<blockquote><p>Wir haben es immer gewusst, sagt der Müller.</p>{picture}</blockquote>"
    article = _article(PROSE + quotation + PROSE.replace("chantier", "atelier"))

    assert "immer gewusst" in article.text
    assert "am Abend" not in article.text
    assert article.beside == ("Die Brücke am Abend",)


@pytest.mark.parametrize("hyphen", ["\u00ad", "&shy;", "&#173;", "&#xAD;"])
def test_places_where_words_may_be_divided_do_not_cost_the_structure(hyphen: str) -> None:
    sentences = [f"Die Ver-wal-tung der Ge-mein-de {number} ist um-ge-zo-gen. " for number in range(60)]
    texts = [
        "".join(f"<p>{''.join(sentences[at : at + 3])}</p>" for at in range(begin, begin + 30, 3)) for begin in (0, 30)
    ]
    middle = "<h2>Die Vor-ge-schich-te</h2><ul><li>Das alte Rat-haus war zu klein<li>Das neue ist hell</ul>"
    article = f"<article><h1>Um-zug</h1>{texts[0]}{middle}{texts[1]}</article>".replace("-", hyphen)

    found = extract(f"<html><body>{article}</body></html>".encode(), url="https://example.de/a")

    assert "<h2>Die Vorgeschichte</h2>" in found.html
    assert "Verwaltung der Gemeinde 7 ist umgezogen" in found.text
    assert "text only" not in found.method


def test_a_paid_article_that_only_a_script_shows_is_the_body_in_json_ld_unless_its_beginning_is_shown() -> None:
    told = " ".join(f"The council of village number {n} has met to talk about the bridge." for n in range(40))
    data = f'{{"@type": "NewsArticle", "isAccessibleForFree": false, "articleBody": "{told}"}}'
    page = f'<html><body><script type="application/ld+json">{data}</script><h1>The bridge</h1><p>%s</p></body></html>'
    caption = "A mayor looks at a river during a walk in the rain of last November, near a mill that was built in 1780."

    drawn = extract((page % caption).encode(), url="https://example.org/a")
    begun = extract((page % told[:250]).encode(), url="https://example.org/a")

    assert "village number 39 has met" in drawn.text
    assert "village number 39" not in begun.text
