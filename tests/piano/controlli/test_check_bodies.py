"""A slip in a body, a membership or the procedure gives one finding, with its object."""

from collections.abc import Callable
from datetime import date

import pytest

from alleanze.models import Alleanza
from piano.models import Trasmissione
from progetti.models import (
    Indicatore,
    ObiettivoSpecifico,
)
from rete.enums import LivelloOrgano, TipoConsistenza, TipoLegame
from rete.models import (
    Atto,
    ConsistenzaDichiarata,
    FaseProcedura,
    Legame,
    Organo,
    Parere,
    Seggio,
    Soggetto,
)
from rete.permissions import COMITATO
from tests.factories import (
    make_organo,
    make_partenariato,
    make_seggio,
)
from tests.piano.controlli.semina import plant

pytestmark = pytest.mark.django_db

Slip = Callable[[], object]


def indicator() -> object:
    return Indicatore.objects.filter(risultato__obiettivo__numero=1)


def judge_is_partner() -> None:
    make_partenariato(
        alleanza=Alleanza.objects.get(), soggetto=Soggetto.objects.get(slug="provincia")
    )


def judge_is_tied_to_a_partner() -> None:
    Legame.objects.create(
        da=Soggetto.objects.get(slug="cooperativa"),
        a=Soggetto.objects.get(slug="provincia"),
        tipo=TipoLegame.CONTROLLATO,
    )


def who_names_the_judge_works_in_a_project() -> None:
    sindacato = Soggetto.objects.get(slug="sindacato")
    seggio = make_seggio(
        organo=Organo.objects.get(slug=COMITATO), ordine=3, categoria="Organizzazioni sindacali"
    )
    seggio.designanti.add(sindacato)
    gruppo = make_organo(denominazione="Gruppo di lavoro", livello=LivelloOrgano.PROGETTO)
    make_seggio(organo=gruppo, soggetto=sindacato)


def no_cadence() -> None:
    Organo.objects.filter(slug=COMITATO).update(
        cadenza="quando serve", mesi_fra_riunioni=None, riunioni_previste=None
    )


def seat_of_nobody() -> None:
    Seggio.objects.get(categoria="Organizzazioni sindacali").designanti.clear()


def other_meetings() -> None:
    organo = make_organo(
        slug="guida",
        denominazione="Comitato guida",
        livello=LivelloOrgano.PROGETTO,
        riunioni_previste=6,
    )
    ObiettivoSpecifico.objects.filter(numero=1).update(organo=organo)
    indicator().update(unita="incontri")


def one_more_declared() -> None:
    ConsistenzaDichiarata.objects.filter(tipo=TipoConsistenza.ADERENTI).update(numero=2)


def one_less_declared() -> None:
    ConsistenzaDichiarata.objects.filter(tipo=TipoConsistenza.ADERENTI).update(numero=0)


def step(ordine: int, **campi: object) -> Slip:
    return lambda: FaseProcedura.objects.filter(ordine=ordine).update(**campi)


def act_without_day() -> None:
    Atto.objects.filter(slug="istituzione").update(data=None, numero="", data_citata="marzo 2014")


