"""Who may score the proposals of 2014, with the partners, the seats and the ties of that year."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from alleanze.models import Alleanza
from progetti.enums import AmbitoIncompatibilita, StatoAvviso, StatoPartecipazione, StatoProposta
from progetti.models import Avviso, Incompatibilita, Proposta
from progetti.permissions import read_conflicts
from rete.enums import QualitaMandato, TipoLegame
from rete.models import Ciclo, Legame, Organo, Soggetto
from rete.permissions import COMITATO
from tests.factories import make_atto, make_mandato, make_partecipazione, make_soggetto
from tests.factories.avvisi import make_avviso, make_proposta

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]

SUD, EST = "sud", "adda-martesana"
# The seats of the Comitato, in their order.
ASL, STER, PROVINCIA, UFFICI, SINDACATI = range(1, 6)


@pytest.fixture
def avviso(settings: object, tmp_path: object) -> Avviso:
    """The call of 2014 as it could have been, with the proposals of the two alliances."""
    settings.VAR_DIR = tmp_path
    call_command("crea_utenti_demo", stdout=StringIO())
    return make_avviso(
        StatoAvviso.CHIUSO,
        ciclo=Ciclo.objects.get(slug="2014-2015"),
        organo=Organo.objects.get(slug=COMITATO),
        numero_legale=3,
        atto_incompatibilita=make_atto(),
    )


@pytest.fixture
def proposte(avviso: Avviso) -> dict[str, Proposta]:
    return {slug: propose(avviso, slug) for slug in (SUD, EST)}


def propose(avviso: Avviso, slug: str) -> Proposta:
    alleanza = Alleanza.objects.get(slug=slug)
    capofila = alleanza.partenariati.get(ruolo="capofila").soggetto
    return make_proposta(
        StatoProposta.AMMISSIBILE, avviso=avviso, alleanza=alleanza, proponente=capofila
    )


def free(avviso: Avviso, proposta: Proposta) -> list[int]:
    """The seats from which a proposal may be scored."""
    return [m.seggio.ordine for m in read_conflicts(avviso).free_on(proposta)]


def single_proposal(avviso: Avviso) -> None:
    avviso.ambito_incompatibilita = AmbitoIncompatibilita.PROPOSTA
    avviso.save(update_fields=["ambito_incompatibilita"])


def consort(tipo: TipoLegame = TipoLegame.CONSORZIATO, **campi: object) -> Legame:
    """The Provincia is in the consortium of the agency that takes part in the east."""
    return Legame.objects.create(
        **{
            "da": Soggetto.objects.get(slug="provincia-di-milano"),
            "a": Soggetto.objects.get(slug="afol-est-milano"),
            "tipo": tipo,
            "conta_nei_conflitti": True,
            **campi,
        }
    )


def test_over_the_whole_procedure_two_are_free(
    avviso: Avviso, proposte: dict[str, Proposta]
) -> None:
    assert {slug: free(avviso, p) for slug, p in proposte.items()} == {
        SUD: [ASL, STER],
        EST: [ASL, STER],
    }


def test_over_the_single_proposal_the_provincia_scores_the_other_one(
    avviso: Avviso, proposte: dict[str, Proposta]
) -> None:
    single_proposal(avviso)

    assert {slug: free(avviso, p) for slug, p in proposte.items()} == {
        SUD: [ASL, STER],
        EST: [ASL, STER, PROVINCIA],
    }


def test_a_tie_takes_the_provincia_out_there_too(
    avviso: Avviso, proposte: dict[str, Proposta]
) -> None:
    single_proposal(avviso)
    consort()

    assert free(avviso, proposte[EST]) == [ASL, STER]


@pytest.mark.parametrize("campi", [{"conta_nei_conflitti": False}, {"al": "2014-12-31"}])
def test_a_tie_that_does_not_count_or_is_over_changes_nothing(
    campi: dict[str, object], avviso: Avviso, proposte: dict[str, Proposta]
) -> None:
    single_proposal(avviso)
    consort(**campi)

    assert free(avviso, proposte[EST]) == [ASL, STER, PROVINCIA]


def test_an_excluded_proposal_makes_nobody_incompatible(
    avviso: Avviso, proposte: dict[str, Proposta]
) -> None:
    Proposta.objects.filter(pk=proposte[SUD].pk).update(
        stato=StatoProposta.ESCLUSA, atto_esclusione=make_atto()
    )

    assert free(avviso, proposte[EST]) == [ASL, STER, PROVINCIA]


def test_who_refused_does_not_take_part(avviso: Avviso, proposte: dict[str, Proposta]) -> None:
    ster = Soggetto.objects.get(slug="ster")
    riga = make_partecipazione(proposta=proposte[EST], soggetto=ster)
    assert free(avviso, proposte[EST]) == [ASL]

    riga.stato, riga.risposto_da = StatoPartecipazione.RIFIUTATA, "Chi risponde"
    riga.risposto_il = timezone.now()
    riga.save()

    assert free(avviso, proposte[EST]) == [ASL, STER]


def test_a_personal_conflict_counts_as_the_others(
    avviso: Avviso, proposte: dict[str, Proposta]
) -> None:
    mandato = read_conflicts(avviso).mandati[0]
    Incompatibilita.objects.create(
        mandato=mandato,
        proposta=proposte[SUD],
        motivo="Un parente vi lavora.",
        dichiarata_da=mandato.utente,
    )
    assert free(avviso, proposte[EST]) == [STER]

    single_proposal(avviso)

    assert free(avviso, proposte[EST]) == [ASL, STER, PROVINCIA]
    assert free(avviso, proposte[SUD]) == [STER]


def test_a_substitute_sits_for_who_sends_them(
    avviso: Avviso, proposte: dict[str, Proposta]
) -> None:
    """The seat of the unions: those that take part take the titolare out, another sends a
    substitute."""
    seggio = avviso.organo.seggi.get(ordine=SINDACATI)
    fuori, dentro = make_soggetto(sigla="Altro sindacato"), Soggetto.objects.get(slug="uil")
    supplente = make_mandato(seggio=seggio, designato_da=dentro, qualita=QualitaMandato.SUPPLENTE)
    assert free(avviso, proposte[EST]) == [ASL, STER]

    supplente.designato_da = fuori
    supplente.save()

    assert free(avviso, proposte[EST]) == [ASL, STER, SINDACATI]
    assert read_conflicts(avviso).free_on(proposte[EST])[-1] == supplente
