"""E-mail and saved pages: what is text, what is said beside it, and where and when the page was."""

from __future__ import annotations

import pytest

from panelrecord.errors import DamagedInput, EmptyInput, NestedTooDeeply
from panelrecord.source import prepare
from panelrecord.source.article import Prepared

HEAD = (
    "Return-Path: <ana@well.example>\nFrom: =?utf-8?q?Ana_Ru=C3=ADz?= <ana@well.example>\n"
    "To: list@well.example\nDate: Tue, 04 May 2021 23:30:00 -0500\nMessage-ID: <1@well.example>\n"
    "Subject: Re: [mills] =?iso-8859-1?q?The_mill_caf=E9?=\n stays\n"
)
PLAIN = 'Content-Type: text/plain; charset="windows-1252"\nContent-Transfer-Encoding: quoted-printable\n\n'
TEXT = "The mill stays, =93they said=94, and so does the pond."
PAGE = f"<html><head><title>The mill</title></head><body><p>{TEXT}</p></body></html>"


def read(text: str, name: str = "letter") -> Prepared:
    return prepare(text.encode(), name=name)


def multipart(kind: str, *parts: str, head: str = HEAD) -> str:
    inner = "".join(f"--x\n{part}\n" for part in parts)
    return f'{head}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="x"\n\n{inner}--x--\n'


def test_headers_are_metadata() -> None:
    letter = read(HEAD + "\nThe mill stays.\n")
    data = letter.metadata
    assert (data.title, data.authors, data.published) == ("The mill café stays", ("Ana Ruíz",), "2021-05-04")
    assert (letter.format, letter.content) == ("eml", b"<p>The mill stays.</p>")


def test_html_goes_before_plain_text_in_its_own_encoding() -> None:
    html = PLAIN.replace("plain", "html") + PAGE
    letter = read(multipart("alternative", PLAIN + "Read this in a browser.", html))
    assert letter.content.decode() == "<p>The mill stays, “they said”, and so does the pond.\n</p>"
    assert letter.metadata.title == "The mill café stays"


def test_html_that_is_only_a_frame_does_not() -> None:
    html = PLAIN.replace("plain", "html") + "<html><body><p>View online</p></body></html>"
    letter = read(multipart("alternative", PLAIN + TEXT, html))
    assert letter.content.decode() == "<p>The mill stays, “they said”, and so does the pond.</p>"


def test_flowed_lines_go_on() -> None:
    text = HEAD + "Content-Type: text/plain; format=flowed\n\nThe mill \nstays,  \n it is said.\nAmen.\n"
    assert read(text).content.decode() == "<p>The mill stays,  it is said.<br>Amen.</p>".replace("  ", " ")


def test_what_is_attached_is_told_of() -> None:
    attached = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nAnother article."
    letter = read(multipart("mixed", PLAIN + "The mill stays.", attached))
    assert b"Another" not in letter.content
    assert [notice.code for notice in letter.notices] == ["attachments"]


def test_an_email_without_text_is_empty() -> None:
    with pytest.raises(EmptyInput, match="without any text"):
        read(multipart("mixed", "Content-Type: image/png\nContent-Disposition: attachment\n\nxxx"))


def test_parts_in_parts_without_end_are_refused() -> None:
    part = PLAIN + "The mill stays."
    for number in range(2000):
        part = f'Content-Type: multipart/mixed; boundary="{number}"\n\n--{number}\n{part}\n--{number}--\n'
    with pytest.raises(NestedTooDeeply):
        read(HEAD + "MIME-Version: 1.0\n" + part)


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        (HEAD + "\nx y", "a", "eml"),
        ("From: Ana Ruiz\nDate: 4 May\nSubject: Mills\n\nThe mill stays.", "a", "text"),
        ("From: Ana Ruiz\nDate: 4 May\nSubject: Mills\n\nThe mill stays.", "a.eml", "eml"),
        (HEAD + "\nThe mill stays.", "a.txt", "text"),
        (HEAD + "MIME-Version: 1.0\n\nThe mill stays.", "a.txt", "eml"),
        ("Title: Mills\nNote: they stay\n\nThe mill stays.", "a", "text"),
        ("The mill stays.", "a.eml", "text"),
    ],
)
def test_headers_and_name_decide_what_is_an_email(text: str, name: str, format: str) -> None:
    assert read(text, name).format == format


# ------------------------------------------------------------------ saved pages

SAVED = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://well.example/mill\n"
    "Date: Tue, 4 May 2021 23:30:00 -0500\n"
)


def test_a_saved_page_knows_its_place_and_time() -> None:
    html = PLAIN.replace("plain", "html") + PAGE
    page = read(multipart("related", html, PLAIN.replace("plain", "css") + "p {}", head=SAVED))
    assert (page.format, page.metadata.url, page.metadata.captured) == (
        "mhtml", "https://well.example/mill", "2021-05-05T04:30:00Z",
    )  # fmt: skip
    assert "“they said”" in page.content.decode()


def test_a_saved_page_without_its_page_is_damaged() -> None:
    with pytest.raises(DamagedInput, match="without its HTML"):
        read(multipart("related", PLAIN.replace("plain", "css") + "p {}", head=SAVED))


@pytest.mark.parametrize(
    ("comment", "url", "captured"),
    [
        ("<!-- saved from url=(0025)https://well.example/mill -->", "https://well.example/mill", None),
        (
            "<!--\n Page saved with SingleFile \n url: https://well.example/mill \n saved date: Tue May 04 2021 "
            "23:30:00 GMT-0500 (Eastern Standard Time)\n-->",
            "https://well.example/mill",
            "2021-05-05T04:30:00Z",
        ),
        (
            "<!-- Mirrored from well.example/mill by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 05 May 2021 "
            "04:30:00 GMT -->",
            "http://well.example/mill",
            "2021-05-05T04:30:00Z",
        ),
        ("<!-- from the well -->", None, None),
    ],
)
def test_what_saved_a_page_says_where_and_when(comment: str, url: str | None, captured: str | None) -> None:
    data = read(f"<!DOCTYPE html>\n{comment}\n<html><body><p>The mill stays.</p></body></html>", "mill.html").metadata
    assert (data.url, data.captured) == (url, captured)
