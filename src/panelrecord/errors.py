"""Everything that can go wrong, one class each.

An error knows the input it is about (`name`), what happened (`message`), what the user can do about it (`mend`),
a stable `code` for programs, and the exit code with which the command line ends when nothing else went worse.
`str(error)` is one line: ``name: message; mend``.
"""

from __future__ import annotations

from typing import ClassVar


class PanelrecordError(Exception):
    """What every error of panelrecord has in common."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, mend: str, name: str | None = None) -> None:
        super().__init__(message, mend, name)
        self.message = message
        self.mend = mend
        self.name = name

    def __reduce__(self) -> tuple[object, ...]:  # keyword arguments survive the way between processes
        return (_rebuild, (type(self), self.message, self.mend, self.name))

    def __str__(self) -> str:
        where = f"{self.name}: " if self.name else ""
        return f"{where}{self.message}; {self.mend}"

    def about(self, name: str) -> PanelrecordError:
        """The same error, naming the input it is about if it does not name one yet."""
        if self.name is not None:
            return self
        return type(self)(self.message, mend=self.mend, name=name)


def _rebuild(kind: type[PanelrecordError], message: str, mend: str, name: str | None) -> PanelrecordError:
    return kind(message, mend=mend, name=name)


class UsageError(PanelrecordError):
    """The call itself is wrong: an unknown format, a date that is none, two options that exclude each other."""

    code = "usage"
    exit_code = 2


# ------------------------------------------------------------------ the input


class InputError(PanelrecordError):
    """This one input cannot become a record; the others are not touched by it."""

    code = "input"


class UnreadableInput(InputError):
    """The operating system does not give the bytes: missing, no permission, a folder, a device."""

    code = "unreadable"


class EmptyInput(InputError):
    """There is nothing to read: no bytes, or no words once it is parsed."""

    code = "empty"


class EncryptedInput(InputError):
    """The file asks for a password."""

    code = "encrypted"


class ForeignInput(InputError):
    """The bytes are something that holds no article: a picture, a program, an archive, a PDF."""

    code = "foreign"


class DamagedInput(InputError):
    """The bytes claim to be a format that they do not keep to."""

    code = "damaged"


class UndecodableInput(InputError):
    """No character encoding gives text."""

    code = "undecodable"


class InputTooLarge(InputError):
    """The input, or what it unpacks to, is over a limit."""

    code = "too-large"


class NestedTooDeeply(InputError):
    """Lists, quotations or elements stand in each other deeper than a limit."""

    code = "too-deep"


class ReadingTimeout(InputError):
    """The rules did not finish in the time that one article may take."""

    code = "reading-timeout"


class MissingExtra(InputError):
    """The input is of a kind for which a library is needed that is not installed."""

    code = "extra-missing"
    exit_code = 3


class ParseTimeout(InputError):
    """Pandoc did not finish in the time its length allows."""

    code = "parse-timeout"


class ParseMemory(InputError):
    """Pandoc needed more memory than a worker may use."""

    code = "parse-memory"


class ParseFailed(InputError):
    """Pandoc refused the input, or its worker died or answered nonsense."""

    code = "parse-failed"


class WorkerDied(InputError):
    """The process that read this input ended before it was done, and so did the one that tried again."""

    code = "worker-died"


class NameTaken(InputError):
    """Another input of the same run has the same place in the output."""

    code = "name-taken"


# -------------------------------------------------------------- the programs


class PandocMissing(PanelrecordError):
    """No pandoc was found, or the one named cannot be run."""

    code = "pandoc-missing"
    exit_code = 3


class PandocTooOld(PanelrecordError):
    """The pandoc found cannot run the worker."""

    code = "pandoc-too-old"
    exit_code = 3


class PackInvalid(PanelrecordError):
    """A pack does not keep to its schema, or one of its rules to its own examples."""

    code = "pack-invalid"
    exit_code = 2


class WorkersFailed(PanelrecordError):
    """The system gives no worker processes, or what they read with changed while they worked."""

    code = "workers"
    exit_code = 5


class RecordInvalid(PanelrecordError):
    """A record does not keep to the published schema, or a span does not quote its text."""

    code = "record-invalid"
    exit_code = 4


class OutputError(PanelrecordError):
    """The output cannot be written."""

    code = "output"
    exit_code = 5


class RecordChanged(OutputError):
    """What lies in a record's place was not written by this program, or was changed by hand since."""

    code = "record-changed"


class OutputFull(OutputError):
    """Nothing more can be written at all: the disk is full, read-only or gone."""

    code = "output-full"


class OutputBusy(OutputError):
    """Another run is writing to the same output."""

    code = "output-busy"


class ManifestInvalid(OutputError):
    """The manifest beside the output is of another version, or damaged."""

    code = "manifest"


class Interrupted(PanelrecordError):
    """The run was asked to stop before it was through."""

    code = "interrupted"
    exit_code = 130
