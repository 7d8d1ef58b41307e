"""Formulas in HTML: each once, in the line or on its own."""

from __future__ import annotations

import pytest
from prose_shown import pictures, text

SQUARE = "<msup><mi>x</mi><mn>2</mn></msup>"
KATEX = (
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow>'
    '<annotation encoding="application/x-tex">E = m</annotation></semantics></math></span>'
    '<span class="katex-html" aria-hidden="true"><span class="base">E=m</span></span></span>'
)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (f"<math>{SQUARE}<mo>+</mo><mn>1</mn></math>", "x² + 1"),
        ('<math alttext="1/2"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>', "½"),
        ("<mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>", "x²"),
        ('<math alttext="x+1"><apply><plus/><ci>x</ci></apply></math>', "x + 1"),
        ("<math><apply><ci>x</ci></apply><annotation encoding='application/x-tex'>x_1</annotation></math>", "x₁"),
        (KATEX, "E = m"),
        ('<span class="katex"><span class="katex-mathml">E=mE = m</span><span class="katex-html" aria-hidden="true">E=m'
         "</span></span>", "E=m"),
        ('<script type="math/tex">x^2</script>', "x²"),
        (f'<script type="math/mml"><math>{SQUARE}</math></script>', "x²"),
        ('<span class="MathJax_Preview">x2</span><span class="MathJax"><nobr aria-hidden="true">x2</nobr><span class='
         f'"MJX_Assistive_MathML"><math>{SQUARE}</math></span></span><script type="math/tex">x^2</script>', "x²"),
        ('<span class="MathJax" data-mathml="&lt;math&gt;&lt;mi&gt;y&lt;/mi&gt;&lt;/math&gt;"><nobr '
         'aria-hidden="true">y'
         "</nobr></span>", "y"),
        ('<mjx-container class="MathJax"><mjx-math aria-hidden="true"><mjx-mi>x</mjx-mi></mjx-math><mjx-assistive-mml>'
         f"<math>{SQUARE}</math></mjx-assistive-mml></mjx-container>", "x²"),
        ('<span class="mwe-math-element"><span style="display: none;"><math alttext="{\\displaystyle x^{2}}">'
         f'{SQUARE}</math></span><img src="https://wikimedia.org/api/rest_v1/media/math/render/svg/a" '
         f'aria-hidden="true"'
         ' alt="{\\displaystyle x^{2}}"></span>', "x²"),
        (f'<math>{SQUARE}</math><img src="https://wikimedia.org/api/rest_v1/media/math/render/svg/a" '
         f'alt="{{\\displaystyle'
         ' x^{2}}}">', "x²"),
        ('<img src="https://s0.example/latex.php?latex=x%5E2" alt="x^2" class="latex">', "x²"),
        ('<img src="https://latex.codecogs.com/gif.latex?\\frac{a}{b}" title="t">', "a/b"),
        ('<img src="https://chart.googleapis.com/chart?cht=tx&chl=x%5E2" alt="formula">', "x²"),
        ('<img src="https://e.example/eq1.png" alt="$a_{n+1}$">', "aₙ₊₁"),
        ('<img src="https://e.example/eq1.gif" alt="x^2">', "x²"),
        ('<img class="equation_image" src="/e/x" alt="LaTeX: x^2" title="x^2">', "x²"),
        ('<img class="tex" src="/e/x" alt="" title="x^2">', "x²"),
        ('<img src="/e/x" data-equation-content="x^2" alt="x squared">', "x²"),
        ('<span class="math inline">\\(x^2\\)</span>', "x²"),
        ('<amp-mathml inline data-formula="\\(x^2\\)"></amp-mathml>', "x²"),
    ],
)  # fmt: skip
def test_a_formula_stands_once_in_its_sentence(formula: str, shown: str) -> None:
    assert text(f"<p>We take {formula} as given.</p>") == f"We take {shown} as given."


@pytest.mark.parametrize(
    "formula",
    [
        f'<math display="block">{SQUARE}</math>',
        f'<span class="katex-display">{KATEX}</span>'.replace("<mi>E</mi><mo>=</mo><mi>m</mi>", SQUARE),
        '<script type="math/tex; mode=display">x^2</script>',
        f'<mjx-container display="true"><mjx-assistive-mml><math>{SQUARE}</math></mjx-assistive-mml></mjx-container>',
        '<span class="math display">\\[x^2\\]</span>',
        '<amp-mathml data-formula="\\[x^2\\]"></amp-mathml>',
        '<div class="math">$$x^2$$</div>',
    ],
)
def test_a_displayed_formula_has_a_line_of_its_own(formula: str) -> None:
    assert text(f"<p>It is</p>{formula}<p>as said.</p>") == "It is\n\nx²\n\nas said."


def test_equations_of_several_lines_have_several() -> None:
    source = "<script type='math/tex; mode=display'>\\begin{aligned}a&=b\\\\&=c\\end{aligned}</script>"

    assert text(source) == "a = b\n= c"


def test_a_picture_that_is_no_formula_stays_a_picture() -> None:
    html = (
        '<p>Seen <img src="https://e.example/hill.jpg" alt="The hill"> there.</p><img src="/c.png" alt="Growth = 3 %">'
    )

    assert [alt for _src, alt, _caption in pictures(html)] == ["The hill", "Growth = 3 %"]


def test_a_formula_picture_without_any_text_stays_a_picture() -> None:
    assert len(pictures('<p>We take <img class="latex" src="https://e.example/q.png" alt="equation"> here.</p>')) == 1


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("Take a<sub>i</sub>, x<sub>n+1</sub>, V<sub>max</sub> and CO<sub>2</sub>", "Take aᵢ, xₙ₊₁, Vₘₐₓ and CO₂"),
        ("H<sub>2</sub>SO<sub>4</sub>, V<sub>DC</sub>, x<sub>a/b</sub>", "H₂SO₄, V_DC, x_(a/b)"),
        ("e<sup>iπ</sup> and x<sup>2</sup>, the 4<sup>th</sup>", "e^iπ and x^2, the 4th"),
        (
            "e<sup>x<sub>1</sub></sup> and a<sub>n<sup>2</sup></sub>, b<sup><sup>2</sup></sup>",
            "e^(x_1) and a_(n^2), b^2",
        ),
        ("<sub>Photo by a person, all rights reserved</sub>", "Photo by a person, all rights reserved"),
    ],
)
def test_what_is_below_or_above_the_line_is_told_from_the_word_before_it(html: str, shown: str) -> None:
    assert text(f"<p>{html}</p>") == shown
