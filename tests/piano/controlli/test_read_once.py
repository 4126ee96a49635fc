"""However many rows a plan has, the checks ask the database the same number of times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alleanze.enums import RuoloPartenariato
from formazione.models import AzioneComunicazione, Contenuto, Iniziativa, Pubblico, RigaAzione
from piano.controlli import examine
from piano.models import (
    AllegatoRichiamato,
    IndicatorePiano,
    MisuraIndicatore,
    ObiettivoGenerale,
    Piano,
    Trasmissione,
)
from progetti.models import (
    Attivita,
    Coinvolgimento,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    RisultatoAtteso,
)
from rete.enums import LivelloOrgano
from rete.models import Accordo, FaseProcedura, GrafiaSoggetto, Organo
from rete.permissions import COMITATO
from tests.factories import (
    make_adesione,
    make_alleanza,
    make_ambito,
    make_atto,
    make_capitolo,
    make_organo,
    make_partenariato,
    make_progetto,
    make_seggio,
    make_soggetto,
    make_stanziamento,
    make_voce,
)
from tests.piano.controlli.semina import structure_checks
from tests.piano.piano_pulito import GIORNO, make_clean_plan

pytestmark = pytest.mark.django_db


def queries(piano: Piano) -> int:
    fresco = Piano.objects.select_related("ciclo__capofila", "parere", "atto").get(pk=piano.pk)
    with CaptureQueriesContext(connection) as chieste:
        examine(fresco, GIORNO, structure_checks())
    return len(chieste)


def add_rows(piano: Piano) -> None:
    """One more of everything that a check reads, incomplete, so that there is much to say."""
    soggetto = make_soggetto()
    GrafiaSoggetto.objects.create(soggetto=soggetto, grafia="Soggetto Nuovo")
    GrafiaSoggetto.objects.create(soggetto=soggetto, grafia="SOGGETTO nuovo")
    make_adesione(accordo=Accordo.objects.get(), soggetto=soggetto)
    _alliance_and_project(piano, make_soggetto())
    _bodies(soggetto)
    _plans(piano)
    _document(piano)


def _alliance_and_project(piano: Piano, capofila: object) -> None:
    alleanza = make_alleanza(ciclo=piano.ciclo, denominazione_citata="altrove")
    alleanza.ambiti.add(make_ambito(distretto_dedotto=True, distretto=capofila))
    for ruolo in RuoloPartenariato:
        make_partenariato(alleanza=alleanza, soggetto=capofila, ruolo=ruolo)
    progetto = make_progetto(ciclo=piano.ciclo, alleanza=alleanza, promotore=capofila)
    make_stanziamento(voce=make_voce(ciclo=piano.ciclo, scopo="progetto", progetto=progetto))
    _objectives(progetto, capofila)


def _objectives(progetto: Progetto, soggetto: object) -> None:
    for numero in (1, 2):
        obiettivo = ObiettivoSpecifico.objects.create(
            progetto=progetto, numero=numero, titolo="Fare"
        )
        Attivita.objects.create(obiettivo=obiettivo, ordine=1, lettera="a", testo="Fare.")
        chi = Coinvolgimento.objects.create(
            obiettivo=obiettivo, ordine=1, denominazione_citata="Chi fa"
        )
        chi.soggetti.add(soggetto)
        risultato = RisultatoAtteso.objects.create(
            obiettivo=obiettivo, ordine=1, lettera="b", testo="Fatto."
        )
        Indicatore.objects.create(risultato=risultato, ordine=1, denominazione="Fatti", unita="")


def _bodies(soggetto: object) -> None:
    comitato = Organo.objects.get(slug=COMITATO)
    seggio = make_seggio(organo=comitato, categoria="Altri")
    seggio.designanti.add(soggetto)
    organo = make_organo(livello=LivelloOrgano.PROGETTO)
    make_seggio(organo=organo, soggetto=soggetto)
    make_seggio(organo=organo)


def _plans(piano: Piano) -> None:
    numero = 10 + AzioneComunicazione.objects.count()
    comuni = {"ciclo": piano.ciclo, "ordine": numero}
    Iniziativa.objects.create(
        **comuni, slug=f"i-{numero}", tipologia="Corso", argomento="Tempi", edizioni=0
    )
    Contenuto.objects.create(**comuni, tipologia="Video")
    Pubblico.objects.create(**comuni, denominazione="Altri", descrizione="Gli altri.")
    azione = AzioneComunicazione.objects.create(
        ciclo=piano.ciclo, slug=f"a-{numero}", numero=numero, titolo="Altro"
    )
    RigaAzione.objects.create(azione=azione, ordine=1, destinatari="Altri", strumento="Altro")


def _document(piano: Piano) -> None:
    numero = 10 + AllegatoRichiamato.objects.count()
    make_capitolo(piano=piano, nella_fonte="troncato")
    AllegatoRichiamato.objects.create(piano=piano, ordine=numero, titolo="Altro")
    Trasmissione.objects.create(piano=piano, destinatario=f"Ente {numero}")
    FaseProcedura.objects.create(
        ciclo=piano.ciclo, ordine=numero, denominazione="Passo", atto=make_atto(data=None)
    )
    ObiettivoGenerale.objects.create(piano=piano, ordine=numero, testo="Altro")
    indicatore = IndicatorePiano.objects.create(piano=piano, ordine=numero, denominazione="Altro")
    MisuraIndicatore.objects.create(indicatore=indicatore, ordine=1, denominazione="Altro")


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    piano = make_clean_plan()
    add_rows(piano)
    una_volta = queries(piano)
    add_rows(piano)
    add_rows(piano)
    assert (una_volta, queries(piano)) == (50, 50)
