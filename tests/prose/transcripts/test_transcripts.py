"""Transcripts, from the bytes of a file to paragraphs."""

from __future__ import annotations

import itertools
import json

import pytest

from wortreader.errors import ProseError
from wortreader.model.episodes import SupplementLink, Transcript
from wortreader.prose.transcripts.merging import MAX_CHARACTERS, MAX_PASSAGES
from wortreader.prose.transcripts.reading import ranked_links, read_transcript

VTT = """WEBVTT - Radio

NOTE made by hand
not said

STYLE
::cue(v) { color: red }

1
00:00:01.000 --> 00:00:03.000 align:start position:0%
<v Anna Müller>Guten Tag &amp; <i>willkommen</i>.

intro
00:00:03.100 --> 00:00:05.000
<v Anna Müller>Heute mit <00:00:04.000><c.yellow>Bert</c>.</v> <v.loud Bert>Hallo!

00:00:20.000 --> 00:00:22.000
<v Bert>3 < 4.
"""
SAID = "Anna Müller: Guten Tag & willkommen. Heute mit Bert.\n\nBert: Hallo!\n\n3 < 4."


def read(text: str | bytes, **options: object) -> Transcript:
    body = text.encode() if isinstance(text, str) else text
    return read_transcript(body, **options)  # type: ignore[arg-type]  # as the test gives them


def cues(*words: str, pause: float = 0.0, seconds: float = 2.0) -> str:
    """WebVTT with these words, each shown so long, and with so much silence between them."""
    blocks = []
    for number, each in enumerate(words):
        start = number * (seconds + pause)
        blocks.append(f"{clock(start)} --> {clock(start + seconds)}\n{each}\n")
    return "WEBVTT\n\n" + "\n".join(blocks)


def clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}"


def test_subtitles_become_paragraphs_of_speakers() -> None:
    transcript = read(VTT, url="https://radio.example/1.vtt")

    assert transcript.text == SAID
    assert [passage.start for passage in transcript.passages] == [1.0, 3.1, 20.0]
    assert transcript.url == "https://radio.example/1.vtt"
    assert not transcript.is_cut


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_subtitles_are_read_in_any_encoding_and_with_any_line_ends(codec: str, line_end: str) -> None:
    assert read(VTT.replace("\n", line_end).encode(codec), content_type="text/vtt").text == SAID


@pytest.mark.parametrize("content_type", ["text/vtt", "text/plain; charset=latin-1", "application/octet-stream", None])
def test_what_a_file_is_its_content_says(content_type: str | None) -> None:
    assert read(VTT, content_type=content_type).text == SAID
    assert read(VTT, content_type=content_type, is_page=True).text == SAID


SRT = """1
00:00:01,000 --> 00:00:03,000
{\\an8}<font color="#fff">Ein Satz</font>

2
00:00:03,000 --> 00:00:05,000
geht weiter.
Und

noch einer.
3
00:00:30,000 --> 00:00:31,000
1984
"""


def test_subrip_is_read_with_all_that_is_around_it() -> None:
    assert read(SRT).text == "Ein Satz geht weiter. Und noch einer.\n\n1984"


def test_names_that_come_again_and_again_are_speakers() -> None:
    said = read(cues("Anna: Hallo.", "Wie geht es?", "Bert: Gut: sehr gut.", "Anna: Schön.", "Bert: Ja.")).text

    assert said == "Anna: Hallo. Wie geht es?\n\nBert: Gut: sehr gut.\n\nAnna: Schön.\n\nBert: Ja."


def test_a_word_with_a_colon_is_no_speaker() -> None:
    assert read(cues("Eins.", "Achtung: jetzt.", "Drei.")).text == "Eins. Achtung: jetzt. Drei."


def test_two_who_speak_in_one_cue_are_two_paragraphs() -> None:
    assert read(cues("Davor.", "- Ja?\n- Nein.", "Danach.")).text == "Davor.\n\n- Ja?\n\n- Nein. Danach."


def test_lines_that_scroll_up_are_read_once() -> None:
    lines = [f"die Zeile {number}" for number in range(12)]
    rolled = cues(*(f"{one}\n{other}" for one, other in itertools.pairwise(lines)))

    assert read(rolled).text == " ".join(lines)


