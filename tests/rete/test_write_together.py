"""Minutes, mergers, successions, recessi: what many do at the same moment happens once.

Each has its negative control: without what guards it, it happens more than once.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from conciliazione.models import Passaggio
from conciliazione.modifiche import VersionedForm
from conciliazione.transizioni import StaleState
from rete import recessi, unioni
from rete.enums import StatoSeduta
from rete.forms.sedute import VerbaleForm
from rete.models import Accordo, Adesione, Seduta, Soggetto, Successione, UnioneSoggetti, Utente
from rete.recessi import AlreadyLeft, Recesso, leave, take_back
from rete.successioni import Subentro, succeed
from rete.unioni import merge, undo
from tests.factories import (
    make_accordo,
    make_adesione,
    make_ciclo,
    make_seduta,
    make_soggetto,
    make_utente,
)
from tests.insieme import together

PERSONE, VOLTE = 8, 20
pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def accordo() -> Accordo:
    return make_accordo(ciclo=make_ciclo(capofila=make_soggetto(slug="ente")))


@pytest.fixture
def chi(accordo: Accordo) -> Utente:
    return make_utente()


def kinds(esiti: list[object]) -> dict[type, int]:
    """How many of each exception were raised."""
    tipi = [type(esito) for esito in esiti if isinstance(esito, Exception)]
    return {tipo: tipi.count(tipo) for tipo in set(tipi)}


# --- Minutes ------------------------------------------------------------------------------------


def writers(pk: int) -> list[VerbaleForm]:
    """The page of the minutes, open before eight people who have typed each their own."""
    viste = [Seduta.objects.select_related("organo").get(pk=pk) for _ in range(PERSONE)]
    letti = [VerbaleForm(instance=vista).initial for vista in viste]
    moduli = [
        VerbaleForm(
            {
                "versione": letto["versione"],
                "letti": letto["letti"],
                "verbale": f"Il testo di {n}.",
            },
            instance=vista,
        )
        for n, (vista, letto) in enumerate(zip(viste, letti, strict=True))
    ]
    assert all(modulo.is_valid() for modulo in moduli)
    return moduli


def test_of_eight_who_write_the_minutes_one_saves_and_the_others_keep_their_text(
    accordo: Accordo,
) -> None:
    for _ in range(VOLTE):
        seduta = make_seduta(stato=StatoSeduta.TENUTA)
        moduli = writers(seduta.pk)

        esiti = together([modulo.save_if_unchanged for modulo in moduli])

        assert sorted(esiti) == [False] * (PERSONE - 1) + [True]
        salvata = Seduta.objects.get(pk=seduta.pk)
        assert (salvata.verbale, salvata.versione) == (
            f"Il testo di {esiti.index(True)}.",
            seduta.versione + 1,
        )
        for n, modulo in enumerate(moduli):
            if not esiti[n]:
                (contrasto,) = modulo.contrasti
                assert (contrasto.mio, contrasto.salvato) == (
                    f"Il testo di {n}.",
                    salvata.verbale,
                )


def test_without_the_condition_on_the_version_the_minutes_of_many_are_lost(
    accordo: Accordo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VersionedForm, "_claim", lambda self: True)
    seduta = make_seduta(stato=StatoSeduta.TENUTA)
    esiti = together([modulo.save_if_unchanged for modulo in writers(seduta.pk)])
    assert esiti == [True] * PERSONE


# --- Two cards made one -------------------------------------------------------------------------


def two_cards(accordo: Accordo) -> tuple[Soggetto, Soggetto]:
    resta, via = make_soggetto(), make_soggetto()
    make_adesione(accordo=accordo, soggetto=via)
    return resta, via


def merging(resta: Soggetto, via: Soggetto, chi: Utente) -> Callable[[], object]:
    """The page that compares the two cards, read before anybody merged them."""
    viste = [Soggetto.objects.get(pk=soggetto.pk) for soggetto in (resta, via)]
    return lambda: merge(*viste, "Doppia", chi)


def test_of_eight_who_merge_two_cards_one_does(accordo: Accordo, chi: Utente) -> None:
    for _ in range(VOLTE):
        resta, via = two_cards(accordo)

        esiti = together([merging(resta, via, chi) for _ in range(PERSONE)])

        assert kinds(esiti) == {ValidationError: PERSONE - 1}
        assert UnioneSoggetti.objects.filter(resta=resta).count() == 1
        assert resta.adesioni.count() == 1


def test_of_two_who_merge_them_each_way_one_does_and_one_card_stays(
    accordo: Accordo, chi: Utente
) -> None:
    for _ in range(VOLTE):
        uno, due = two_cards(accordo)

        esiti = together([merging(uno, due, chi), merging(due, uno, chi)])

        assert kinds(esiti) == {ValidationError: 1}
        (rimasto,) = Soggetto.objects.filter(pk__in=[uno.pk, due.pk])
        assert rimasto.adesioni.count() == 1


def test_of_eight_who_undo_it_one_does(accordo: Accordo, chi: Utente) -> None:
    for _ in range(5):
        resta, via = two_cards(accordo)
        pk = merge(resta, via, "Doppia", chi).pk
        viste = [UnioneSoggetti.objects.get(pk=pk) for _ in range(PERSONE)]

        esiti = together([lambda u=u: undo(u, chi) for u in viste])

        assert kinds(esiti) == {ValidationError: PERSONE - 1}
        assert Soggetto.objects.filter(denominazione=via.denominazione).count() == 1


def test_without_the_lock_two_cards_are_merged_more_than_once(
    accordo: Accordo, chi: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unioni, "_lock", lambda *soggetti: {s.pk: s for s in soggetti})
    fatte = []
    for _ in range(5):
        resta, via = make_soggetto(), make_soggetto()
        together([merging(resta, via, chi) for _ in range(PERSONE)])
        fatte.append(UnioneSoggetti.objects.filter(resta=resta).count())
    assert max(fatte) > 1


# --- Who takes the place of whom ----------------------------------------------------------------


def member(accordo: Accordo) -> Adesione:
    return make_adesione(accordo=accordo, dal=date(2014, 9, 1))


def passing_on(adesione: Adesione, a: Soggetto, chi: Utente) -> Callable[[], object]:
    subentro = Subentro(da=adesione.soggetto, a=a, dal=date(2016, 1, 1), passa=True)
    return lambda: succeed(subentro, chi)


def passed_on(adesione: Adesione) -> int:
    """How many successors have the adhesion in their turn."""
    successori = Soggetto.objects.filter(provenienze__da=adesione.soggetto)
    return Adesione.objects.filter(soggetto__in=successori, al__isnull=True).count()


def test_a_succession_recorded_by_eight_is_one(accordo: Accordo, chi: Utente) -> None:
    for _ in range(VOLTE):
        adesione, dopo = member(accordo), make_soggetto()

        esiti = together([passing_on(adesione, dopo, chi) for _ in range(PERSONE)])

        assert kinds(esiti) == {ValidationError: PERSONE - 1}
        assert Successione.objects.filter(a=dopo).count() == 1
        assert passed_on(adesione) == 1
        assert Passaggio.objects.about(adesione).count() == 1


def test_of_eight_successors_of_the_same_one_has_its_adhesion(
    accordo: Accordo, chi: Utente
) -> None:
    for _ in range(VOLTE):
        adesione = member(accordo)
        dopo = [make_soggetto() for _ in range(PERSONE)]

        together([passing_on(adesione, a, chi) for a in dopo])

        assert passed_on(adesione) == 1
        assert Passaggio.objects.about(adesione).count() == 1


def test_without_the_condition_the_adhesion_passes_to_more_than_one(
    accordo: Accordo, chi: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end_without_looking(adesione: Adesione, recesso: Recesso, by: Utente) -> None:
        Adesione.objects.filter(pk=adesione.pk).update(al=recesso.al, motivo_fine=recesso.motivo)
        adesione.refresh_from_db()

    monkeypatch.setattr(recessi, "_end", end_without_looking)
    passate = []
    for _ in range(5):
        adesione = member(accordo)
        together([passing_on(adesione, make_soggetto(), chi) for _ in range(PERSONE)])
        passate.append(passed_on(adesione))
    assert max(passate) > 1


# --- Recesso ------------------------------------------------------------------------------------


def test_a_recesso_recorded_then_taken_back_by_eight_happens_once(
    accordo: Accordo, chi: Utente
) -> None:
    recesso = Recesso(date(2015, 3, 31), "Errore")
    for _ in range(VOLTE):
        adesione = member(accordo)

        viste = [Adesione.objects.get(pk=adesione.pk) for _ in range(PERSONE)]
        esiti = together([lambda a=a: leave(a, recesso, chi) for a in viste])
        assert kinds(esiti) == {AlreadyLeft: PERSONE - 1}

        viste = [Adesione.objects.get(pk=adesione.pk) for _ in range(PERSONE)]
        esiti = together([lambda a=a: take_back(a, chi, "Errore") for a in viste])
        assert kinds(esiti) == {StaleState: PERSONE - 1}
        verbi = Passaggio.objects.about(adesione).values_list("verbo", flat=True)
        assert list(verbi) == ["leave", "take_back"]
