"""How right records are: expected values against converted ones, as precision, recall and F1 of each field.

Values are scored as slots. A filled slot that is as expected is right; one that is not, or that should be empty, is
wrong; an expected value that no slot holds is missed. Figures are summed over all articles before they are divided.
"""