def test_lines_that_grow_word_by_word_are_read_once() -> None:
    words = ["das", "ist", "ein", "Satz", "der", "wächst"]
    grown = [" ".join(words[: count + 1]) for count in range(len(words))]
    shown = [grown[0], *(f"{one}\n{one}" if number % 2 else one for number, one in enumerate(grown[1:]))]

    assert read(cues(*(each for one in grown for each in (one, one)))).text == " ".join(words)
    assert read(cues(*(each for one in shown for each in (one, one)))).text.endswith(" ".join(words))


YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.470 align:start position:0%
\x20
hello<00:00:00.399><c> and</c><00:00:00.560><c> welcome</c>

00:00:02.470 --> 00:00:02.480 align:start position:0%
hello and welcome
\x20

00:00:02.480 --> 00:00:04.950 align:start position:0%
hello and welcome
to<00:00:02.800><c> the</c><00:00:03.200><c> show</c>

00:00:04.950 --> 00:00:04.960 align:start position:0%
to the show
\x20

00:00:04.960 --> 00:00:07.000 align:start position:0%
to the show
about<00:00:05.800><c> bats</c>
"""


def test_automatic_captions_are_read_once() -> None:
    assert read(YOUTUBE).text == "hello and welcome to the show about bats"


def test_numbers_of_cues_behind_lines_of_blanks_are_not_read() -> None:
    one, two = "00:00:01.000 --> 00:00:02.000", "00:00:02.000 --> 00:00:03.000"

    assert read(f"WEBVTT\n \n1\n{one}\nEins.\n \n2\n{two}\nIm Jahr\n1984\n").text == "Eins. Im Jahr 1984"


def test_words_and_marks_that_come_one_by_one_are_joined() -> None:
    words = ["Guten", "Tag", ",", "Anna", "!", "Ja", "?"]
    segments = [{"speaker": "Bert", "startTime": number, "body": word} for number, word in enumerate(words)]

    assert read(json.dumps({"segments": segments})).text == "Bert: Guten Tag, Anna! Ja?"


def test_a_paragraph_knows_when_its_pieces_begin() -> None:
    spoken = read(cues("Eins ist gut.", "  Zwei\x07 und ", "drei\u200b sind mehr", "！", pause=0.2))

    (passage,) = spoken.passages
    begins = [passage.text[offset:] for offset, _time in passage.cues]
    assert [begin.split()[0] for begin in begins] == ["Zwei", "drei", "！"]
    times = [passage.start, *(time for _offset, time in passage.cues)]
    assert None not in times
    assert times == sorted(set(times))  # type: ignore[type-var]  # none of them is None
    words = [{"startTime": 0.1 * number, "body": "Wort"} for number in range(100)]
    assert len(read(json.dumps({"segments": words})).passages[0].cues) == 9, "not one for each word"


def test_what_is_said_twice_is_read_twice() -> None:
    assert read(cues("Nein.", "Nein.", "Doch.", "Ach.", "Aha.", "So.", "Ja.", "Na ja.")).text.startswith("Nein. Nein.")


def test_a_pause_after_a_sentence_ends_a_paragraph() -> None:
    assert read(cues("Ein Satz.", "Noch einer.", pause=3)).text == "Ein Satz.\n\nNoch einer."
    assert read(cues("Ein Satz", "mit Bedacht.", pause=3)).text == "Ein Satz mit Bedacht."
    assert read(cues("Ein Wort", "nach langer Zeit.", pause=8)).text == "Ein Wort\n\nnach langer Zeit."


def test_long_speeches_are_divided_after_sentences_and_without_sentences_somewhere() -> None:
    spoken = read(cues(*(f"Dies ist der Satz {number}." for number in range(100))))
    unspoken = read(cues(*(f"nummer {number}" for number in range(400))))

    assert len(spoken.passages) > 3
    assert all(passage.text.endswith(".") for passage in spoken.passages)
    assert 3 < len(unspoken.passages) < 20


def test_scripts_without_spaces_get_none() -> None:
    assert read(cues("今日は", "いい天気です。", "Tokyo")).text == "今日はいい天気です。 Tokyo"


@pytest.mark.parametrize(
    "times",
    ["00:00:05.000 --> 00:00:01.000", "-00:00:05.000 --> -00:00:01.000", "99999:00:00.000 --> 99999:00:01.000",
     "00:99:99.000 --> 00:99:99.999", "0:00 --> 0:01", "00:00:00:01 --> 00:00:00:02", "00:00:05,1 --> 00:00:06,1234"],
)  # fmt: skip
def test_fault_129_wrong_times_cost_no_words(times: str) -> None:
    transcript = read(f"WEBVTT\n\n{times}\nHallo.\n\n00:00:07.000 --> 00:00:08.000\nWelt.\n")

    assert transcript.text.replace("\n\n", " ") == "Hallo. Welt."


def test_json_is_read_in_its_segments() -> None:
    segments = [
        {"speaker": "Anna", "startTime": 0.5, "endTime": 1, "body": "Guten"},
        {"speaker": "Anna", "startTime": 1, "endTime": 2, "body": "Tag."},
        {"speaker": "Bert\u001b[31m", "startTime": "00:00:03", "body": "Hallo."},
    ]

    transcript = read(json.dumps({"version": "1.0.0", "segments": segments}))

    assert transcript.text == "Anna: Guten Tag.\n\nBert[31m: Hallo."
    assert [passage.start for passage in transcript.passages] == [0.5, 3]


def test_json_of_speech_recognition_is_read_too() -> None:
    whisper = {"text": "Guten Tag.", "segments": [{"id": 0, "start": 0.0, "end": 1.0, "text": " Guten Tag."}]}

    assert read(json.dumps(whisper)).text == "Guten Tag."


def test_fault_129_values_of_the_wrong_type_are_missing_ones() -> None:
    segments = [
        '{"startTime":NaN,"body":"Eins."}', '{"startTime":-1,"body":"Zwei."}', '{"startTime":1e999,"body":"Drei."}',
        '{"startTime":[],"speaker":7,"body":"Vier."}', '{"startTime":1,"body":null}', "null", "[]", '"x"',
        f'{{"startTime":{"9" * 400},"body":"Fünf."}}',
    ]  # fmt: skip

    transcript = read('{"segments":[' + ",".join(segments) + "]}")

    assert transcript.text == "Eins. Zwei. Drei. Vier. Fünf."
    assert transcript.passages[0].start is None


def test_html_is_read_with_names_and_times() -> None:
    html = (
        "<cite>Anna:</cite>\n<time>0:00</time>\n<p>Guten Tag.</p><p>Noch etwas &amp; mehr.</p>"
        "<cite>Bert:</cite><time>1:02:03</time><p>Hallo <b>du</b>.<script>alert(1)</script></p>"
    )

    transcript = read(html, content_type="text/html", is_page=True)

    assert transcript.text == "Anna: Guten Tag.\n\nNoch etwas & mehr.\n\nBert: Hallo du."
    assert [passage.start for passage in transcript.passages] == [0, None, 3723]


def test_of_a_whole_page_the_article_is_read() -> None:
    words = "Das ist ein langer Satz der Folge, in dem viel gesagt wird, damit er ein Text ist. " * 4
    page = (
        "<!doctype html><html><head><title>Folge</title></head><body><nav><a href='/'>Start</a></nav>"
        f"<article><h1>Folge</h1><p>{words}</p><p>{words}</p></article><footer>Impressum</footer></body></html>"
    )

    said = read(page, url="https://radio.example/1", content_type="text/html", is_page=True).text

    assert "langer Satz" in said
    assert "Impressum" not in said
    assert "Start" not in said


def test_plain_text_is_read_in_its_paragraphs() -> None:
    text = "Anna: Guten Tag.\nUnd mehr.\n\n[00:01:02] Bert:\nHallo.\n\nBert (0:02:00):\nJa.\n\nNur Text."

    transcript = read(text, content_type="text/plain")

    assert transcript.text == "Anna: Guten Tag. Und mehr.\n\nBert: Hallo.\n\nJa.\n\nNur Text."
    assert [passage.start for passage in transcript.passages] == [None, 62, 120, None]


def test_plain_text_without_paragraphs_gets_some() -> None:
    one_line = read("Dies ist ein Satz. " * 1000)
    many_lines = read("\n".join(f"Dies ist Zeile {number}" for number in range(100)))

    assert all(len(passage.text) < 600 for passage in one_line.passages)
    assert 10 < len(many_lines.passages) < 20


@pytest.mark.parametrize(
    "body",
    [b"", b" \n", b"WEBVTT", b"WEBVTT\n\n00:01.000 --> 00:02.000\n", b"{}", b"{", b"[]", b'{"segments":[]}',
     b'{"segments":{}}', b"\x00" * 50, b"\xff\xfe", b"<", b'{"segments":[' + b"[" * 100_000],
)  # fmt: skip
def test_what_has_no_words_is_no_transcript(body: bytes) -> None:
    with pytest.raises(ProseError, match="no transcript"):
        read(body)


def test_fault_129_a_page_in_the_place_of_a_file_is_no_transcript() -> None:
    with pytest.raises(ProseError, match="web page"):
        read("<!DOCTYPE html><html><body><p>Not found, sorry.</p></body></html>", content_type="text/html")


def test_fault_129_no_character_controls_the_terminal() -> None:
    hostile = "\x1b]0;x\x07\x9b31m\u202e\ud800".encode("utf-8", "replace").decode()

    for text in (cues(f"<v {hostile}>{hostile}Hallo"), f"{hostile}: {hostile}Hallo", f"<p>{hostile}Hallo</p>"):
        said = read(text, is_page=text.startswith("<")).text
        assert "Hallo" in said
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(said)


MONSTERS = {
    "100,000 cues": lambda: cues(*(f"<v Speaker {number % 3}>words of number {number}." for number in range(100_000))),
    "nested tags": lambda: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A>" * 1_000_000 + "x" + "<i" * 2_000_000,
    "times alone": lambda: "00:00:01.000 --> 00:00:01.000\n" * 300_000,
    "arrows alone": lambda: "-->\n" * 2_000_000,
    "colons": lambda: "0:" * 5_000_000,
    "blank lines": lambda: "\n\t" * 5_000_000 + "x",
    "spaces": lambda: "A" + " " * 9_000_000 + "0:00",
    "one word": lambda: "word " * 2_000_000,
    "brackets": lambda: "[" * 5_000_000,
    "names": lambda: "a:\n" * 3_000_000,
    "open tags": lambda: "<!doctype html><p>" + "<div>" * 200_000 + "x",
    "entities": lambda: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "&amp;" * 2_000_000,
    "dots": lambda: "x" + "." * 5_000_000 + "\n" + "!? " * 1_000_000,
}
"""Made when they are read: together they have 90 MB, which each worker would keep."""


@pytest.mark.thorough
@pytest.mark.parametrize("name", MONSTERS)
def test_fault_129_ten_megabytes_of_anything_stay_within_bounds(name: str) -> None:
    try:
        transcript = read(MONSTERS[name](), is_page=name == "open tags")
    except ProseError:
        return

    assert len(transcript.passages) <= MAX_PASSAGES
    assert sum(len(passage.text) for passage in transcript.passages) <= MAX_CHARACTERS


def test_what_is_too_long_is_cut_and_says_so() -> None:
    transcript = read("Dies ist ein Satz. " * 100_000)

    assert transcript.is_cut
    assert 0.9 * MAX_CHARACTERS < len(transcript.text) < 1.1 * MAX_CHARACTERS


def link(address: str, type: str | None = None, language: str | None = None, **options: bool) -> SupplementLink:
    return SupplementLink(f"https://radio.example/{address}", type, language, **options)


def test_the_best_transcript_is_that_in_the_language_of_the_article() -> None:
    links = [link("en.vtt", "text/vtt", "en"), link("any.vtt", "text/vtt"), link("de.srt", "application/srt", "de-at")]

    assert [each.url[-6:] for each in ranked_links(links, "de")] == ["de.srt", "ny.vtt", "en.vtt"]


def test_of_one_language_the_best_is_that_with_names_and_times() -> None:
    links = [
        link("a.txt", "text/plain"),
        link("b", "application/x-subrip"),
        link("c", "text/html"),
        link("d.json"),
        link("e", "text/vtt", is_captions=True),
        link("f.vtt?x=1"),
        link("g.bin", "application/octet-stream"),
    ]

    assert "".join(each.url[22] for each in ranked_links(links, None)) == "fedcbag"
