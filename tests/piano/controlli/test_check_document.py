"""A slip in the document, training or communication gives one finding, with its object."""

from collections.abc import Callable
from datetime import date

import pytest

from formazione.models import AzioneComunicazione, Contenuto, Iniziativa, Pubblico, RigaAzione
from piano.enums import StampaFonte
from piano.models import (
    AllegatoRichiamato,
    Capitolo,
    Sezione,
)
from progetti.models import (
    Attivita,
    Progetto,
)
from rete.models import Ciclo
from tests.piano.controlli.semina import plant

pytestmark = pytest.mark.django_db

Slip = Callable[[], object]


def of_objective(modello: type, numero: int = 1) -> object:
    """The rows of a kind that belong to an objective."""
    return modello.objects.filter(obiettivo__numero=numero)


CAPOVERSO = (
    "Il territorio cresce da molti anni, e con esso crescono le famiglie, le imprese e le"
    " occasioni di lavoro per chi vi abita."
)


def printed(come: StampaFonte) -> Slip:
    return lambda: Capitolo.objects.filter(slug="contesto").update(
        nella_fonte=come, nota_fonte="manca l'inizio"
    )


def said_twice() -> None:
    Sezione.objects.filter(capitolo__slug__in=["rete", "contesto"]).update(
        testo=f"{CAPOVERSO}\n\nAltro."
    )


def annex_lost() -> None:
    AllegatoRichiamato.objects.update(documento=None)


def ends_late(modello: type, **quale: object) -> Slip:
    return lambda: modello.objects.filter(**quale).update(al=date(2016, 7, 31))


def closing_anticipated() -> None:
    Iniziativa.objects.filter(conclusiva=True).update(dal=date(2015, 1, 1), al=date(2015, 2, 28))
    RigaAzione.objects.update(al=date(2014, 12, 31))


def no_period(modello: type, **quale: object) -> Slip:
    return lambda: modello.objects.filter(**quale).update(dal=None, al=None)


def wide_title() -> None:
    AzioneComunicazione.objects.update(titolo="Incontri con imprese, comuni e sindacati")


def second_action() -> None:
    prima = RigaAzione.objects.get()
    azione = AzioneComunicazione.objects.create(
        ciclo=prima.azione.ciclo, slug="azione-2", numero=2, titolo="Altri incontri"
    )
    riga = RigaAzione.objects.create(
        azione=azione,
        ordine=1,
        destinatari=prima.destinatari,
        strumento="Riunioni",
        descrizione="Ancora incontri.",
        misura="Presenze",
        dal=prima.al,
        al=prima.al,
    )
    riga.pubblici.set(prima.pubblici.all())


def undefined_recipients() -> None:
    RigaAzione.objects.update(destinatari="Pensionati")
    RigaAzione.objects.get().pubblici.clear()


def new_public() -> None:
    Pubblico.objects.create(
        ciclo=Ciclo.objects.get(), ordine=2, denominazione="Scuole", descrizione="Le scuole."
    )


