"""Which text format a text is in: its own marks first, then what its name claims."""

from __future__ import annotations

import re

from panelrecord.errors import ForeignInput
from panelrecord.source.formats import XML, XML_FORMATS

_HEAD = 64 * 1024  # marks further down prove nothing

# What may stand before the first element: comments, processing instructions (PHP's too) and an XML declaration.
_PROLOGUE = re.compile(r"\s*(?:(?:<!--.*?-->|<\?.*?\?>|<\?xml[^>]*>|<%.*?%>)\s*)*", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html\b|html\b|head[\s>]|body[\s>])", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|[a-zA-Z]+);")
_HTML_BLOCK = re.compile(
    r"<(?:p|div|h[1-6]|article|main|section|table|center|font|ul|ol|blockquote|title|meta|b|i|em|strong|span|a|br|img)\b"
    r"[^<>]*>",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</(?:p|div|h[1-6]|article|section|table|ul|ol|blockquote|center|font)\s*>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|div|br|h[1-6])\b[^<>]*>", re.IGNORECASE)

_DOCTYPE = re.compile(r"<!doctype\s+([\w:.-]+)([^>\[]*)(?:\[.*?\]\s*)?>\s*", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s[^<>]*)?)/?>", re.DOTALL)
_DOCBOOK_ROOTS = frozenset({"article", "book", "chapter", "section", "para", "sect1", "part", "set", "refentry"})
_ROOTS = {
    "nitf": "nitf", "newsItem": "newsml", "newsMessage": "newsml", "TEI": "tei", "TEI.2": "tei", "alto": "alto",
    "mets": "mets",
    "PcGts": "page",
}  # fmt: skip
"""Root elements that say by themselves which format it is."""
_HOCR = re.compile(r"""<[^<>]+\bclass\s*=\s*["']?[^"'<>]*\bocr_page\b""")
_JSON = re.compile(r"\s*\{\s*\"")
_NINJS = re.compile(
    r"\"(?:body_(?:x?html|text)|bodies|headline|versioncreated|versionCreated|ninjs|infosource)\"\s*:", re.ASCII
)
_JATS_CHILD = re.compile(r"<(?:[\w.-]+:)?(?:front|front-stub|body|article-meta)\b")
_DOCBOOK_CHILD = re.compile(r"<(?:[\w.-]+:)?(?:para|articleinfo|bookinfo|sect1|simplesect|formalpara|info|title)\b")
_HTML_CHILD = re.compile(r"<(?:p|div|h[1-6]|header|br|span)\b", re.IGNORECASE)

_LATEX = re.compile(r"(?:\s*%[^\n]*\n)*\s*\\(?:documentclass|documentstyle)\b")
_LATEX_BODY = re.compile(r"^[ \t]*\\begin\{document\}", re.MULTILINE)
_ORG = re.compile(r"^#\+(?:TITLE|AUTHOR|DATE|OPTIONS|BEGIN_\w+):?", re.MULTILINE | re.IGNORECASE)
_RST_MARK = re.compile(
    r"^\.\. (?:[\w-]+::|_[^:\n]{1,80}:)|^:(?:Author|Date|Organization|Copyright|Status)s?: "
    r"|:[a-z]{2,20}:`[^`\n]{1,200}`|`[^`\n<]{1,200} <https?://[^>\n]{1,300}>`_|^([=\-~^\"'*+#])\1{3,}\n[^\n]+\n\1{4,}$",
    re.MULTILINE,
)
_UNDERLINED = re.compile(r"^(?=\S)([^\n]{4,})\n([=\-~^\"'*+#])\2{3,}$", re.MULTILINE)
_WIKI_HEADING = re.compile(r"^(={2,6})[^=\n]+\1\s*$", re.MULTILINE)
_WIKI_MARK = re.compile(r"'''[^'\n]+'''|\[\[[^\[\]\n]+\]\]|^\{\{[^\n]+", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A(?:---[ \t]*\n(?:[^\n]*\n){0,400}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)|\+\+\+[ \t]*\n)")
_ATX = re.compile(r"^#{1,6}[ \t]+\S[^\n]*$", re.MULTILINE)
_MD_LINK = re.compile(r"!?\[[^\[\]\n]+\]\((?:https?:|mailto:|/|#|\.)[^()\s]*(?:\s\"[^\"\n]*\")?\)")
_MD_MARK = re.compile(r"\*\*[^*\s][^*\n]*\*\*|^```|^> \S", re.MULTILINE)


