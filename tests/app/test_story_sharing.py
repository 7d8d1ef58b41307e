"""An article is passed on: into a command, as a mail, as a bookmark."""

from __future__ import annotations

import email
import sys
from email import policy
from pathlib import Path

import pytest
from app.app_driver import AppDriver, build_demo, reading
from textual.widgets import Input, Static

from wortreader.app.screens.piping import OutputScreen, PipeDialog
from wortreader.config import Config


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return build_demo(tmp_path / "library.db")


def script(folder: Path, code: str) -> Path:
    """A program of the user, which runs some Python."""
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{code}\n")
    path.chmod(0o755)
    return path


async def open_top_article(story: AppDriver) -> str:
    await story.press("l", "g", "g", "l")
    return story.article.title


async def test_an_article_is_piped_and_the_output_is_read(library: Path, tmp_path: Path) -> None:
    program = script(
        tmp_path, "import sys; print(sys.argv[1:]); print(len(sys.stdin.read()) > 200); print('\\x1b[31mx')"
    )
    async with reading(library, (80, 24)) as story:
        title = await open_top_article(story)
        await story.press("|")
        assert story.shows(PipeDialog)
        assert "as text · its output is shown here" in story.text

        await story.write(f"{program} 'of it' {{title}}")
        await story.press("enter")
        await story.until(lambda: story.shows(OutputScreen))

        assert f"['of it', {title!r}]"[:40] in story.text.replace("\n", "")
        assert "True" in story.text
        assert "\x1b" not in story.text

        await story.press("escape")
        assert story.top is story.screen


@pytest.mark.thorough
async def test_format_and_output_are_chosen_by_keys_and_kept_for_the_next_time(library: Path, tmp_path: Path) -> None:
    got = tmp_path / "got"
    program = script(tmp_path, f"import sys; open({str(got)!r}, 'w').write(sys.stdin.read()); print('done')")
    async with reading(library, (50, 20)) as story:
        title = await open_top_article(story)
        await story.press("!", "tab", "ctrl+o", "ctrl+o")
        assert "as Markdown · its output is not shown" in story.text

        await story.write(str(program))
        await story.press("enter")
        await story.until(lambda: story.top is story.screen)

        assert got.read_text().startswith("# ")
        assert title.split()[0] in got.read_text().splitlines()[0]
        assert "was piped into" in story.status

        await story.press("|")
        assert "as Markdown · its output is not shown" in story.text
        assert story.top.query_one(Input).value == str(program)


@pytest.mark.thorough
async def test_a_command_that_fails_leaves_the_line_and_says_its_name_status_and_last_line(library: Path) -> None:
    async with reading(library, (80, 24)) as story:
        await open_top_article(story)
        await story.press("|")
        await story.write("sh -c 'echo No such printer. >&2; exit 4'")
        await story.press("enter")
        await story.until(lambda: "failed" in story.text)

        assert story.shows(PipeDialog)
        assert "status 4" in story.text
        assert "printer" in story.text