PLANTED = [
    (
        "capitolo-mancante",
        printed(StampaFonte.MANCANTE),
        "piano.capitolo/pulito/2",
        "Nel documento non c'è il capitolo che l'indice annuncia come «2. Analisi del contesto»"
        " (manca l'inizio).",
    ),
    (
        "capitolo-troncato",
        printed(StampaFonte.TRONCATO),
        "piano.capitolo/pulito/2",
        "Il documento stampa solo in parte il capitolo «2. Analisi del contesto» (manca l'inizio).",
    ),
    (
        "capitolo-ripetuto",
        printed(StampaFonte.RIPETUTO),
        "piano.capitolo/pulito/2",
        "Il documento stampa più di una volta, per intero o in parte, il capitolo «2. Analisi del"
        " contesto» (manca l'inizio).",
    ),
    (
        "capitolo-senza-testo",
        lambda: Sezione.objects.filter(capitolo__slug="rete").delete(),
        "piano.capitolo/pulito/1",
        "Il capitolo «1. La Rete» non ha testo.",
    ),
    (
        "numeri-dei-capitoli",
        lambda: Capitolo.objects.filter(numero=4).update(numero=6),
        "piano.piano/pulito",
        "Nella numerazione dei capitoli manca: 4 e 5.",
    ),
    (
        "capoverso-ripetuto",
        said_twice,
        "piano.capitolo/pulito/2",
        "Il capoverso che comincia con «Il territorio cresce da molti anni, e con…» è in «La"
        " Rete» e di nuovo in «Analisi del contesto».",
    ),
    (
        "allegato-assente",
        annex_lost,
        "piano.allegatorichiamato/pulito/1",
        "Il capitolo 1 richiama «All. a Modulo di adesione», che non è allegato.",
    ),
    (
        "periodo-fuori-dal-ciclo",
        ends_late(Iniziativa, slug="corso"),
        "piano.piano/pulito:formazione",
        "Formazione, 1 periodo su 2 fuori dal ciclo, che va dal 1° luglio 2014 al 30 giugno 2016:"
        " «Corso: Tempi di lavoro» (gennaio 2015 – luglio 2016).",
    ),
    (
        "periodo-fuori-dal-ciclo",
        ends_late(RigaAzione),
        "piano.piano/pulito:comunicazione",
        "Comunicazione, 1 periodo su 1 fuori dal ciclo, che va dal 1° luglio 2014 al 30 giugno"
        " 2016: azione 1 (ottobre 2014 – luglio 2016).",
    ),
    (
        "periodo-fuori-dal-ciclo",
        ends_late(Progetto),
        "piano.piano/pulito:progetti",
        "Progetti, 1 periodo su 1 fuori dal ciclo, che va dal 1° luglio 2014 al 30 giugno 2016:"
        " «Tempi leggeri» (settembre 2014 – luglio 2016).",
    ),
    (
        "dopo-la-chiusura",
        closing_anticipated,
        "formazione.iniziativa/pulito/1",
        "«Corso: Tempi di lavoro» (gennaio 2015 – marzo 2015) continua dopo l'evento che chiude"
        " il ciclo, «Convegno finale: Tempi di lavoro» (gennaio 2015 – febbraio 2015).",
    ),
    (
        "dopo-la-chiusura",
        ends_late(RigaAzione),
        "formazione.azionecomunicazione/pulito/1",
        "«Azione 1. Incontri con le imprese» (ottobre 2014 – luglio 2016) continua dopo l'evento"
        " che chiude il ciclo, «Convegno finale: Tempi di lavoro» (giugno 2016).",
    ),
    (
        "senza-periodo",
        no_period(Iniziativa, slug="corso"),
        "formazione.iniziativa/pulito/1",
        "Di «Corso: Tempi di lavoro» non è detto quando si fa.",
    ),
    (
        "senza-periodo",
        no_period(RigaAzione),
        "formazione.azionecomunicazione/pulito/1",
        "Di «Azione 1. Incontri con le imprese» non è detto quando si fa.",
    ),
    (
        "iniziative-senza-costo",
        lambda: Iniziativa.objects.update(costo_previsto=None),
        "risorse.voce/voce-formazione",
        "Per la formazione ci sono €\xa02.000,00, ma 2 iniziative su 2 (2 edizioni) non hanno un"
        " costo previsto.",
    ),
    (
        "iniziative-oltre-le-risorse",
        lambda: Iniziativa.objects.update(costo_previsto=1_500),
        "risorse.voce/voce-formazione",
        "Le iniziative di formazione costano €\xa03.000,00, le risorse sono €\xa02.000,00.",
    ),
    (
        "formazione-senza-destinatari",
        lambda: Contenuto.objects.update(destinatari=""),
        "formazione.contenuto/pulito/1",
        "Non è detto a chi si rivolge «Dispensa: Gli orari flessibili».",
    ),
    (
        "iniziative-senza-edizioni",
        lambda: Iniziativa.objects.update(edizioni=0),
        "piano.piano/pulito",
        "Iniziative di formazione senza alcuna edizione: Corso: Tempi di lavoro e Convegno"
        " finale: Tempi di lavoro.",
    ),
    (
        "azioni-senza-misura",
        lambda: RigaAzione.objects.update(misura=""),
        "piano.piano/pulito",
        "1 azione di comunicazione su 1 non dice come se ne misura l'effetto: n. 1.",
    ),
    (
        "destinatario-non-definito",
        undefined_recipients,
        "piano.piano/pulito:pensionati",
        "«Pensionati» è fra i destinatari dell'azione 1, ma non fra i pubblici che il piano"
        " definisce (Imprese).",
    ),
    (
        "pubblico-mai-raggiunto",
        new_public,
        "formazione.pubblico/pulito/2",
        "Nessuna azione di comunicazione raggiunge «Scuole».",
    ),
    (
        "titolo-piu-ampio-dei-destinatari",
        wide_title,
        "formazione.azionecomunicazione/pulito/1",
        "Il titolo dell'azione 1 comprende Comuni, aziende e sindacati, i destinatari sono"
        " soltanto: Imprese.",
    ),
    (
        "azioni-sovrapposte",
        second_action,
        "formazione.azionecomunicazione/pulito/2:1",
        "Le azioni 1 e 2 usano lo stesso strumento («Incontri», «Riunioni») per gli stessi"
        " destinatari («Imprese»), nello stesso periodo.",
    ),
    (
        "canale-fuori-dal-piano",
        lambda: of_objective(Attivita).update(testo="Aprire una pagina Facebook."),
        "progetti.progetto/progetto:facebook",
        "Il progetto «Tempi leggeri» usa Facebook (obiettivo 1), che il piano di comunicazione"
        " non prevede.",
    ),
]


@pytest.mark.parametrize(
    ("check", "slip", "oggetto", "testo"), PLANTED, ids=[riga[0] for riga in PLANTED]
)
def test_a_slip_gives_one_finding_with_its_object(
    check: str, slip: Slip, oggetto: str, testo: str
) -> None:
    assert plant(check, slip) == [(f"{check}:{oggetto}", testo)]
