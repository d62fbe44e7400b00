"""A whole run: inputs in, records in their place, every input's fate in the manifest; broken off, it can go on."""

from panelrecord.run.fate import Fate, Outcome, Product
from panelrecord.run.outputs import output_of
from panelrecord.run.plan import Plan, plan
from panelrecord.run.run import Run

__all__ = ["Fate", "Outcome", "Plan", "Product", "Run", "output_of", "plan"]
