"""``python -m panelrecord`` is the command ``panelrecord``."""

from panelrecord.cli import main

main()
