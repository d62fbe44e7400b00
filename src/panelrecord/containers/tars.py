"""Tar archives of articles, read as they come, so that they may come from a pipe."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator

from panelrecord.containers.member import Bad, Member, Opening, safe_place
from panelrecord.containers.members import entry
from panelrecord.containers.streams import Ahead
from panelrecord.errors import DamagedInput


def tar_members(stream: Ahead, opening: Opening) -> Iterator[Member | Bad]:
    """The regular files of an archive, in their order. Raises DamagedInput where it breaks off."""
    try:
        with tarfile.open(fileobj=io.BufferedReader(stream), mode="r|", errorlevel=2) as archive:
            for info in archive:
                vars(archive)["members"].clear()  # which would grow with the archive
                place = safe_place(info.name)
                if not info.isreg() or any(part.startswith(".") for part in place.parts) or opening.skips(place):
                    continue
                file = archive.extractfile(info)
                if file is not None:
                    yield from entry(file, info.name.removeprefix("./"), place, opening)
    except tarfile.TarError as error:
        broken = "is a tar archive that is damaged or cut off; what comes before was read"
        raise DamagedInput(broken, mend="copy or download it again") from error
