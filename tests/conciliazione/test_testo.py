"""What people write becomes HTML that is safe, with figures and blocks in their place."""

import pytest

from conciliazione.testo import (
    Brano,
    Richiamo,
    close_sentence,
    fill_figures,
    list_figures,
    render_markdown,
    split_blocks,
)
from rete.verbali import render_minutes

LINK = '<a href="{}" rel="noopener noreferrer">qui</a>'


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("Una **prova** *breve*.", "<p>Una <strong>prova</strong> <em>breve</em>.</p>"),
        ("- uno\n- due", "<ul>\n<li>uno</li>\n<li>due</li>\n</ul>"),
        ("1. uno\n2. due", "<ol>\n<li>uno</li>\n<li>due</li>\n</ol>"),
        ("3. tre\n4. quattro", '<ol start="3">\n<li>tre</li>\n<li>quattro</li>\n</ol>'),
        ("[qui](https://rete.example/)", f"<p>{LINK.format('https://rete.example/')}</p>"),
        ("[qui](mailto:a@rete.example)", f"<p>{LINK.format('mailto:a@rete.example')}</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(written: str, html: str) -> None:
    assert render_markdown(written) == html


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("[x](javascript:alert(1))", '<p><a rel="noopener noreferrer">x</a></p>'),
        ("[x](http://rete.example)", '<p><a rel="noopener noreferrer">x</a></p>'),
        ("[x](file:///etc/passwd)", '<p><a rel="noopener noreferrer">x</a></p>'),
        ("![x](https://rete.example/x.png)", "<p></p>"),
        ("# Titolo", "Titolo"),
    ],
)
def test_what_could_do_harm_is_left_out(written: str, html: str) -> None:
    assert render_markdown(written) == html


@pytest.mark.parametrize(
    "written",
    [
        "L’orto dei tempi <insieme> d’Adda 🌱",
        "se a < b e b > c",
        "a <script>alert(1)</script> b",
        '<p style="color:red" onclick="x()">a</p>',
        "a <iframe src=https://rete.example></iframe>",
        "<div>\na\n</div>",
        "<!-- a -->",
        "<?php a ?>",
        "R&S",
    ],
)
def test_signs_of_html_are_shown_as_they_were_typed(written: str) -> None:
    assert render_markdown(written) == f"<p>{within_html(written)}</p>"
    assert render_minutes(written) == f"<p>{within_html(written)}</p>"


def within_html(written: str) -> str:
    """As HTML has it within a paragraph: quotes may stay."""
    return written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_text_is_cut_where_blocks_are_called() -> None:
    text = "Uno.\n\n  [[blocco:organi]]\n\nDue.\n\nTre.\n\n[[blocco:servizi:minori]]"
    assert list(split_blocks(text)) == [
        Brano("Uno."),
        Richiamo("organi"),
        Brano("Due.\n\nTre."),
        Richiamo("servizi", "minori"),
    ]


def test_a_text_without_blocks_is_one_piece_and_an_empty_one_is_itself() -> None:
    assert list(split_blocks("Uno.\r\n\r\nDue.")) == [Brano("Uno.\n\nDue.")]
    assert list(split_blocks("")) == [Brano("")]


@pytest.mark.parametrize("text", ["Ecco [[blocco:organi]]", "[[blocco:a]] [[blocco:b]]"])
def test_a_block_inside_a_paragraph_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="da solo nel suo paragrafo"):
        list(split_blocks(text))


def test_figures_are_put_in_as_plain_text() -> None:
    values = {"a": "1. *due* <b> & (tre)", "b|lettere": "trentadue"}
    html = render_markdown(fill_figures("[[a]] e [[ b|lettere ]]", values.__getitem__))
    assert html == "<p>1. *due* &lt;b&gt; &amp; (tre) e trentadue</p>"


def test_a_figure_at_the_head_of_a_line_starts_no_list() -> None:
    html = render_markdown(fill_figures("[[n]] soggetti", lambda reference: "32."))
    assert html == "<p>32. soggetti</p>"


def test_the_references_of_a_text_are_listed_in_order() -> None:
    text = "[[uno]], [[due:x|lettere]]\n\n[[blocco:organi]]\n\n[[uno]]"
    assert list_figures(text) == ["uno", "due:x|lettere", "uno"]


@pytest.mark.parametrize(
    ("written", "closed"),
    [
        ("Tessitura della Muzza", "Tessitura della Muzza."),
        ("Meccanica Martesana S.r.l.", "Meccanica Martesana S.r.l."),
        ("Chi cura chi?", "Chi cura chi?"),
        ("", "."),
    ],
)
def test_a_sentence_ends_with_one_full_stop(written: str, closed: str) -> None:
    assert close_sentence(written) == closed
