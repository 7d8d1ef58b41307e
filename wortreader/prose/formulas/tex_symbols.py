"""The commands of TeX and LaTeX that stand for one sign."""

from __future__ import annotations

from typing import Final


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS: Final = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ
    nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ
    omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ll ≪ gg ≫ ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝
    prec ≺ succ ≻ preceq ⪯ succeq ⪰ doteq ≐ triangleq ≜ coloneqq ≔ lt < gt > vdash ⊢ models ⊨ perp ⊥ parallel ∥ mid ∣
    nmid ∤ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ nsubseteq ⊈ sqsubseteq ⊑ asymp ≍
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺
    impliedby ⟸ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ longmapsto ⟼ Longrightarrow ⟹ Longleftrightarrow ⟺ uparrow ↑
    downarrow ↓ updownarrow ↕ nearrow ↗ searrow ↘ hookrightarrow ↪ twoheadrightarrow ↠ rightharpoonup ⇀
    rightleftharpoons ⇌ leadsto ⇝ Uparrow ⇑ Downarrow ⇓
    pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • cup ∪ cap ∩ wedge ∧ land ∧ vee ∨ lor ∨ oplus ⊕
    ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ setminus ∖ smallsetminus ∖ uplus ⊎ sqcup ⊔ sqcap ⊓ triangle △ ltimes ⋉ rtimes ⋊
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
    infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠
    hbar ℏ hslash ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ imath ı jmath ȷ degree ° prime ′ dagger † dag † ddagger ‡
    square □ Box □ blacksquare ■ qed ∎ checkmark ✓ therefore ∴ because ∵ sharp ♯ flat ♭ natural ♮ S § P ¶ pounds £
    euro € copyright © ldots … dots … cdots ⋯ dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ colon :
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] vert | lvert | rvert |
    Vert ‖ lVert ‖ rVert ‖ backslash \\ lparen ( rparen ) aa å AA Å ae æ AE Æ o ø O Ø ss ß
    """
)
"""Commands without arguments, without their backslash."""

ESCAPED: Final = {"{": "{", "}": "}", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "|": "‖"}
"""Characters that a backslash makes ordinary."""

NEGATED: Final = {
    "=": "≠", "∈": "∉", "∋": "∌", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "⊂": "⊄", "⊆": "⊈", "∃": "∄", "≡": "≢",
    "∼": "≁", "≈": "≉", "∣": "∤", "∥": "∦", "→": "↛", "⇒": "⇏",
}  # fmt: skip
"""What `\\not` before a sign makes of it."""

ACCENTS: Final = {
    "hat": "ˆ", "widehat": "ˆ", "tilde": "˜", "widetilde": "˜", "bar": "¯", "overline": "‾", "underline": "_",
    "vec": "→", "overrightarrow": "→", "overleftarrow": "←", "dot": "˙", "ddot": "¨", "breve": "˘", "check": "ˇ",
    "acute": "´", "grave": "`", "mathring": "˚", "underbrace": "⏟", "overbrace": "⏞",
}  # fmt: skip

DOUBLE_STRUCK: Final = dict(zip("CHNPQRZ1", "ℂℍℕℙℚℝℤ𝟙", strict=True))

IGNORED: Final = frozenset((
    "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "nonumber", "notag",
    "mathstrut", "strut", "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    "biggl", "biggr", "Biggl", "Biggr", "bigm", "Bigm", "biggm", "Biggm", "rm", "bf", "it", "sf", "tt", "cal",
    "boldmath", "small", "large", "Large", "normalsize", "footnotesize", "hfill", "centering", "noindent", "hline",
    "allowbreak", "nobreak", "relax", "mathsurround", "latex",
))  # fmt: skip
"""Commands that change only how large or where something is."""

SPACES: Final = {
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "!": "",
    ">": " ",
    "/": "",
    "-": "",
    "quad": "  ",
    "qquad": "  ",
}
"""Commands for spaces. Two blanks are a space that the row does not leave out."""

DROPPED: Final = {
    "label": 1, "hspace": 1, "hspace*": 1, "vspace": 1, "vspace*": 1, "mspace": 1, "kern": 0, "color": 1, "phantom": 1,
    "vphantom": 1, "hphantom": 1, "class": 1, "style": 1, "cssId": 1, "require": 1,
}  # fmt: skip
"""Commands that are left out with so many arguments."""

WRAPPERS: Final = frozenset((
    "mathbf", "mathit", "mathsf", "mathtt", "mathnormal", "bm", "boldsymbol", "pmb", "mathcal", "mathscr", "mathfrak",
    "boxed", "fbox", "mathop", "mathord", "mathrel", "mathbin", "mathopen", "mathclose", "mathpunct", "mathinner",
    "ensuremath", "smash", "cancel", "bcancel", "underset*", "mathstrut*", "emph", "mathclap", "mathllap", "mathrlap",
))  # fmt: skip
"""Commands that only change how their argument looks."""

TEXTS: Final = frozenset((
    "text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "textup", "mbox", "hbox", "mathrm",
    "operatorname", "operatorname*", "rm*", "textsc",
))  # fmt: skip
"""Commands whose argument is words."""
