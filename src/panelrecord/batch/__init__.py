"""Many articles: worker processes, results in the order of the inputs, every failure with its input.

`article` makes one record and loads everything that reads articles; the other modules are light, so that the program
that hands work out starts fast and stays small.
"""

from panelrecord.batch.many import Results, convert_all
from panelrecord.batch.pool import cores
from panelrecord.batch.results import Asked, Converted, Failed
from panelrecord.inputs import Input, name_of

__all__ = ["Asked", "Converted", "Failed", "Input", "Results", "convert_all", "cores", "name_of"]
