"""Formulas as text in one line, from MathML or from TeX."""
