"""The training and the communication of the clean plan (`piano_pulito`)."""

from datetime import date
from decimal import Decimal

from formazione.models import (
    AzioneComunicazione,
    Contenuto,
    Iniziativa,
    ObiettivoComunicazione,
    ObiettivoFormazione,
    Pubblico,
    RigaAzione,
    TemaFormazione,
)
from rete.models import Ciclo


def make_clean_training(ciclo: Ciclo) -> None:
    """Two initiatives that cost what the budget gives them; the last one closes the ciclo."""
    ObiettivoFormazione.objects.create(ciclo=ciclo, ordine=1, testo="Formare chi decide.")
    TemaFormazione.objects.create(ciclo=ciclo, ordine=1, denominazione="Tempi di lavoro")
    for ordine, (slug, tipologia, dal, al) in enumerate(
        [
            ("corso", "Corso", date(2015, 1, 1), date(2015, 3, 31)),
            ("convegno", "Convegno finale", date(2016, 6, 1), date(2016, 6, 30)),
        ],
        start=1,
    ):
        Iniziativa.objects.create(
            ciclo=ciclo,
            slug=slug,
            ordine=ordine,
            tipologia=tipologia,
            argomento="Tempi di lavoro",
            contenuti="Gli orari flessibili.",
            obiettivi="Far conoscere le soluzioni.",
            destinatari="Imprese",
            edizioni=1,
            costo_previsto=Decimal(1_000),
            conclusiva=slug == "convegno",
            dal=dal,
            al=al,
        )
    Contenuto.objects.create(
        ciclo=ciclo,
        ordine=1,
        tipologia="Dispensa",
        contenuti="Gli orari flessibili.",
        obiettivi="Studiare da soli.",
        destinatari="Imprese",
    )


def make_clean_communication(ciclo: Ciclo) -> None:
    ObiettivoComunicazione.objects.create(ciclo=ciclo, ordine=1, testo="Farsi conoscere.")
    pubblico = Pubblico.objects.create(
        ciclo=ciclo, ordine=1, denominazione="Imprese", descrizione="Le imprese del territorio."
    )
    azione = AzioneComunicazione.objects.create(
        ciclo=ciclo, slug="azione-1", numero=1, titolo="Incontri con le imprese"
    )
    riga = RigaAzione.objects.create(
        azione=azione,
        ordine=1,
        destinatari="Imprese",
        strumento="Incontri",
        descrizione="Incontri per presentare il Piano.",
        misura="Imprese presenti",
        dal=date(2014, 10, 1),
        al=date(2015, 6, 30),
    )
    riga.pubblici.add(pubblico)
