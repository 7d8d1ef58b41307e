"""Reading and writing of subscription lists."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor_time import bounded

from wortreader.errors import OpmlError
from wortreader.feeds import opml, opml_writing
from wortreader.model import Subscription
from wortreader.text import safe

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def _list(*lines: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head>{head}</head><body>{"".join(lines)}</body></opml>'.encode()


def test_feeds_are_read_with_their_folders_titles_and_sites() -> None:
    data = _list(
        '<outline text="News"><outline title="Lux &amp; Co"><outline type="rss" text="text" title="title" '
        'xmlUrl="https://a.example/f" htmlUrl="https://a.example/"/></outline></outline>',
        '<outline text="only text" xmlurl="https://b.example/f"/>',
        head="<title>Mine</title>",
    )

    read = opml.read(data)

    assert read.title == "Mine"
    assert read.subscriptions == (
        Subscription("https://a.example/f", "title", "https://a.example/", ("News", "Lux & Co")),
        Subscription("https://b.example/f", "only text", None, ()),
    )
    assert read.remarks == ()


_NAMES = (
    st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=12)
    .map(lambda name: " ".join(safe(name).split()))
    .filter(lambda name: name.strip("\u200e\u200f ") == name and name.isprintable() and bool(name))
)


@given(
    st.lists(
        st.builds(
            Subscription,
            url=st.integers(0, 10**6).map(lambda number: f"https://x{number}.example/feed?a=1&b=<{number}>"),
            title=_NAMES,
            site_url=st.sampled_from([None, "https://site.example/?q=1&r=2"]),
            folder=st.lists(_NAMES, max_size=4).map(tuple),
        ),
        unique_by=lambda subscription: subscription.url,
        max_size=8,
    )
)
def test_what_is_written_is_read_back(subscriptions: list[Subscription]) -> None:
    read = opml.read(opml_writing.write(subscriptions, title="Mine", now=NOW))

    def by_url(found: list[Subscription]) -> list[Subscription]:
        return sorted(found, key=lambda subscription: subscription.url)

    assert by_url(list(read.subscriptions)) == by_url(subscriptions)
    assert read.remarks == ()


def test_a_feed_without_a_title_has_none_after_the_round_trip() -> None:
    subscription = Subscription("https://a.example/f")

    assert opml.read(opml_writing.write([subscription], title="Mine", now=NOW)).subscriptions == (subscription,)


def test_a_written_list_has_a_title_and_a_date() -> None:
    data = opml_writing.write([], title="A & \x1bB", now=NOW)

    assert b'<opml version="2.0">' in data
    assert b"<title>A &amp; B</title>" in data
    assert b"<dateCreated>Tue, 24 Nov 2026 08:00:00 +0000</dateCreated>" in data


@pytest.mark.parametrize(
    "address", ["exec:rm -rf ~", "filter:cat:https://x.example/", "file:///etc/passwd", "query:a:b"]
)
def test_fault_109_commands_and_files_are_refused_by_name(address: str) -> None:
    read = opml.read(_list(f'<outline text="x" xmlUrl="{address}"/>', '<outline xmlUrl="https://a.example/f"/>'))

    assert [subscription.url for subscription in read.subscriptions] == ["https://a.example/f"]
    assert len(read.remarks) == 1
    assert address[:20] in read.remarks[0].sentence
    assert read.remarks[0].sentence.startswith("Line 1:")


@pytest.mark.parametrize("address", ["javascript:x", "http://[::1", "mailto:a@b.example", "feed"])
def test_other_addresses_than_web_addresses_are_named_in_warnings(address: str) -> None:
    read = opml.read(_list(f'<outline text="x" xmlUrl="{address}"/>'))

    assert read.subscriptions == ()
    assert address in read.remarks[0].sentence


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("feed:https://a.example/f", "https://a.example/f"),
        ("feed://https://a.example/f", "https://a.example/f"),
        ("feed://a.example/f", "http://a.example/f"),
    ],
)
def test_the_feed_scheme_is_understood(written: str, meant: str) -> None:
    assert opml.read(_list(f'<outline xmlUrl="{written}"/>')).subscriptions[0].url == meant


def test_fault_108_a_name_that_is_an_address_has_no_user_and_no_password() -> None:
    line = '<outline text="https://ann:secret@a.example/news" xmlUrl="https://ann:secret@a.example/feed"/>'
    (subscription,) = opml.read(f"<opml><body>{line}</body></opml>".encode()).subscriptions

    assert (subscription.title, subscription.user_info) == ("https://a.example/news", ("ann", "secret"))
    assert opml.read(_list('<outline text="Ann @ home" xmlUrl="https://a.example/f"/>')).subscriptions[0].title == (
        "Ann @ home"
    )


def test_fault_109_a_duplicate_feed_is_taken_once() -> None:
    line = '<outline text="{}" xmlUrl="https://a.example/f"/>'

    read = opml.read(_list(line.format("one"), line.format("two")))

    assert [subscription.title for subscription in read.subscriptions] == ["one"]
    assert "twice" in read.remarks[0].sentence


def test_categories_are_said_to_be_left_out() -> None:
    read = opml.read(_list('<outline xmlUrl="https://a.example/f" category="/a,/b"/>'))

    assert len(read.subscriptions) == 1
    assert "categories" in read.remarks[0].sentence


def test_folders_are_merged_below_a_certain_depth() -> None:
    depth = 100
    data = _list(
        "".join(f'<outline text="{level}">' for level in range(depth)) + '<outline xmlUrl="https://a.example/f"/>'
        "" + "</outline>" * depth
    )

    read = opml.read(data)

    assert read.subscriptions[0].folder == tuple(str(level) for level in range(opml.MAX_FOLDERS))
    assert "deep" in read.remarks[0].sentence


def test_fault_109_a_thousand_nested_folders_do_not_cause_recursion() -> None:
    data = _list(
        '<outline xmlUrl="https://a.example/f"/>',
        '<outline text="x">' * 1000 + '<outline xmlUrl="https://b.example/f"/>' + "</outline>" * 1000,
    )

    read = opml.read(data)

    assert read.subscriptions[0].url == "https://a.example/f"
    assert read.remarks


def test_a_list_that_breaks_off_is_read_up_to_there() -> None:
    data = _list(*(f'<outline text="{n}" xmlUrl="https://x{n}.example/f"/>' for n in range(10)))

    read = opml.read(data[:-120])

    assert len(read.subscriptions) >= 7
    assert "damaged" in read.remarks[0].sentence


def test_fault_109_entities_that_lie_elsewhere_are_not_resolved() -> None:
    data = (
        b'<!DOCTYPE opml [<!ENTITY xxe SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        b'<opml><head><title>&xxe;&b;</title></head><body><outline text="&a;" xmlUrl="https://a.example/f"/></body></opml>'
    )

    read = opml.read(data)

    assert read.title == "&xxe;" + "a" * 30  # one that lies elsewhere is no reference, one within the list is expanded
    assert read.subscriptions[0].url == "https://a.example/f"


def test_names_are_cleaned() -> None:
    data = _list('<outline text="a\x9d&#x202e;b [/b]" xmlUrl="https://a.example/f"/>')

    assert opml.read(data).subscriptions[0].title == "ab [/b]"


@pytest.mark.parametrize(
    "data", [b"", b"  ", b"hello", b"{}", b"<html><body>x</body></html>", b"<rss/>", b"\x00\xff" * 50]
)
def test_other_documents_than_lists_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(OpmlError, match=r"\.$"):
        opml.read(data)


@pytest.mark.parametrize(
    "data",
    [
        b'<gml:pos><outline xmlUrl="https://e.org/f"/></gml:pos>',
        b'<opml><x:y:outline z:xmlUrl="https://e.org/f" a:b:c="d"/></opml>',
        b"<opml><outline text='a\xed\xa0\x80' xmlUrl='https://e.org/f'></opml>",
        b"<opml><\xed\xa0\x80 text='a'/><outline \xed\xb0\x80='' xmlUrl='https://e.org/f'/></opml>",
        b"<opml xmlns:='u' xmlns:xml='a'><outline xml:id='&#xD800;' xmlUrl='https://e.org/f'/></opml>",
        "<opml><outline text='\ud800' xmlUrl='https://e.org/f'/></opml>".encode("utf-16-le", "surrogatepass"),
    ],
)
def test_fault_109_names_that_are_no_names_and_halves_of_characters_are_read_or_refused(data: bytes) -> None:
    try:
        urls = [subscription.url for subscription in opml.read(data).subscriptions]
    except OpmlError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either is right
    else:
        assert urls == ["https://e.org/f"]


@pytest.mark.slow
def test_fault_109_a_hundred_thousand_attributes_cost_no_time() -> None:
    many = " ".join(f"a{number}='1'" for number in range(100_000))
    data = _list(f'<outline {many} text="Paper" xmlUrl="https://a.example/f"/>')

    with bounded(5):
        (subscription,) = opml.read(data).subscriptions

    assert subscription.title == "Paper"


def test_fault_109_a_list_without_end_is_refused() -> None:
    with pytest.raises(OpmlError, match="16 MB"):
        opml.read(b"<opml>" + b" " * opml.MAX_BYTES)


@pytest.mark.parametrize(
    "data",
    [
        b'<opml xmlns="http://opml.org/spec2"><body><outline text="F"><outline text="A" xmlUrl="https://a.example/f"/>'
        b"</outline></body></opml>",
        b'<opml xmlns="relative"><body><outline text="F"><outline text="A" xmlUrl="https://a.example/f"/></outline></body>'
        b"</opml>",
        b'<o:opml xmlns:o="http://opml.org/spec2"><o:body><o:outline text="F"><o:outline text="A" '
        b'xmlUrl="https://a.example/f"/></o:outline></o:body></o:opml>',
        b'<o:opml xmlns:o="http://opml.org/spec2"><o:body><o:outline o:text="F"><o:outline o:text="A" '
        b'o:xmlUrl="https://a.example/f"/></o:outline></o:body></o:opml>',
        b'<o:opml><o:body><o:outline text="F"><o:outline text="A" xmlUrl="https://a.example/f"/></o:outline></o:body></o:opml>',
        b'<OPML><BODY><OUTLINE TEXT="F"><OUTLINE TEXT="A" XMLURL="https://a.example/f"/></OUTLINE></BODY></OPML>',
        b'<Opml><Body><Outline Title="F"><Outline Title="A" XmlURL="https://a.example/f"/></Outline></Body></Opml>',
        b'<?xml version="1.0"?>\n<!DOCTYPE opml SYSTEM "opml.dtd" [\n<!ENTITY a "A">\n]>\n<opml><body>'
        b'<outline text="F"><outline text="&a;" xmlUrl="https://a.example/f"/></outline></body></opml>',
        b"\xef\xbb\xbf<opml><body><outline text='F'><outline text='A' xmlUrl='https://a.example/f'/></outline></body>"
        b"</opml>",
        '\ufeff<?xml version="1.0" encoding="utf-16"?><opml><body><outline text="F"><outline text="A" '
        'xmlUrl="https://a.example/f"/></outline></body></opml>'.encode("utf-16-le"),
        b'<opml><outline text="F"><outline text="A" xmlUrl=" https://a.example/f "/></outline></opml>',
        b'<opml><body><outline text="F" htmlUrl="https://f.example/"><outline type="atom" text="A" '
        b'xmlUrl="https://a.example/f"><note>x</note></outline></outline></body></opml>',
        b'<opml><body><outline text="F" type="folder"><!-- x --><outline type="link" text="A" xmlUrl="https://a.example/f"/>'
        b"</outline></body></opml>",
    ],
)  # fmt: skip
def test_a_list_is_read_in_any_of_its_dialects(data: bytes) -> None:
    read = opml.read(data)

    assert read.subscriptions == (Subscription("https://a.example/f", "A", None, ("F",)),)
    assert read.remarks == ()


@pytest.mark.parametrize(
    ("written", "url", "title"),
    [
        ('text="S & Co" xmlUrl="https://a.example/f?x=1&format=rss&copy=2"',
         "https://a.example/f?x=1&format=rss&copy=2", "S & Co"),
        ('text="S &amp; Co" xmlUrl="https://a.example/f?x=1&y=2"', "https://a.example/f?x=1&y=2", "S & Co"),
        ('text="Caf&eacute;&nbsp;&hellip;" xmlUrl="https://a.example/f"', "https://a.example/f", "Café …"),
        ('text="a < b > c" xmlUrl="https://a.example/f"', "https://a.example/f", "a < b > c"),
        ('text="<b>Fett</b>" xmlUrl="https://a.example/f"', "https://a.example/f", "<b>Fett</b>"),
        ('text="A &nonsense; B" xmlUrl="https://a.example/f"', "https://a.example/f", "A &nonsense; B"),
        ("text=A xmlUrl=https://a.example/f?x=1&y=2 ", "https://a.example/f?x=1&y=2", "A"),
        ("text='A'xmlUrl=https://a.example/f", "https://a.example/f", "A"),
        ('text="a b=c d"type="rss"xmlUrl="https://a.example/f"', "https://a.example/f", "a b=c d"),
        ('text="&#1;A&#xD800;" xmlUrl="https://a.example/f&"', "https://a.example/f&", "�A�"),
    ],
)  # fmt: skip
def test_signs_that_are_not_valid_xml_are_read_as_meant_and_said(written: str, url: str, title: str) -> None:
    read = opml.read(_list("\n", f"<outline {written}/>\n", '<outline text="B" xmlUrl="https://b.example/f"/>'))

    assert [subscription.url for subscription in read.subscriptions] == [url, "https://b.example/f"]
    assert read.subscriptions[0].title == title
    assert {remark.sentence[:7] for remark in read.remarks} == {"Line 2:"}
    assert not any(remark.is_loss for remark in read.remarks)


@pytest.mark.parametrize(
    ("line", "url", "says"),
    [
        ('<outline type="rss" text="A" url="https://a.example/f"/>', "https://a.example/f", "written as url"),
        ('<outline text="A" url="https://a.example/f"/>', "https://a.example/f", "written as url"),
        ('<outline text="A" feedUrl="https://a.example/f"/>', "https://a.example/f", "written as feedurl"),
        ('<outline text="A" xmlUrl="" URL="https://a.example/f"/>', "https://a.example/f", "written as url"),
        ('<outline text="A" xmlUrl="feed://a.example/f"/>', "http://a.example/f", "was read as http://a.example/f"),
        ('<outline text="A" xmlUrl="https://a.example/f?a&amp;amp;b"/>', "https://a.example/f?a&b", "was read as"),
        ('<outline text="A" xmlUrl="a.example/f?a&amp;amp;amp;b"/>', "https://a.example/f?a&b", "was read as"),
        ('<outline text="A" xmlUrl="www.a.example/f"/>', "https://www.a.example/f", "was read as https://www"),
        ('<outline text="A" xmlUrl="//a.example/f"/>', "https://a.example/f", "was read as https://a"),
        ('<outline text="A\u202eB" xmlUrl="https://a.example/f"/>', "https://a.example/f", "cleaned to “AB”"),
        (f'<outline text="{"x" * 900}" xmlUrl="https://a.example/f"/>', "https://a.example/f", "shortened"),
        ('<outline><outline text="A" xmlUrl="https://a.example/f"/></outline>', "https://a.example/f", "has no name"),
        ('<outline text="A" xmlUrl="https://a.example/f"/><outline text="X"/>', "https://a.example/f", "“X” is empty"),
        ('<outline text="A" xmlUrl="https://a.example/f"/><outline text="B" isComment="true" xmlUrl="https://b.example/"/>',
         "https://a.example/f", "“B” is commented out"),
        ('<outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xmlUrl="http://www.a.example:80/f#x"/>',
         "https://a.example/f", "in the list twice"),
    ],
)  # fmt: skip
def test_what_is_read_differently_is_said_line_by_line(line: str, url: str, says: str) -> None:
    read = opml.read(_list("\n\n", line))

    assert [subscription.url for subscription in read.subscriptions] == [url]
    (remark,) = read.remarks
    assert remark.sentence.startswith("Line 3: ")
    assert says in remark.sentence
    assert not remark.is_loss


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('<outline text="A" htmlUrl="https://a.example/"/>', "`wortreader add https://a.example/`"),
        ('<outline type="link" text="A" url="https://a.example/seite"/>', "the address of a page"),
        ('<outline type="include" text="A" url="https://a.example/l.opml"/>', "is another list"),
        ('<outline/>', "without name and address"),
        ('<outline text="X" xmlUrl=""/>', "“X” has no address."),
        ('<outline text="X" type="rss"/>', "“X” has no address."),
        ('<outline text="A" xmlUrl="feed.xml"/>', "feed.xml is not a web address"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_said_line_by_line(line: str, says: str) -> None:
    read = opml.read(_list(line))

    assert read.subscriptions == ()
    (remark,) = read.remarks
    assert says in remark.sentence
    assert remark.is_loss


@pytest.mark.parametrize(
    ("attributes", "title"),
    [
        ('text="a "quoted" b" xmlUrl="http://a.b/1"', 'a "quoted" b'),
        ("text='it's' xmlUrl='http://a.b/1'", "it's"),
        ('text=""q"" title="x "y"" xmlUrl="http://a.b/1"', 'x "y"'),
        ('xmlUrl="http://a.b/1" text="5" of rain, 3" of snow"', '5" of rain, 3" of snow'),
        ('title="a "q" & b"xmlUrl="http://a.b/1"', 'a "q" & b'),
    ],
)
def test_quotation_marks_within_a_value_are_a_part_of_it(attributes: str, title: str) -> None:
    found = opml.read(_list(f"<outline {attributes}/>", '<outline text="z" xmlUrl="http://a.b/2"/>'))

    assert [(each.url, each.title) for each in found.subscriptions] == [("http://a.b/1", title), ("http://a.b/2", "z")]
    assert any("Quotation marks within a value" in remark.sentence for remark in found.remarks)
    assert not any(remark.is_loss for remark in found.remarks)


def test_a_feed_that_is_lost_in_a_damaged_list_is_said_to_be_lost() -> None:
    found = opml.read(_list('<outline text="a <b>"x"</b>" xmlUrl="http://a.b/2"/>'))

    assert found.subscriptions == ()
    assert any(remark.is_loss for remark in found.remarks)


@pytest.mark.parametrize(
    ("before", "after", "folder"),
    [
        ("<opml><body><body>", "</body></body></opml>", ()),
        ("", "", ()),
        ('<outline text="F">', "</outline>", ("F",)),
        ("<opml><body/><body>", "</body></opml>", ()),
        ("<opml>", "<body/></opml>", ()),
        ("<opml><body><opml><body>", "</body></opml></body></opml>", ()),
        ('<opml><body><outline text="F"><outlines>', "</outlines></outline></body></opml>", ("F",)),
    ],
)
def test_feeds_are_read_wherever_their_lines_are(before: str, after: str, folder: tuple[str, ...]) -> None:
    found = opml.read(f'{before}<outline text="q" xmlUrl="http://a.b/2"/>{after}'.encode())

    assert found.subscriptions == (Subscription("http://a.b/2", "q", None, folder),)
    assert found.remarks == ()


def test_the_folder_of_a_feed_that_is_in_two_folders_is_said() -> None:
    line = '<outline text="{}"><outline text="A" xmlUrl="https://a.example/f"/></outline>'

    read = opml.read(_list(line.format("One"), line.format("Two")))

    assert [subscription.folder for subscription in read.subscriptions] == [("One",)]
    assert read.remarks[0].sentence.endswith("It is in the folder “One”.")


@pytest.mark.parametrize(
    ("declared", "codec", "is_said"),
    [("utf-8", "cp1252", True), ("iso-8859-1", "utf-8", False), ("iso-8859-1", "cp1252", False),
     ("nonsense", "utf-8", False), ("utf-16", "utf-8", False)],
)  # fmt: skip
def test_a_list_in_another_encoding_than_it_names_is_read(declared: str, codec: str, is_said: bool) -> None:
    data = f'<?xml version="1.0" encoding="{declared}"?><opml><body><outline text="Été" xmlUrl="https://a.example/f"/></body></opml>'

    read = opml.read(data.encode(codec))

    assert read.subscriptions[0].title == "Été"
    assert bool(read.remarks) is is_said


def test_lines_are_counted_as_an_editor_does() -> None:
    head = (
        '<?xml version="1.0"?>\r\n\r\n<!DOCTYPE opml [\r\n<!ENTITY x "y">\r\n]>\r\n<!-- x -->\r\n<opml>\r\n<body>\r\n'
    )

    read = opml.read(f'{head}<outline text="A & B" xmlUrl="file:x"/></body></opml>'.encode())

    assert [remark.sentence[:7] for remark in read.remarks] == ["Line 9:"] * 2


def test_many_remarks_are_counted() -> None:
    read = opml.read(_list(*('<outline text="x" xmlUrl="exec:x"/>\n' for _number in range(300))))

    assert len(read.remarks) == 201
    assert read.remarks[-1].sentence.startswith("100 more")
    assert read.remarks[-1].is_loss


@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_are_a_list_or_an_opml_error(rubbish: bytes, at: int) -> None:
    data = _list('<outline text="a" xmlUrl="https://a.example/f"/>' * 3)

    try:
        read = opml.read(data[:at] + rubbish + data[at:])
    except OpmlError:
        return

    assert all(subscription.url.startswith(("http://", "https://")) for subscription in read.subscriptions)


@pytest.mark.parametrize(
    ("data", "is_newsboats"),
    [
        (
            b'# mine\n\nhttps://a.example/f "The news" tech\n"query:Unread:unread = \\"yes\\""\nhttp://b.example/\n',
            True,
        ),
        (b"https://a.example/f", True),
        (b'"query:Unread:unread"\n', False),
        (b"https://a.example/f\nsome words\n", False),
        (b"<html><a href='https://a.example/'>a</a></html>", False),
        (b"# only a comment\n", False),
    ],
)
def test_the_list_of_newsboat_is_refused_with_the_way_to_write_it_as_opml(data: bytes, is_newsboats: bool) -> None:
    with pytest.raises(OpmlError, match="not a subscription list") as refused:
        opml.read(data)

    assert ("`newsboat -e > feeds.opml`" in str(refused.value)) == is_newsboats
