"""Turns an article about an event into one record, every value of which quotes the article.

    >>> import panelrecord
    >>> record = panelrecord.convert("articles/report.docx")
    >>> record.event.name, record.date.start, [panelist.name for panelist in record.panelists]

`convert` reads one article, `convert_many` many, `annotate` gives what is read in any text before it becomes a record,
and `validate` checks a record against the published schema. Everything may be called from several threads at once.

Importing this package does no work and loads nothing heavy: functions load what they need on their first call.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from panelrecord.version import __version__

if TYPE_CHECKING:
    from datetime import date

    from panelrecord.batch import Converted, Failed
    from panelrecord.batch.many import Results
    from panelrecord.errors import (
        DamagedInput,
        EmptyInput,
        EncryptedInput,
        ForeignInput,
        InputError,
        InputTooLarge,
        MissingExtra,
        NameTaken,
        NestedTooDeeply,
        OutputError,
        PackInvalid,
        PandocMissing,
        PandocTooOld,
        PanelrecordError,
        ParseFailed,
        ParseMemory,
        ParseTimeout,
        ReadingTimeout,
        RecordInvalid,
        UndecodableInput,
        UnreadableInput,
        UsageError,
        WorkerDied,
        WorkersFailed,
    )
    from panelrecord.limits import Limits
    from panelrecord.model import (
        AnnotatedAttribution,
        AnnotatedDate,
        AnnotatedPerson,
        Annotations,
        AuthorBio,
        Event,
        EventDate,
        Notice,
        Organizer,
        PackVersion,
        Panelist,
        Position,
        Provenance,
        Record,
        Role,
        SentenceSpan,
        Source,
        Span,
        Venue,
    )

__all__ = [
    "AnnotatedAttribution",
    "AnnotatedDate",
    "AnnotatedPerson",
    "Annotations",
    "AuthorBio",
    "Converted",
    "DamagedInput",
    "EmptyInput",
    "EncryptedInput",
    "Event",
    "EventDate",
    "Failed",
    "ForeignInput",
    "InputError",
    "InputTooLarge",
    "Limits",
    "MissingExtra",
    "NameTaken",
    "NestedTooDeeply",
    "Notice",
    "Organizer",
    "OutputError",
    "PackInvalid",
    "PackVersion",
    "PandocMissing",
    "PandocTooOld",
    "Panelist",
    "PanelrecordError",
    "ParseFailed",
    "ParseMemory",
    "ParseTimeout",
    "Position",
    "Provenance",
    "ReadingTimeout",
    "Record",
    "RecordInvalid",
    "Results",
    "Role",
    "SentenceSpan",
    "Source",
    "Span",
    "UndecodableInput",
    "UnreadableInput",
    "UsageError",
    "Venue",
    "WorkerDied",
    "WorkersFailed",
    "__version__",
    "annotate",
    "convert",
    "convert_many",
    "validate",
]


def convert(
    source: str | os.PathLike[str] | bytes,
    *,
    format: str | None = None,
    name: str | None = None,
    published: date | str | None = None,
    packs: Sequence[str | os.PathLike[str]] = (),
    limits: Limits | None = None,
) -> Record:
    """Read one article and give its record, checked against the published schema.

    The same bytes, options and versions always give the same record.

    Args:
        source: the path of an article (`str` or `os.PathLike`), or an article itself (`bytes`).
        format: what the article is, such as ``"markdown"`` or ``"text"``; found out from its content and name if None.
        name: what the record calls the source, only its last part if it is an absolute path; by default the path as
            given, and ``"article"`` for bytes.
        published: when the article was published, as a `datetime.date` or in ISO 8601 (``"2019-09-20"``); goes before
            what the article says itself. Relative dates are resolved against it.
        packs: paths of rule packs of your own, which add to the built-in one.
        limits: what the article may cost in bytes, characters and seconds; the defaults of `Limits` if None.

    Returns:
        The record; all its offsets are code points, half open, into ``record.source.text``. An article that is about
        no event gives a record whose ``event`` is None.

    Raises:
        InputError: this input cannot be read; its subclasses say why.
        PandocMissing, PandocTooOld: there is no pandoc that can parse it.
        PackInvalid: one of `packs` breaks the rules for packs.
        RecordInvalid: the record broke its contract, which is a mistake in this program or in a pack.
        UsageError: an argument is wrong.
    """
    from panelrecord.batch import Input, article, name_of
    from panelrecord.inputs import writable
    from panelrecord.limits import DEFAULT_LIMITS

    options = article.options(format=format, published=published, packs=packs, limits=limits or DEFAULT_LIMITS)
    if not name:
        name = "article" if isinstance(source, bytes) else name_of(source)
    return article.convert_one(Input(source, writable(name)), options=options)


def convert_many(
    sources: Iterable[str | os.PathLike[str] | tuple[bytes, str]],
    *,
    format: str | None = None,
    published: date | str | None = None,
    packs: Sequence[str | os.PathLike[str]] = (),
    limits: Limits | None = None,
    text_column: str | None = None,
    meta: Sequence[str] = (),
    jobs: int | None = None,
    ordered: bool = True,
) -> Results:
    """Read many articles in worker processes; one that cannot be read never keeps the others from being read.

    Args:
        sources: the articles: paths, or pairs of an article itself (`bytes`) and its name. They are taken one by one,
            so they may come from a generator without end, and in the caller's thread; never more than 128 for each
            worker are ahead of the results. Web archives, zip and tar, mailboxes and tables give a result for each
            article in them.
        format: as for `convert`, the same for all of them; so are the next two.
        published: as for `convert`.
        packs: as for `convert`.
        limits: as for `convert`, for each of them.
        text_column: the column of tables (CSV, JSON Lines, Parquet) that holds the text of articles.
        meta: the columns that say more of them, as ``["title", "author", "published=day_of_issue"]``.
        jobs: how many worker processes; by default as many as there are cores. The results do not depend on it.
        ordered: whether results come in the order of `sources`, or each as soon as it is there.

    Returns:
        An iterator that gives for each article a `Converted` with its ``record`` or a `Failed` with its ``error``, both
        with a ``name``. Its workers end when it is through, when it is closed (it is a context manager too), or when it
        is no longer used.

    Raises:
        PandocMissing, PandocTooOld, PackInvalid, UsageError: nothing can be converted at all; raised by the call
            itself, before the first article is taken.
        WorkersFailed: the system gives no worker processes, or what they read with changed on the way.
    """
    from pathlib import PurePosixPath

    from panelrecord.batch import Asked, Input, name_of
    from panelrecord.batch.many import convert_all
    from panelrecord.containers.tables import columns_of
    from panelrecord.inputs import Expand, Item, writable
    from panelrecord.limits import DEFAULT_LIMITS

    columns = columns_of(text_column, meta) if text_column is not None else None
    expand = Expand(limits or DEFAULT_LIMITS, columns, format)

    def inputs() -> Iterator[Input]:
        for source in sources:
            if isinstance(source, tuple):
                given = Input(source[0], writable(source[1]) or "article")
            else:
                given = Input(source, name_of(source))
            for item in expand(Item(given, PurePosixPath(), None)):
                yield item.input if item.error is None else Input(b"", item.input.name, error=item.error)

    asked = Asked(format, published, tuple(os.fspath(path) for path in packs), None, limits or DEFAULT_LIMITS, columns)
    return convert_all(inputs(), asked=asked, jobs=jobs, ordered=ordered)


def annotate(text: str, *, published: date | str | None = None, limits: Limits | None = None) -> Annotations:
    """Read sentences, people, dates and attributions in any English text, event or none.

    Args:
        text: the text, as it is; it is not normalised, so every offset points into it as given.
        published: when the text was published, as for `convert`; without it relative dates are left out.
        limits: how long the text may be, and the reading of it; the defaults of `Limits` if None.

    Returns:
        The annotations; all offsets are code points, half open, into `text`.

    Raises:
        UsageError: `published` is no date.
        InputTooLarge, ReadingTimeout: the text is over a limit.
        UndecodableInput: it holds halves of characters (surrogates), which no encoding can write.
    """
    from panelrecord.batch import article
    from panelrecord.limits import DEFAULT_LIMITS

    return article.annotate_text(text, published=published, limits=limits or DEFAULT_LIMITS)


def validate(obj: Record | Annotations | Mapping[str, Any] | str) -> None:
    """Check a record or annotations against the published schema, and their spans against the text.

    Args:
        obj: a `Record` or `Annotations`, either of them as a dictionary, or as JSON text.

    Raises:
        RecordInvalid: it breaks its contract; the message names every violation by JSON pointer.
    """
    from panelrecord.validate import validate as check

    check(obj)


class _Package(ModuleType):
    """Keeps the functions `annotate` and `validate` in place.

    The rooms behind them bear the same names, and Python binds a submodule in its package when it is first imported.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in {"annotate", "validate"} and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

_ROOMS = (
    "panelrecord.model",
    "panelrecord.errors",
    "panelrecord.limits",
    "panelrecord.batch",
    "panelrecord.batch.many",
)


def __getattr__(name: str) -> Any:
    """The public types, loaded when first asked for."""
    if name in __all__:
        for room in _ROOMS:
            module = importlib.import_module(room)
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
