"""A slip in an alliance or a project gives one finding, with its object."""

from collections.abc import Callable

import pytest

from alleanze.models import Alleanza, Partenariato
from progetti.enums import OrigineProgetto, StatoProposta
from progetti.models import (
    AzionePrescelta,
    Coinvolgimento,
    ObiettivoSpecifico,
    Progetto,
)
from rete.enums import NaturaSoggetto, TipoLegame
from rete.models import (
    Adesione,
    Ambito,
    Atto,
    Legame,
    Soggetto,
)
from risorse.models import Voce
from tests.factories import (
    make_ambito,
    make_partenariato,
    make_proposta,
    make_soggetto,
)
from tests.piano.controlli.semina import plant

pytestmark = pytest.mark.django_db

Slip = Callable[[], object]


def objective(numero: int = 1) -> ObiettivoSpecifico:
    return ObiettivoSpecifico.objects.get(numero=numero)


def nobody_leads() -> None:
    Partenariato.objects.filter(soggetto__slug="comune").delete()


def leader_is_partner() -> None:
    make_partenariato(
        alleanza=Alleanza.objects.get(),
        soggetto=Soggetto.objects.get(slug="comune"),
        denominazione_citata="Borgo (capofila)",
    )


def led_district_is_partner() -> None:
    distretto = make_soggetto(
        denominazione="Distretto di Borgo", natura=NaturaSoggetto.AMBITO_TERRITORIALE
    )
    Legame.objects.create(
        da=Soggetto.objects.get(slug="comune"), a=distretto, tipo=TipoLegame.CAPOFILA_AMBITO
    )
    make_partenariato(alleanza=Alleanza.objects.get(), soggetto=distretto)


def idle_partner() -> None:
    make_partenariato(
        alleanza=Alleanza.objects.get(), soggetto=make_soggetto(denominazione="Ente fermo")
    )


def partner_that_never_joined() -> None:
    Adesione.objects.filter(soggetto__slug="cooperativa").delete()


def ambito_left_out() -> None:
    make_ambito(slug="fuori", denominazione="Ambito di Fuori")


def district_inferred() -> None:
    Ambito.objects.update(distretto_dedotto=True, distretto=Soggetto.objects.get(slug="comune"))


def line_of_no_project() -> None:
    Voce.objects.update(progetto=None)


def nobody_answers() -> None:
    Progetto.objects.update(origine=OrigineProgetto.INTEGRAZIONE, alleanza=None)


def proposed_and_led_by_nobody() -> None:
    azienda = Soggetto.objects.get(slug="azienda")
    Progetto.objects.update(origine=OrigineProgetto.INTEGRAZIONE, alleanza=None, promotore=azienda)


def without_end() -> None:
    Progetto.objects.update(al=None)


def without_aim() -> None:
    Progetto.objects.update(obiettivo="")


def chosen_twice() -> None:
    progetto = Progetto.objects.get()
    AzionePrescelta.objects.create(progetto=progetto, azione=progetto.azioni.get().azione, ordine=2)


def never_scored() -> None:
    Progetto.objects.update(atto_valutazione=None)


def verdict_not_attached() -> None:
    Atto.objects.filter(slug="valutazione").update(documento=None, numero="1")


def stranger_at_work() -> None:
    chi = Coinvolgimento.objects.create(
        obiettivo=objective(), ordine=2, denominazione_citata="Sindacato"
    )
    chi.soggetti.add(Soggetto.objects.get(slug="sindacato"))


