"""The message of a figure in words: the `<title>` that stands for it when it is not seen."""

from conciliazione.grafici.lettura import Dati
from conciliazione.grafici.segni import CORPO, INCHIOSTRO_TENUE, Figura, Testo

VALORI_A_PAROLE = 14
ALTEZZA_VUOTA = 72


def describe(genere: str, dati: Dati) -> str:
    """Kind, title, then the values in words if they are few, otherwise their range."""
    return f"{genere}: {end_with_stop(dati.titolo)} {_values(dati)}"


def end_with_stop(frase: str) -> str:
    """`frase` with one full stop at its end."""
    return frase.rstrip(" .") + "."


def refer_to_table(tabella: str, cosa: str = "I valori sono") -> str:
    """Where what the figure shows is read one by one."""
    return end_with_stop(f"{cosa} nella {tabella or 'tabella che accompagna la figura'}")


def empty_figure(titolo: str, larghezza: float) -> Figura:
    """What is shown in place of a figure without data."""
    frase = f"{titolo.rstrip(' .')}: nessun dato da mostrare."
    testo = Testo(
        larghezza / 2,
        ALTEZZA_VUOTA / 2 + CORPO / 3,
        "Nessun dato da mostrare",
        ancora="middle",
        colore=INCHIOSTRO_TENUE,
    )
    return Figura(larghezza, ALTEZZA_VUOTA, frase, (testo,))


def _values(dati: Dati) -> str:
    if len(dati.voci) * len(dati.serie) <= VALORI_A_PAROLE:
        return end_with_stop("; ".join(_in_words(dati, i) for i in range(len(dati.voci))))
    return f"{_range(dati)} {refer_to_table(dati.tabella)}"


def _in_words(dati: Dati, riga: int) -> str:
    voce = dati.voci[riga]
    valori = [
        f"{nome} {dati.write(valore)}".strip()
        for nome, valore in zip(dati.serie, voce.valori, strict=True)
    ]
    return f"{voce.etichetta}: {', '.join(valori)}"


def _range(dati: Dati) -> str:
    coppie = [
        (valore, ", ".join(filter(None, (voce.etichetta, nome))))
        for voce in dati.voci
        for nome, valore in zip(dati.serie, voce.valori, strict=True)
        if valore is not None
    ]
    (minimo, dove_minimo), (massimo, dove_massimo) = min(coppie), max(coppie)
    return (
        f"Il valore più basso è {dati.write(minimo)} ({dove_minimo}), il più alto"
        f" {dati.write(massimo)} ({dove_massimo})."
    )
