"""The figures as open data: what each is worth today and, for each, the rows behind it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.urls import reverse

from conciliazione.cifre import FORMATI, Cifra, Letta, Valore
from conciliazione.dati_aperti import Campo, Dataset, Tipo, campo, register, whole
from rete.pannelli import read_figures

ESEMPIO = "rete.membri"


def as_text(valore: Valore | None, formato: str = "") -> str | None:
    """A value for programs: decimals with a point (two for euro), days in ISO form; None while
    not known."""
    match valore:
        case None:
            return None
        case Decimal():
            return f"{valore:.2f}" if formato == "euro" else f"{valore:f}"
        case date():
            return valore.isoformat()
    return str(valore)


def _of_figure(leggi: Callable[[Cifra], object]) -> Callable[[Letta], object]:
    return lambda letta: leggi(letta.cifra)


def _page(letta: Letta) -> str:
    return whole(reverse("rete:cifra", args=[letta.riferimento]))


CAMPI = (
    campo("riferimento", "Chiave, con l'argomento se ce n'è uno", esempio=ESEMPIO),
    Campo("etichetta", _of_figure(lambda c: c.etichetta), "Che cosa conta o dice"),
    Campo(
        "formato",
        _of_figure(lambda c: c.formato),
        "Che genere di valore è",
        valori=tuple((nome, nome) for nome in FORMATI if nome != "lettere"),
    ),
    Campo("unita", _of_figure(lambda c: c.unita), "Unità di misura", facoltativo=True),
    Campo(
        "valore",
        lambda letta: as_text(letta.valore, letta.cifra.formato),
        "Valore, con il punto per i decimali; vuoto finché nessuno lo registra",
        facoltativo=True,
        esempio="32",
    ),
    campo("testo", "Valore come lo scrivono le pagine e il Piano", esempio="32"),
    campo("al", "Giorno a cui si riferisce", Tipo.DATA),
    Campo("pagina", _page, "Pagina del portale, con le righe da cui viene", Tipo.INDIRIZZO),
)
ORIGINE = (
    campo("nome", "La riga"),
    Campo(
        "valore",
        lambda origine: as_text(origine.valore),
        "Quanto porta alla cifra; vuoto dove non è noto",
        facoltativo=True,
        esempio="1",
    ),
    Campo(
        "pagina",
        lambda origine: whole(origine.url) if origine.url else None,
        "La sua pagina, se ne ha una",
        Tipo.INDIRIZZO,
        facoltativo=True,
    ),
)


def read_plain() -> list[Letta]:
    """Every figure that needs no argument, today; none before there is a ciclo."""
    lettura = read_figures()
    return lettura.read_all() if lettura else []


CIFRE = register(
    Dataset(
        nome="cifre",
        titolo="Cifre del portale",
        descrizione="Ogni numero che il portale mostra, calcolato una volta sola: quanto vale"
        " oggi, per il ciclo in corso.",
        campi=CAMPI,
        righe=read_plain,
        calcolato=True,
        tema="GOVE",
        parole=("cifre", "indicatori", "conteggi"),
    )
)