PLANTED = [
    (
        "alleanza-senza-capofila",
        nobody_leads,
        "alleanze.alleanza/alleanza",
        "L'alleanza «Alleanza di Borgo» non ha un capofila.",
    ),
    (
        "capofila-anche-partner",
        leader_is_partner,
        "alleanze.alleanza/alleanza",
        "Il capofila è «Comune di Borgo», e fra i partner ricompare come «Borgo (capofila)».",
    ),
    (
        "capofila-anche-partner",
        led_district_is_partner,
        "alleanze.alleanza/alleanza",
        "Il capofila è «Comune di Borgo», e fra i partner ricompare come «Distretto di Borgo».",
    ),
    (
        "partner-senza-compito",
        idle_partner,
        "alleanze.alleanza/alleanza",
        "1 partner non compare fra i soggetti coinvolti negli obiettivi: Ente fermo.",
    ),
    (
        "partner-che-non-aderisce",
        partner_that_never_joined,
        "alleanze.alleanza/alleanza",
        "Fanno parte dell'alleanza ma non aderiscono alla Rete: Cooperativa Il Ponte.",
    ),
    (
        "ambito-senza-alleanza",
        ambito_left_out,
        "rete.ambito/fuori",
        "L'ambito «Ambito di Fuori» è in nessuna alleanza.",
    ),
    (
        "distretto-dedotto",
        district_inferred,
        "alleanze.alleanza/alleanza",
        "Il distretto di Ambito di Borgo è dedotto: per 1 ambito l'alleanza nomina 1 distretto.",
    ),
    (
        "voce-senza-progetto",
        line_of_no_project,
        "risorse.voce/voce-progetto",
        "La voce «Tempi leggeri» è di un progetto, ma nessun progetto vi è legato.",
    ),
    (
        "progetto-senza-voce",
        line_of_no_project,
        "progetti.progetto/progetto",
        "Nessuna voce delle risorse riguarda il progetto «Tempi leggeri».",
    ),
    (
        "progetto-senza-responsabile",
        nobody_answers,
        "progetti.progetto/progetto",
        "Il progetto «Tempi leggeri» non ha né un capofila né chi lo propone.",
    ),
    (
        "progetto-senza-capofila",
        proposed_and_led_by_nobody,
        "progetti.progetto/progetto",
        "Il progetto «Tempi leggeri» è proposto da Azienda sanitaria, ma non ha un'alleanza né un"
        " capofila che lo realizzi.",
    ),
    (
        "progetto-senza-date",
        without_end,
        "progetti.progetto/progetto",
        "Del progetto «Tempi leggeri» non è detto quando abbia fine.",
    ),
    (
        "progetto-senza-parti",
        without_aim,
        "progetti.progetto/progetto",
        "Al progetto «Tempi leggeri» manca: l'obiettivo dell'intervento.",
    ),
    (
        "azione-prescelta-due-volte",
        chosen_twice,
        "progetti.progetto/progetto:azione",
        "Nel progetto «Tempi leggeri» la 1ª e la 2ª azione prescelta sono la stessa: «Servizi per"
        " l'infanzia».",
    ),
    (
        "progetto-finanziato-senza-valutazione",
        never_scored,
        "progetti.progetto/progetto",
        "Il progetto «Tempi leggeri» riceve €\xa014.000,00, di cui €\xa010.000,00 della Regione,"
        " e nessun atto ne registra la valutazione.",
    ),
    (
        "valutazione-senza-testo",
        verdict_not_attached,
        "rete.atto/valutazione",
        "La valutazione di 1 progetto («Tempi leggeri») poggia su un atto che non è allegato"
        " (Verbale n. 1, Direttore Generale): criteri, pesi e graduatoria non si leggono.",
    ),
    (
        "coinvolto-estraneo",
        stranger_at_work,
        "progetti.progetto/progetto",
        "Lavorano al progetto «Tempi leggeri» senza essere dell'alleanza: Sindacato unito.",
    ),
]


@pytest.mark.parametrize(
    ("check", "slip", "oggetto", "testo"), PLANTED, ids=[riga[0] for riga in PLANTED]
)
def test_a_slip_gives_one_finding_with_its_object(
    check: str, slip: Slip, oggetto: str, testo: str
) -> None:
    assert plant(check, slip) == [(f"{check}:{oggetto}", testo)]


def test_a_verdict_of_a_call_is_read_in_its_ranking() -> None:
    def verdict_of_a_call() -> None:
        verdict_not_attached()
        atto = Atto.objects.get(slug="valutazione")
        make_proposta(StatoProposta.FINANZIATA, atto_concessione=atto)

    assert plant("valutazione-senza-testo", verdict_of_a_call) == []
