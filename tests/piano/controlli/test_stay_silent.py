"""What looks like a slip and is not: the checks say nothing of it."""

from collections.abc import Callable
from datetime import date

import pytest

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza
from formazione.models import AzioneComunicazione, Iniziativa, RigaAzione
from piano.models import Piano, Sezione, TabellaContesto
from progetti.enums import OrigineProgetto
from progetti.models import Attivita, Coinvolgimento, Progetto, RisultatoAtteso
from rete.enums import LivelloOrgano, NaturaSoggetto, TipoLegame
from rete.models import Atto, FaseProcedura, GrafiaSoggetto, Legame, Soggetto
from tests.factories import (
    make_alleanza,
    make_ambito,
    make_atto,
    make_organo,
    make_partenariato,
    make_seggio,
    make_soggetto,
)
from tests.piano.controlli.semina import plant

pytestmark = pytest.mark.django_db


def soggetto(slug: str) -> Soggetto:
    return Soggetto.objects.get(slug=slug)


def name_and_acronym() -> None:
    Soggetto.objects.filter(slug="cooperativa").update(sigla="CIP")
    for grafia in ("CIP", "Cooperativa Il Ponte", "cooperativa Il Ponte", "Cooperativa Ponte"):
        GrafiaSoggetto.objects.create(soggetto=soggetto("cooperativa"), grafia=grafia)


def numbered_neighbours() -> None:
    for numero in (4, 5):
        nome = f"Distretto Sociale {numero}"
        altro = make_soggetto(denominazione=nome, natura=NaturaSoggetto.AMBITO_TERRITORIALE)
        GrafiaSoggetto.objects.create(soggetto=altro, grafia=nome)
    TabellaContesto.objects.update(titolo_citato="Residenti del Distretto Sociale 6 per anno")


def title_with_subtitle() -> None:
    Progetto.objects.update(titolo="Tempi", sottotitolo="leggeri")


def plan_shortened() -> None:
    Piano.objects.update(
        denominazioni_citate=["Piano Territoriale", "Piano di Conciliazione dell'Azienda sanitaria"]
    )


def partner_of_two_alliances() -> None:
    altra = make_alleanza(ciclo=Alleanza.objects.get().ciclo)
    altra.ambiti.add(make_ambito())
    make_partenariato(
        alleanza=altra, soggetto=soggetto("provincia"), ruolo=RuoloPartenariato.CAPOFILA
    )
    make_partenariato(alleanza=altra, soggetto=soggetto("cooperativa"))


def own_project_of_the_lead_body() -> None:
    Progetto.objects.update(
        origine=OrigineProgetto.INTERNO, alleanza=None, promotore=soggetto("azienda")
    )


def link_that_does_not_count() -> None:
    Legame.objects.create(
        da=soggetto("cooperativa"),
        a=soggetto("provincia"),
        tipo=TipoLegame.CONTROLLATO,
        conta_nei_conflitti=False,
    )


def link_that_ended() -> None:
    Legame.objects.create(
        da=soggetto("cooperativa"),
        a=soggetto("provincia"),
        tipo=TipoLegame.CONTROLLATO,
        al=date(2013, 12, 31),
    )


def alliance_without_projects() -> None:
    altra = make_alleanza(ciclo=Alleanza.objects.get().ciclo)
    make_partenariato(alleanza=altra, soggetto=soggetto("provincia"))


def led_ambito_works_for_its_leader() -> None:
    distretto = make_soggetto(natura=NaturaSoggetto.AMBITO_TERRITORIALE)
    Legame.objects.create(da=soggetto("comune"), a=distretto, tipo=TipoLegame.CAPOFILA_AMBITO)
    Coinvolgimento.objects.first().soggetti.add(distretto)


def office_of_a_project() -> None:
    make_seggio(organo=make_organo(livello=LivelloOrgano.PROGETTO))


def results_without_letters() -> None:
    RisultatoAtteso.objects.update(lettera="")


