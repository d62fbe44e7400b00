"""What the caller of a pool and the threads that look after its workers share, and how much of it there may be."""

from __future__ import annotations

from collections import deque
from dataclasses import field
from threading import Condition
from typing import Any

from panelrecord.batch.messages import Outcome, Ready
from panelrecord.batch.process import Process
from panelrecord.errors import PanelrecordError
from panelrecord.values import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a pool holds at most, and how long a worker serves.

    Per worker, `ahead` pieces of work may be between the caller and the results, and `ahead_bytes` altogether. A worker
    gets up to `chunk` pieces at once, no more than `chunk_bytes` where it is several. Another worker is started once
    `spare` pieces or `spare_bytes` wait. A worker is replaced after `served` pieces, or once it has grown by `growth`
    bytes since its first rest.
    """

    ahead: int = 128
    ahead_bytes: int = 64 << 20
    chunk: int = 16
    chunk_bytes: int = 512 << 10
    spare: int = 8
    spare_bytes: int = 128 << 10
    served: int = 5000
    growth: int = 256 << 20


BOUNDS = Bounds()


@dataclass(slots=True)
class Piece:
    """A piece of work with the caller's token, and how many workers have died of it."""

    number: int
    token: Any
    work: Any
    weight: int
    deaths: int = 0


@dataclass(slots=True)
class Desk:
    """What they share; every access holds `lock`."""

    lock: Condition = field(default_factory=Condition)
    waiting: deque[Piece] = field(default_factory=deque)
    finished: dict[int, tuple[Piece, Outcome | None]] = field(default_factory=dict)  # None: dropped before it began
    weights: int = 0  # of all pieces between the caller and the results
    threads: int = 0
    processes: dict[int, Process] = field(default_factory=dict)
    ready: Ready | None = None
    failure: PanelrecordError | None = None
    open: bool = True
    finishing: bool = False
