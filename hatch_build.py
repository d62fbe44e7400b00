"""Makes the data from which the built-in pack is read quickly, whenever a wheel or an editable install is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # the name that hatchling asks for
    """Puts the data beside the pack."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them before anything is packed; a checkout that cannot be written to does without."""
        source = Path(self.root, "src")
        sys.path.insert(0, str(source))
        from panelrecord.packs import ready  # noqa: PLC0415  from the source that is built
        from panelrecord.packs.prepare import prepare  # noqa: PLC0415

        try:
            prepare()
        except OSError as error:
            self.app.display_warning(f"the built-in pack will be compiled at every start: {error}")
        else:
            build_data["artifacts"].append(str(ready.PLACE.relative_to(self.root)))