def articles_are_not_numbers() -> None:
    RisultatoAtteso.objects.update(testo="Con uno sportello, le famiglie sono accolte.")


def same_frequency() -> None:
    Attivita.objects.update(testo="Riunirsi almeno ogni sei mesi.")
    RisultatoAtteso.objects.update(testo="40 incontri semestrali.")


def act_of_nothing() -> None:
    make_atto(data=None, numero="")


def accordo_without_number() -> None:
    Atto.objects.filter(slug="istituzione").update(tipo="accordo", numero="")


def term_still_to_come() -> None:
    FaseProcedura.objects.filter(ordine=3).update(avvenuta_il=None)


def for_everybody() -> None:
    AzioneComunicazione.objects.update(titolo="Notizie attraverso i media a comuni e imprese")
    RigaAzione.objects.update(destinatari="Tutti i pubblici")


def same_tool_at_another_time() -> None:
    prima = RigaAzione.objects.get()
    azione = AzioneComunicazione.objects.create(
        ciclo=prima.azione.ciclo, slug="azione-2", numero=2, titolo="Altri incontri"
    )
    RigaAzione.objects.create(
        azione=azione,
        ordine=1,
        destinatari=prima.destinatari,
        strumento=prima.strumento,
        dal=date(2015, 9, 1),
        al=date(2015, 12, 31),
    )


def channel_of_the_plan() -> None:
    Attivita.objects.update(testo="Aprire una pagina Facebook.")
    RigaAzione.objects.update(strumento="Facebook")


def ends_with_the_closing_event() -> None:
    Iniziativa.objects.filter(slug="corso").update(al=date(2016, 6, 30))


def short_line_twice() -> None:
    Sezione.objects.update(testo="Segue la tabella.")


LEGITIMATE = [
    ("soggetto-con-piu-grafie", name_and_acronym),
    ("nome-quasi-uguale", name_and_acronym),
    ("nome-quasi-uguale", numbered_neighbours),
    ("voce-con-altro-nome", title_with_subtitle),
    ("voce-con-altre-maiuscole", title_with_subtitle),
    ("piano-con-piu-nomi", plan_shortened),
    ("chi-valuta-partecipa", partner_of_two_alliances),
    ("ambito-senza-alleanza", partner_of_two_alliances),
    ("progetto-senza-capofila", own_project_of_the_lead_body),
    ("progetto-senza-responsabile", own_project_of_the_lead_body),
    ("coinvolto-estraneo", own_project_of_the_lead_body),
    ("chi-valuta-partecipa", link_that_does_not_count),
    ("chi-valuta-partecipa", link_that_ended),
    ("chi-valuta-partecipa", alliance_without_projects),
    ("partner-senza-compito", alliance_without_projects),
    ("coinvolto-estraneo", led_ambito_works_for_its_leader),
    ("organo-senza-cadenza", office_of_a_project),
    ("organo-senza-atto", office_of_a_project),
    ("seggio-senza-designanti", office_of_a_project),
    ("lettere-che-non-corrispondono", results_without_letters),
    ("target-diverso-dal-testo", articles_are_not_numbers),
    ("frequenze-contrarie", same_frequency),
    ("atto-senza-estremi", act_of_nothing),
    ("atto-senza-estremi", accordo_without_number),
    ("termine-passato-senza-data", term_still_to_come),
    ("titolo-piu-ampio-dei-destinatari", for_everybody),
    ("azioni-sovrapposte", same_tool_at_another_time),
    ("canale-fuori-dal-piano", channel_of_the_plan),
    ("dopo-la-chiusura", ends_with_the_closing_event),
    ("capoverso-ripetuto", short_line_twice),
]


@pytest.mark.parametrize(
    ("check", "variation"), LEGITIMATE, ids=lambda v: getattr(v, "__name__", v)
)
def test_what_is_legitimate_gives_no_finding(check: str, variation: Callable[[], object]) -> None:
    assert plant(check, variation) == []
