"""Where the text of the Piano calls a figure, and what the Piano then prints there."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path

from django.test import Client
from django.urls import reverse

from conciliazione import pdf
from conciliazione.cifre import FORMATI, find_figure
from conciliazione.numeri import format_decimal
from conciliazione.testo import Brano, list_figures, render_markdown, split_blocks
from piano.compilazione import render_html
from piano.models import Sezione, Versione


def called(client: Client) -> Iterator[tuple[str, str, str]]:
    """Each figure that the text of the Piano calls, as the API says it: the reference, its value
    with a few words around, the paragraph in which it stands."""
    for sezione in Sezione.objects.order_by("capitolo__numero", "ordine"):
        for brano in split_blocks(sezione.testo):
            for paragraph in re.split(r"\n\s*\n", brano.testo) if isinstance(brano, Brano) else []:
                yield from _called_in(paragraph, client)


def _called_in(paragraph: str, client: Client) -> Iterator[tuple[str, str, str]]:
    parts = re.split(r"\[\[([^\]]+)\]\]", paragraph)
    parts[1::2] = [said_by_api(client, riferimento.strip()) for riferimento in parts[1::2]]
    whole = plain_text(render_markdown("".join(parts)))
    for riferimento, (before, after) in zip(
        list_figures(paragraph), pairwise(parts[::2]), strict=True
    ):
        value = said_by_api(client, riferimento)
        yield riferimento, f"{last_words(before)}{value}{first_words(after)}", whole


def last_words(text: str) -> str:
    return re.search(r"[\w’',]*\s*$", text)[0]


def first_words(text: str) -> str:
    return re.match(r"\s*[\w’',]*", text)[0]


def said_by_api(client: Client, riferimento: str) -> str:
    """A figure as the API says it, in the format that the text asks for."""
    chiave, _, formato = riferimento.partition("|")
    cifra = client.get(reverse("api:cifra", args=[chiave])).json()["cifra"]
    if not formato or cifra["valore"] is None:
        return cifra["testo"]
    numeric = find_figure(chiave.partition(":")[0]).formato in ("numero", "euro", "percento")
    return FORMATI[formato](Decimal(cifra["valore"]) if numeric else cifra["valore"])


def plain_text(html: str) -> str:
    body = re.sub(r"<(style|script|head)\b.*?</\1>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", body))


def squeeze(text: str) -> str:
    """Without spaces, hyphens and signs of Markdown, which differ from one form to another."""
    return re.sub(r"[\s\u00ad\u200b\u2010\u2011*_`\\-]+", "", text)


def pdf_text(versione: Versione, folder: Path) -> str:
    """The text of the PDF of a version, as other programs read it."""
    path = folder / "piano.pdf"
    path.write_bytes(pdf.render(render_html(versione.dati), lambda fase, pagina: None).contenuto)
    argv = [shutil.which("pdftotext"), str(path), "-"]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout


def euro(value: str | Decimal) -> str:
    return format_decimal(Decimal(str(value)).quantize(Decimal("0.01")), 2)
