"""MathML as text in a line."""

from __future__ import annotations

import pytest
from lxml import etree

from wortreader.prose.formulas.mathml import local_name, text_of_math


def read(markup: str) -> str:
    parser = etree.HTMLParser(encoding="utf-8")
    root = etree.fromstring(f"<math>{markup}</math>".encode(), parser)
    return text_of_math(next(element for element in root.iter() if local_name(element) == "math"))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>1</mn>", "x² + 1"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "½"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "(a + b)/c"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x + 1)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "∛x"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
         "∑ᵢ₌₁ⁿ i"),
        ("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", "sin x"),
        ("<mn>2</mn><mo>&#x2062;</mo><mi>x</mi>", "2x"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x̄"),
        ("<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn>"
         "</mtd></mtr></mtable><mo>)</mo>", "(1 2; 3 4)"),
        ("<mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>", "a\nb"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "₆¹⁴C"),
        ("<mtext>if </mtext><mi>x</mi><mo>&gt;</mo><mn>0</mn>", "if x > 0"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<semantics><mi>x</mi><annotation encoding='application/x-tex'>y</annotation></semantics>", "x"),
        ("<mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup>", "x²"),
        ("x", "x"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_people_write_it_in_a_line(markup: str, text: str) -> None:
    assert read(markup) == text


@pytest.mark.parametrize("markup", ["<apply><plus/><ci>x</ci></apply>", "<mfrac><mn>1</mn></mfrac>", "<msup/>"])
def test_what_is_no_presentation_is_not_guessed(markup: str) -> None:
    assert read(markup) == ""
