"""What the search of the whole site finds in the projects."""

from conciliazione.ricerca import Genere, Voce, matching, register
from progetti.models import Avviso, Indicatore, ObiettivoSpecifico, Progetto


def _avviso(riga: Avviso) -> Voce:
    testi = (riga.sommario, riga.testo, riga.destinatari)
    return Voce(riga.titolo, riga.get_absolute_url(), " ".join(testi).replace("*", ""))


def _progetto(riga: Progetto) -> Voce:
    testi = (riga.sottotitolo, riga.obiettivo, riga.introduzione)
    return Voce(riga.titolo, riga.get_absolute_url(), " ".join(testi).replace("*", ""))


def _obiettivo(riga: ObiettivoSpecifico) -> Voce:
    return Voce(f"{riga.progetto.titolo}, obiettivo {riga.numero}", _address_of(riga), riga.titolo)


def _indicatore(riga: Indicatore) -> Voce:
    obiettivo = riga.risultato.obiettivo
    dove = f"{obiettivo.progetto.titolo}, obiettivo {obiettivo.numero}"
    return Voce(riga.denominazione, _address_of(obiettivo), f"{dove}: {riga.risultato.testo}")


def _address_of(obiettivo: ObiettivoSpecifico) -> str:
    return f"{obiettivo.progetto.get_absolute_url()}#obiettivo-{obiettivo.numero}"


register(
    Genere(
        "avvisi",
        "Avvisi e incentivi",
        45,
        lambda testo: Avviso.objects.published().filter(matching(testo)),
        _avviso,
    ),
    Genere(
        "progetti",
        "Progetti",
        50,
        lambda testo: Progetto.objects.filter(matching(testo)),
        _progetto,
    ),
    Genere(
        "obiettivi",
        "Obiettivi dei progetti",
        60,
        lambda testo: ObiettivoSpecifico.objects.filter(matching(testo)).select_related("progetto"),
        _obiettivo,
    ),
    Genere(
        "indicatori",
        "Indicatori",
        70,
        lambda testo: Indicatore.objects.filter(matching(testo)).select_related(
            "risultato__obiettivo__progetto"
        ),
        _indicatore,
    ),
)
