"""Many articles: worker processes, results in the order of the inputs, every failure with its input.

`article` makes one record and loads everything that reads articles. `many`, `pool` and `process` hand articles out to
worker processes and load nothing that reads them, so that the program that hands work out starts fast and stays small.
What is here is light for both.
"""

from panelrecord.batch.results import Asked, Converted, Failed
from panelrecord.inputs import Input, name_of

__all__ = ["Asked", "Converted", "Failed", "Input", "name_of"]