PLANTED = [
    (
        "chi-valuta-partecipa",
        judge_is_partner,
        "rete.seggio/comitato-valutazione/2",
        "Chi siede per «Provincia del territorio» valuta e controlla progetti a cui partecipa:"
        " Provincia del territorio è partner di «Alleanza di Borgo».",
    ),
    (
        "chi-valuta-partecipa",
        judge_is_tied_to_a_partner,
        "rete.seggio/comitato-valutazione/2",
        "Chi siede per «Provincia del territorio» valuta e controlla progetti a cui partecipa:"
        " Provincia del territorio attraverso Cooperativa Il Ponte, che è partner di «Alleanza di"
        " Borgo».",
    ),
    (
        "chi-valuta-partecipa",
        who_names_the_judge_works_in_a_project,
        "rete.seggio/comitato-valutazione/3",
        "Chi siede per «Organizzazioni sindacali» valuta e controlla progetti a cui partecipa:"
        " Sindacato unito siede in «Gruppo di lavoro».",
    ),
    (
        "organo-senza-cadenza",
        no_cadence,
        "rete.organo/comitato-valutazione",
        "L'organo «Comitato di valutazione» si riunisce «quando serve»: non dice ogni quanto.",
    ),
    (
        "organo-senza-atto",
        lambda: Organo.objects.filter(slug=COMITATO).update(atto=None),
        "rete.organo/comitato-valutazione",
        "Non è indicato l'atto che istituisce l'organo «Comitato di valutazione».",
    ),
    (
        "seggio-senza-designanti",
        seat_of_nobody,
        "rete.organo/tavolo-locale",
        "Nell'organo «Tavolo locale» non è detto chi designa 1 seggio: «Organizzazioni sindacali».",
    ),
    (
        "riunioni-diverse",
        other_meetings,
        "rete.organo/guida",
        "Per l'organo «Comitato guida» sono previste 6 riunioni, l'obiettivo 1 di «Tempi leggeri»"
        " ne aspetta 40.",
    ),
    (
        "consistenza-diversa-dalle-adesioni",
        one_more_declared,
        "rete.accordo/accordo",
        "Il documento dichiara 5 soggetti (2 aderenti successivi e 3 sottoscrittori"
        " dell'accordo), le adesioni registrate sono 4.",
    ),
    (
        "consistenza-diversa-dalle-adesioni",
        one_less_declared,
        "rete.accordo/accordo",
        "Il documento dichiara 3 soggetti (0 aderenti successivi e 3 sottoscrittori"
        " dell'accordo), le adesioni registrate sono 4.",
    ),
    (
        "termine-passato-senza-data",
        step(1, avvenuta_il=None),
        "rete.faseprocedura/pulito/1",
        "«Pubblicazione dell'avviso»: il termine era il 30 aprile 2014, e non è scritto quando è"
        " avvenuta.",
    ),
    (
        "fase-dopo-il-termine",
        step(2, avvenuta_il=date(2014, 6, 16)),
        "rete.faseprocedura/pulito/2",
        "«Sottoscrizione dell'accordo» è del 16 giugno 2014, ma il termine era il 15 giugno 2014.",
    ),
    (
        "fasi-fuori-ordine",
        step(2, avvenuta_il=date(2014, 4, 1)),
        "rete.faseprocedura/pulito/2",
        "«Sottoscrizione dell'accordo» è del 1° aprile 2014, prima di «Pubblicazione dell'avviso»"
        " (15 aprile 2014), che lo precede.",
    ),
    (
        "fasi-senza-data",
        step(2, avvenuta_il=None, entro_il=None),
        "piano.piano/pulito",
        "1 passo della procedura senza alcuna data: «Sottoscrizione dell'accordo».",
    ),
    (
        "atto-senza-estremi",
        act_without_day,
        "rete.atto/istituzione",
        "Deliberazione, Direttore Generale: non si conosce la data né il numero (si legge: «marzo"
        " 2014»).",
    ),
    (
        "approvazione-non-pubblicata",
        lambda: Atto.objects.filter(slug="approvazione").update(
            numero="2", pubblicato_dal=None, pubblicato_al=None
        ),
        "rete.atto/approvazione",
        "Non è scritto da quando a quando l'atto che approva il Piano (Deliberazione n. 2) è"
        " stato pubblicato all'albo.",
    ),
    (
        "trasmissione-senza-data",
        lambda: Trasmissione.objects.filter(destinatario="Regione").update(avvenuta_il=None),
        "piano.trasmissione/pulito/Regione",
        "Non è scritto quando il Piano è stato trasmesso a: Regione.",
    ),
    (
        "parere-fuori-tempo",
        lambda: Parere.objects.update(slug="parere", reso_il=date(2014, 7, 1)),
        "rete.parere/parere",
        "Il Piano è proposto il 18 giugno 2014, ha il parere il 1° luglio 2014 ed è approvato il"
        " 27 giugno 2014.",
    ),
]


@pytest.mark.parametrize(
    ("check", "slip", "oggetto", "testo"), PLANTED, ids=[riga[0] for riga in PLANTED]
)
def test_a_slip_gives_one_finding_with_its_object(
    check: str, slip: Slip, oggetto: str, testo: str
) -> None:
    assert plant(check, slip) == [(f"{check}:{oggetto}", testo)]
