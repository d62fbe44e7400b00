"""Who wrote an article in JATS or DocBook, in the ways in which they write names."""

from __future__ import annotations

import pytest

from panelrecord.source.xml_metadata import xml_metadata


def jats(contributors: str) -> str:
    meta = f"<article-meta><contrib-group>{contributors}</contrib-group></article-meta>"
    cited = "<ref><name><surname>Cited</surname></name></ref>"
    return f'<article xml:lang="en-GB"><front>{meta}</front><back><ref-list>{cited}</ref-list></back></article>'


@pytest.mark.parametrize(
    ("contributors", "names"),
    [
        ("<contrib contrib-type='author'><string-name>Ana Ruiz</string-name></contrib>", ("Ana Ruiz",)),
        ("<contrib><string-name><given-names>Ana</given-names><surname>Ruiz</surname></string-name></contrib>",
         ("Ana Ruiz",)),
        ("<contrib><name><surname>Mensah\n Bonsu</surname><given-names>Efua</given-names></name></contrib>",
         ("Efua Mensah Bonsu",)),
        ("<contrib><name><surname>Lee</surname><given-names>Tom</given-names></name><role>editor</role></contrib>"
         "<contrib><collab>Mekong Institute</collab></contrib>", ("Tom Lee", "Mekong Institute")),
        ("<contrib contrib-type='editor'><string-name>Mo Ek</string-name></contrib>", ()),
        ("<contrib><anonymous/></contrib>", ()),
    ],
)  # fmt: skip
def test_contributors_of_jats(contributors: str, names: tuple[str, ...]) -> None:
    assert xml_metadata(jats(contributors)).authors == names


@pytest.mark.parametrize("head", ["info", "articleinfo"])
@pytest.mark.parametrize(
    "author",
    [
        "<author><personname><firstname>Ana</firstname><surname>Ruiz</surname></personname></author>",
        "<authorgroup><author><surname>Ruiz</surname><firstname>Ana</firstname></author></authorgroup>",
        "<author><personname>Ana Ruiz</personname><email>ana@ruiz.example</email></author>",
    ],
)
@pytest.mark.parametrize("namespace", ["", ' xmlns="http://docbook.org/ns/docbook"'])
def test_authors_of_docbook(head: str, author: str, namespace: str) -> None:
    assert xml_metadata(f"<article{namespace}><{head}>{author}</{head}><para>x</para></article>").authors == (
        "Ana Ruiz",
    )


def test_the_language_and_what_was_declared_of_the_encoding() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + jats(
        "<contrib><string-name>Zoë Núñez</string-name></contrib>"
    )
    assert xml_metadata(text).language == "en-GB"
    assert xml_metadata(text).authors == ("Zoë Núñez",)


def test_malformed_xml_says_nothing() -> None:
    assert xml_metadata("<article><front>").authors == ()


def test_no_file_is_read() -> None:
    entity = '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert xml_metadata(entity + jats("<contrib><string-name>&x;</string-name></contrib>")).authors == ()
