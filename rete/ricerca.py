"""What the search of the whole site finds in the network."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from conciliazione.ricerca import Genere, Voce, matching, normalise, register
from rete.models import Comune, GrafiaSoggetto, Norma, Organo, Soggetto, TipologiaServizio


def _soggetti(testo: str) -> QuerySet[Soggetto]:
    """Those whose name, or one of the spellings that documents use, holds the words."""
    trovati = matching(testo)
    grafie = GrafiaSoggetto.objects.filter(trovati).values("soggetto")
    return Soggetto.objects.filter(trovati | Q(pk__in=grafie))


def _comuni(testo: str) -> list[Voce]:
    """The comuni, of which only the name is looked at: they are few and their rows do not grow."""
    parole = normalise(testo).split()
    righe = Comune.objects.values_list("denominazione", "ambito__denominazione", "codice_istat")
    return [
        Voce(nome, f"{reverse('rete:soggetti')}?comune={codice}", _place(ambito))
        for nome, ambito, codice in righe.order_by("denominazione")
        if all(parola in normalise(nome) for parola in parole)
    ]


def _place(ambito: str | None) -> str:
    dove = f", ambito territoriale {ambito}" if ambito else ""
    return f"Comune del territorio{dove}: i soggetti che vi hanno sede."


def _soggetto(riga: Soggetto) -> Voce:
    testo = ". ".join(filter(None, (riga.get_natura_display(), riga.descrizione)))
    nome = f"{riga.denominazione} ({riga.sigla})" if riga.sigla else riga.denominazione
    return Voce(nome, riga.get_absolute_url(), testo)


def _tipologia(riga: TipologiaServizio) -> Voce:
    testo = [riga.get_settore_display(), riga.get_area_display()]
    return Voce(riga.denominazione, riga.get_absolute_url(), ". ".join(filter(None, testo)))


register(
    Genere(
        "servizi",
        "Servizi",
        10,
        lambda testo: TipologiaServizio.objects.filter(matching(testo)),
        _tipologia,
    ),
    Genere("soggetti", "Soggetti", 20, _soggetti, _soggetto),
    Genere("comuni", "Comuni", 30, _comuni),
    Genere(
        "organi",
        "Organi",
        110,
        lambda testo: Organo.objects.filter(matching(testo)),
        lambda riga: Voce(riga.denominazione, riga.get_absolute_url(), riga.descrizione),
    ),
    Genere(
        "norme",
        "Norme",
        120,
        lambda testo: Norma.objects.filter(matching(testo)),
        lambda riga: Voce(str(riga), riga.get_absolute_url(), f"{riga.titolo} {riga.sintesi}"),
    ),
)