@pytest.mark.thorough
async def test_a_command_that_does_not_end_is_ended_with_the_dialog(library: Path, tmp_path: Path) -> None:
    started = tmp_path / "pid"
    program = script(tmp_path, f"import os, time; open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    async with reading(library, (80, 24)) as story:
        await open_top_article(story)
        await story.press("|")
        await story.write(str(program))
        await story.pilot.press("enter")
        while not (started.exists() and started.read_text()):
            await story.pilot.pause(0.01)

        await story.press("escape")

        await story.until(lambda: not Path(f"/proc/{started.read_text()}").exists())
        assert story.top is story.screen


async def test_without_a_mail_command_the_address_of_a_mail_is_opened(library: Path, tmp_path: Path) -> None:
    got = tmp_path / "got"
    program = script(tmp_path, f"import sys; open({str(got)!r}, 'w').write(sys.argv[1])")
    async with reading(library, (80, 24), config=Config(openers={"mailto": str(program)})) as story:
        await open_top_article(story)
        story.screen.run_command("article.mail")
        await story.until(lambda: got.exists() and bool(got.read_text()))

        assert got.read_text().startswith("mailto:?subject=")
        assert " " not in got.read_text()


async def test_a_mail_command_reads_a_mail_with_the_article(library: Path, tmp_path: Path) -> None:
    got = tmp_path / "got"
    program = script(tmp_path, f"import sys; open({str(got)!r}, 'wb').write(sys.stdin.buffer.read())")
    async with reading(library, (80, 24), config=Config(mail_command=str(program))) as story:
        title = await open_top_article(story)
        story.screen.run_command("article.mail")
        await story.settle()
        await story.write("anna")
        await story.press("enter")
        assert "“anna” is not a mail address." in story.text

        await story.write("@example.org")
        await story.press("enter")
        await story.until(lambda: story.top is story.screen)

        mail = email.message_from_bytes(got.read_bytes(), policy=policy.default)
        assert (mail["To"], mail["Subject"]) == ("anna@example.org", title)
        assert len(mail.get_content()) > 200
        assert "The article was mailed to anna@example.org." in story.status


@pytest.mark.thorough
async def test_the_selected_articles_are_piped_bookmarked_and_mailed_together(library: Path, tmp_path: Path) -> None:
    got = tmp_path / "got"
    program = script(
        tmp_path,
        "import sys\n"
        "words = sys.argv[1:] or [sys.stdin.read()]\n"
        f"open({str(got)!r}, 'a').write('|'.join([*words, '']))",
    )

    def received() -> str:
        text = got.read_text() if got.exists() else ""
        got.unlink(missing_ok=True)
        return text

    config = Config(mail_command=str(program), bookmark_command=f"{program} {{title}}")
    async with reading(library, (80, 24), config=config) as story:
        await story.press("g", "g", "insert", "insert", "V", "V")
        articles = [story.stored(article_id) for article_id in story.articles.selected_ids]
        assert len(articles) == 2

        await story.press("|")
        await story.until(lambda: story.top is not story.screen)
        assert any("are those of the first" in str(words.render()) for words in story.top.query(Static))
        await story.write(str(program))
        await story.press("enter")
        await story.until(lambda: story.top is story.screen)
        piped = " ".join(received().split())
        assert all(" ".join(article.title.split()[:3]) in piped for article in articles)

        story.screen.run_command("article.bookmark")
        await story.until(lambda: "2 bookmarks added." in story.status)
        assert received() == "".join(f"{article.title}|" for article in articles)

        story.screen.run_command("article.mail")
        await story.settle()
        assert "Mail 2 articles" in story.text
        await story.write("anna@example.org")
        await story.press("enter")
        await story.until(lambda: story.top is story.screen)
        mail = email.message_from_string(received().rstrip("|"), policy=policy.default)
        assert mail["Subject"] == " · ".join(article.title for article in articles)
        mailed = " ".join(mail.get_content().split())
        assert all(" ".join(article.title.split()[:3]) in mailed for article in articles)
        assert "2 articles were mailed to anna@example.org." in story.status

        await story.press("V")
        story.screen.run_command("article.mail")
        await story.settle()
        assert ("At most 30 articles" in story.status) == (len(story.articles.selected_ids) > 30)


async def test_a_bookmark_is_made_by_the_command_of_the_configuration(library: Path, tmp_path: Path) -> None:
    got = tmp_path / "got"
    program = script(tmp_path, f"import sys; open({str(got)!r}, 'w').write('|'.join(sys.argv[1:]))")
    config = Config(bookmark_command=f"{program} -a {{url}} --title={{title}}")
    async with reading(library, (80, 24), config=config) as story:
        title = await open_top_article(story)
        story.screen.run_command("article.bookmark")
        await story.until(lambda: "Bookmark added." in story.status)

        assert got.read_text() == f"-a|{story.article.url}|--title={title}"


async def test_without_a_bookmark_command_the_setting_is_named(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await open_top_article(story)
        story.screen.run_command("article.bookmark")
        await story.settle()

        assert "bookmark_command" in story.status
