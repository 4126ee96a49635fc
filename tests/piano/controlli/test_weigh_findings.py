"""The same slip weighs more or less according to what it does: an error or a warning."""

import pytest

from piano.controlli import examine
from piano.enums import LivelloRilievo
from piano.models import Piano
from progetti.enums import FonteFinanziamento, OrigineProgetto
from progetti.models import Progetto
from rete.enums import TipoConsistenza
from rete.models import ConsistenzaDichiarata
from risorse.models import Stanziamento, Voce
from tests.piano.piano_pulito import GIORNO, make_clean_plan

pytestmark = pytest.mark.django_db


def levels(piano: Piano, check: str) -> list[str]:
    fresco = Piano.objects.get(pk=piano.pk)
    return [rilievo.livello for rilievo in examine(fresco, GIORNO, (check,))]


def never_scored(origine: OrigineProgetto) -> None:
    Progetto.objects.update(atto_valutazione=None, origine=origine)


@pytest.mark.parametrize("origine", [OrigineProgetto.AVVISO, OrigineProgetto.INTEGRAZIONE])
def test_money_of_the_regione_without_an_evaluation_is_an_error(origine: OrigineProgetto) -> None:
    piano = make_clean_plan()
    never_scored(origine)
    assert levels(piano, "progetto-finanziato-senza-valutazione") == [LivelloRilievo.ERRORE]


def test_an_internal_project_with_its_own_money_is_a_warning() -> None:
    piano = make_clean_plan()
    never_scored(OrigineProgetto.INTERNO)
    assert levels(piano, "progetto-finanziato-senza-valutazione") == [LivelloRilievo.ERRORE]
    Stanziamento.objects.filter(fonte=FonteFinanziamento.REGIONALE).delete()
    assert levels(piano, "progetto-finanziato-senza-valutazione") == [LivelloRilievo.AVVERTENZA]


def test_a_project_without_money_needs_no_evaluation() -> None:
    piano = make_clean_plan()
    never_scored(OrigineProgetto.AVVISO)
    Voce.objects.get(slug="voce-progetto").stanziamenti.all().delete()
    assert levels(piano, "progetto-finanziato-senza-valutazione") == []


@pytest.mark.parametrize(
    ("numero", "expected"), [(2, LivelloRilievo.AVVERTENZA), (0, LivelloRilievo.ERRORE)]
)
def test_names_still_to_come_are_a_warning_too_many_are_an_error(
    numero: int, expected: LivelloRilievo
) -> None:
    piano = make_clean_plan()
    ConsistenzaDichiarata.objects.filter(tipo=TipoConsistenza.ADERENTI).update(numero=numero)
    assert levels(piano, "consistenza-diversa-dalle-adesioni") == [expected]


def test_the_same_total_of_other_kinds_is_an_error() -> None:
    piano = make_clean_plan()
    for tipo, numero in ((TipoConsistenza.ADERENTI, 2), (TipoConsistenza.SOTTOSCRITTORI, 2)):
        ConsistenzaDichiarata.objects.filter(tipo=tipo).update(numero=numero)
    assert levels(piano, "consistenza-diversa-dalle-adesioni") == [LivelloRilievo.ERRORE]
