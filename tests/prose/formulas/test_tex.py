"""TeX as text in a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.prose.formulas.tex import text_of_tex


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x^2", "x²"),
        ("$y$", "y"),
        (r"\(x_{n+1}\)", "xₙ₊₁"),
        (r"{\displaystyle x^{2}}", "x²"),
        (r"e^{i\pi}+1=0", "e^(iπ) + 1 = 0"),
        (r"\frac{1}{2}mv^2", "½mv²"),
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"\frac{a}{b}c", "(a/b)c"),
        (r"\frac{dy}{dx}", "dy/dx"),
        (r"{a \over b}", "a/b"),
        (r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}", "(−b ± √(b² − 4ac))/(2a)"),
        (r"\sqrt[3]{x}+\sqrt x", "∛x + √x"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt{\pi}}{2}", "∫₀^∞ e^(−x²) dx = √π/2"),
        (r"\lim_{x\to 0}\frac{\sin x}{x}=1", "lim_(x→0) (sin x)/x = 1"),
        (r"2\sin\theta\cos\theta", "2 sin θ cos θ"),
        (r"P(A\mid B)", "P(A ∣ B)"),
        (r"V_{\text{max}}", "Vₘₐₓ"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"\hat{x}+\vec v", "x̂ + v⃗"),
        (r"f''(x)", "f′′(x)"),
        (r"A^T", "Aᵀ"),
        (r"x \in \{1,2\}", "x ∈ {1, 2}"),
        (r"a\not\in B", "a ∉ B"),
        (r"10^{-3}\,\mathrm{m}", "10⁻³ m"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"\binom{n}{k}", "(n k)"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a b; c d)"),
        (r"\begin{aligned}a&=b\\[4pt]&=c\end{aligned}", "a = b\n= c"),
        (r"\begin{cases}1&x>0\\0&\text{otherwise}\end{cases}", "{ 1, x > 0; 0, otherwise"),
        (r"\ce{H2SO4}", "H₂SO₄"),
        (r"\ce{SO4^2- -> X}", "SO₄²⁻ → X"),
        (r"50\,\%", "50 %"),
        ("-x + -y", "−x + −y"),
    ],
)
def test_a_formula_reads_as_people_write_it_in_a_line(source: str, text: str) -> None:
    assert text_of_tex(source) == text


@pytest.mark.parametrize(
    "source", [r"\unknowncommand{x}", "x^", "{", "a}b", r"\begin{align} x", r"\frac{a}", r"\begin{tikzcd}a\end{tikzcd}"]
)
def test_a_formula_that_is_not_understood_stays_as_it_is(source: str) -> None:
    assert text_of_tex(source) == source


def test_no_number_runs_into_the_next_one() -> None:
    assert text_of_tex(r"\frac{1}{2}") == "½"
    assert text_of_tex(r"\frac{12}{34}") == "12/34"
    assert text_of_tex("2^{34}") == "2³⁴"
    assert text_of_tex("x_{1}2") == "x₁2"


@given(st.text(alphabet="\\{}^_&$frac sqrtbegin[]()ab12'", max_size=60))
@settings(deadline=None, max_examples=200)
def test_no_source_raises(source: str) -> None:
    assert isinstance(text_of_tex(source), str)


@pytest.mark.parametrize("part", ["{", "x^", r"\frac", r"\sqrt{", "x_{", "\\", r"\left(", r"\begin{cases}"])
def test_an_endless_formula_stays_as_it_is(part: str) -> None:
    source = (part * 4000)[:4000].rstrip("\\")

    assert text_of_tex(source) == source
