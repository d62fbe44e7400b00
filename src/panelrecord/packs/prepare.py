"""Makes the data of `ready`: ``python -m panelrecord.packs.prepare``, in a checkout whose packs have changed."""

from __future__ import annotations

import os
from pathlib import Path

from panelrecord.packs import ready
from panelrecord.packs.compile import compilation
from panelrecord.packs.loader import built_in


def prepare(place: Path = ready.PLACE) -> None:
    """Write the data; whoever reads meanwhile sees the old or the new.

    Raises:
        OSError: they cannot be written there.
    """
    packs = built_in()
    new = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        new.write_bytes(ready.encoded(packs, compilation(packs).tables))
        os.replace(new, place)
    finally:
        new.unlink(missing_ok=True)


if __name__ == "__main__":
    prepare()