def text_format(text: str, claimed: str | None) -> str:
    """The format of `text`, whose name or user claims `claimed` (a format, ``xml``, or None).

    Content that can be nothing else (an HTML page, a LaTeX document, XML) overrides any claim; otherwise the claim
    holds, and where there is none, the marks of the lighter formats decide. Plain text is what shows none of them.

    Raises ForeignInput for XML of a kind that holds no article, or of an unknown one.
    """
    head = text[:_HEAD]
    start = _PROLOGUE.match(head)
    body = head[start.end() :] if start else head
    if _PAGE.match(body):
        return _page_format(head)
    if _LATEX.match(head) or (claimed is None and _LATEX_BODY.search(head)):
        return "latex"
    declared = head.lstrip()[:5] == "<?xml"
    if body.startswith("<") and (declared or claimed in (None, XML) or claimed in XML_FORMATS - {"html"}):
        found = _xml_format(body, certain=declared or claimed == XML)
        if found:
            return found
    if claimed in (None, "ninjs") and _JSON.match(head) and (claimed or len(set(_NINJS.findall(text))) > 1):
        return "ninjs"
    if claimed == "html" and not _ANY_TAG.search(text):
        return _by_marks(head, body)
    if claimed and claimed != XML:
        return claimed
    return _by_marks(head, body)


def _page_format(head: str) -> str:
    return "hocr" if "ocr_page" in head and _HOCR.search(head) else "html"


def _xml_format(body: str, *, certain: bool) -> str | None:
    """The format that the root element and the document type say; None where it may be a fragment of HTML or no XML."""
    doctype = _DOCTYPE.match(body)
    public = doctype[2] if doctype else ""
    root = _ROOT.match(body, doctype.end() if doctype else 0)
    if root is None:
        return None
    name, attributes, rest = root[2], root[3], body[root.end() :]
    if name.lower() == "html":
        return _page_format(body)
    if name in _ROOTS:
        return _ROOTS[name]
    if "docbook" in attributes or "DocBook" in public:
        return "docbook"
    if name == "article" and ("JATS" in public or "NLM" in public or _JATS_CHILD.match(rest.lstrip())):
        return "jats"
    if name in _DOCBOOK_ROOTS and _DOCBOOK_CHILD.search(rest) and not _HTML_CHILD.search(rest):
        return "docbook"
    if certain and not _HTML_BLOCK.match(root[0]):
        raise ForeignInput(
            f"is XML of another kind (its root element is {name[:60]!r})",
            mend="export the article as NITF, NewsML-G2, TEI, JATS, DocBook, HTML or plain text",
        )
    return None


def _by_marks(head: str, body: str) -> str:
    if _FRONT_MATTER.match(head):
        return "markdown"
    if _HTML_BLOCK.match(body) and (_CLOSING.search(head) or len(_PARAGRAPHS.findall(head)) > 2):
        return "html"
    if _ORG.search(head):
        return "org"
    if _WIKI_HEADING.search(head) and (_WIKI_MARK.search(head) or len(_WIKI_HEADING.findall(head)) > 1):
        return "mediawiki"
    titles = [m for m in _UNDERLINED.finditer(head) if len(m[1].rstrip()) == m.end() - m.end(1) - 1]
    if _RST_MARK.search(head) or len(titles) > 1:
        return "rst"
    headings = _ATX.findall(head)
    if len(headings) > 1 or _MD_LINK.search(head) or (headings and _MD_MARK.search(head)):
        return "markdown"
    return "text"
