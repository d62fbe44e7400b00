"""Coverage-guided fuzzing of the way from bytes to a record. ``make fuzz`` runs it for a bounded time.

    python tests/fuzz/fuzz_conversion.py CORPUS SEEDS -max_total_time=SECONDS [other options of libFuzzer]
    python tests/fuzz/fuzz_conversion.py --write-seeds FOLDER

Whatever comes of an input has to be a record that keeps to its contract, or an InputError. Anything else ends the run
and leaves the input in tests/fuzz/found, where test_fuzz_found.py tries it again from then on.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["panelrecord"]):
    from fuzz_input import convert, write_seeds

    import panelrecord.record
    import panelrecord.source.html
    import panelrecord.source.package_metadata
    import panelrecord.source.xml_metadata
    import panelrecord.source.yaml_block  # noqa: F401  loaded here to be watched; else only when first needed

if __name__ == "__main__":
    if sys.argv[1:2] == ["--write-seeds"]:
        write_seeds(Path(sys.argv[2]))
    else:
        atheris.Setup(sys.argv, convert)
        atheris.Fuzz()
