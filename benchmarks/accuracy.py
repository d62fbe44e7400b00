"""How right the records of a folder of articles are.

    python benchmarks/accuracy.py [FOLDER] [--errors [FIELD]] [--json]

FOLDER holds gold articles (``ID.gold.json`` beside the input it names) or fixtures (``slug/record.json`` beside
``slug/article.*``); without it, the project's own fixtures. Every article is converted and every field scored; see
`scoring` for how.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scoring import compare, expected, report, tally

import panelrecord

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def measure(folder: Path) -> tally.Scores:
    """Convert every article of a folder and score it.

    Raises:
        FileNotFoundError: the folder holds nothing that is expected of an article.
        PanelrecordError: an article cannot be converted.
    """
    return tally.total(
        compare.compare(one, panelrecord.convert(one.article).to_dict()) for one in expected.load(folder)
    )


def main(arguments: list[str]) -> int:
    """Measure and print; 0, or 2 where the folder cannot be measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=FIXTURES)
    parser.add_argument("--errors", nargs="?", const=report.ALL, metavar="FIELD", help="list what is wrong or missed")
    parser.add_argument("--json", action="store_true", help="everything, as JSON")
    options = parser.parse_args(arguments)
    try:
        scores = measure(options.folder)
    except (OSError, panelrecord.PanelrecordError) as error:
        print(f"accuracy: {error}", file=sys.stderr)
        return 2
    print(report.as_json(scores) if options.json else report.as_text(scores, errors=options.errors), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
