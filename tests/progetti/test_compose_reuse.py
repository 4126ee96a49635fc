"""A proposal starts from a project of before, without its dates and its money."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza
from progetti.contenuto import (
    AttivitaProposta,
    DestinatariProposti,
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    parse,
)
from progetti.models import (
    Attivita,
    AzionePrescelta,
    Coinvolgimento,
    Destinatario,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    Proposta,
    RisultatoAtteso,
    TipoProva,
)
from rete.models import Utente
from tests.factories import (
    make_alleanza,
    make_ciclo,
    make_partenariato,
    make_progetto,
    make_soggetto,
)
from tests.progetti.comporre import STRANO, make_action, make_draft, said


@pytest.fixture
def progetto(alleanza: Alleanza) -> Progetto:
    """A whole project of the alliance."""
    progetto = make_progetto(alleanza=alleanza, titolo=STRANO, contesto="Molti bambini")
    uno = ObiettivoSpecifico.objects.create(
        progetto=progetto, numero=1, titolo="Primo", luogo="Lodi"
    )
    Attivita.objects.create(
        obiettivo=uno, ordine=1, testo="Aprire", dal=date(2014, 1, 1), al=date(2014, 2, 1)
    )
    Destinatario.objects.create(obiettivo=uno, ordine=1, denominazione="bambini", numero_previsto=9)
    coinvolti = Coinvolgimento.objects.create(obiettivo=uno, ordine=1, denominazione_citata="C")
    coinvolti.soggetti.add(make_soggetto(slug="cooperativa"))
    risultato = RisultatoAtteso.objects.create(obiettivo=uno, ordine=1, testo="Posti")
    indicatore = Indicatore.objects.create(
        risultato=risultato, ordine=1, denominazione="posti", unita="n.", target=Decimal("12.50")
    )
    indicatore.prove.add(TipoProva.objects.create(slug="foto", denominazione="Fotografie"))
    return progetto


COPIATO = ObiettivoProposto(
    titolo="Primo",
    luogo="Lodi",
    attivita=(AttivitaProposta("Aprire"),),
    destinatari=(DestinatariProposti("bambini", 9),),
    partner=("cooperativa",),
    risultati=(
        RisultatoProposto(
            "Posti",
            (IndicatoreProposto("posti", "n.", target=Decimal("12.5"), prove=("foto",)),),
        ),
    ),
)


@pytest.fixture
def proposta(client: Client, capofila: Utente, alleanza: Alleanza) -> Proposta:
    client.force_login(capofila)
    return make_draft(capofila, alleanza)


def page(proposta: Proposta) -> str:
    return f"/proposte/{proposta.codice}/riparti/"


def start(client: Client, proposta: Proposta, progetto: Progetto, **altro: object) -> object:
    dati = {"progetto": progetto.slug, "versione": proposta.versione, **altro}
    return client.post(page(proposta), dati)


def test_an_empty_proposal_takes_all_that_the_project_has(
    client: Client, proposta: Proposta, progetto: Progetto
) -> None:
    ammessa, altra = (make_action(proposta.avviso, slug) for slug in ("ammessa", "altra"))
    proposta.avviso.azioni.add(ammessa)
    for ordine, azione in enumerate((ammessa, altra), start=1):
        AzionePrescelta.objects.create(progetto=progetto, azione=azione, ordine=ordine)
    answer = start(client, proposta, progetto)
    assert answer["Location"] == f"/proposte/{proposta.codice}/obiettivi/"
    proposta.refresh_from_db()
    assert parse(proposta.contenuto).obiettivi == (COPIATO,)
    assert (proposta.titolo, proposta.contesto) == (STRANO, "Molti bambini")
    assert list(proposta.azioni.all()) == [ammessa]
    assert proposta.partecipazioni.filter(soggetto__slug="cooperativa", stato="attesa").exists()
    assert not proposta.quote.exists()


def test_what_is_there_already_is_written_over_only_if_confirmed(
    client: Client, proposta: Proposta, progetto: Progetto
) -> None:
    start(client, proposta, progetto)
    Proposta.objects.update(
        contesto="Il mio", titolo="Il mio titolo", contenuto={"obiettivi": [{}]}
    )
    proposta.refresh_from_db()
    answer = start(client, proposta, progetto)
    assert set(answer.context["form"].errors) == {"confermo"}
    assert "Si sostituiscono 1 obiettivo" in said(answer.content.decode())
    proposta.refresh_from_db()
    assert proposta.contesto == "Il mio"
    assert start(client, proposta, progetto, confermo="on").status_code == 302
    proposta.refresh_from_db()
    assert (proposta.contesto, proposta.titolo) == ("Molti bambini", "Il mio titolo")
    assert parse(proposta.contenuto).obiettivi == (COPIATO,)


def test_an_old_page_writes_nothing(client: Client, proposta: Proposta, progetto: Progetto) -> None:
    answer = client.post(page(proposta), {"progetto": progetto.slug, "versione": 99}, follow=True)
    assert "Nel frattempo qualcosa è cambiato" in answer.content.decode()
    proposta.refresh_from_db()
    assert proposta.contenuto == {}


def test_only_the_projects_of_who_proposes_are_there(
    client: Client, proposta: Proposta, alleanza: Alleanza, progetto: Progetto
) -> None:
    prima = make_alleanza(ciclo=make_ciclo())
    make_partenariato(
        alleanza=prima,
        soggetto=alleanza.capofila,
        ruolo=RuoloPartenariato.CAPOFILA,
        al=date(2013, 1, 1),
    )
    di_prima = make_progetto(alleanza=prima)
    suo = make_progetto(alleanza=None, promotore=alleanza.capofila)
    altrui = make_progetto()
    form = client.get(page(proposta)).context["form"]
    assert set(form.fields["progetto"].queryset) == {progetto, di_prima, suo}
    answer = start(client, proposta, altrui)
    assert set(answer.context["form"].errors) == {"progetto"}


def test_who_has_no_project_is_told(client: Client, proposta: Proposta) -> None:
    assert "Nessun progetto precedente" in said(client.get(page(proposta)).content.decode())
