"""Who runs a project asks to change it; the Comitato says what it thinks, the responsabile decides
with an act, and what was before is kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import NotAllowed, StaleState, perform
from progetti.da_fare_vita import to_decide
from progetti.enums import StatoModifica, TipoModifica
from progetti.models import RichiestaModifica
from progetti.permissions import can_view_change, changes_visible_to
from progetti.righe_consegna import key_of
from rete.enums import StatoSeduta
from rete.models import Organo, Utente
from rete.permissions import COMITATO
from tests.factories import make_atto, make_parere, make_seduta
from tests.factories.modifiche import MOTIVO, make_modifica
from tests.factories.monitoraggio import make_rilevazione
from tests.progetti.monitorare import Scena, set_the_scene

Cast = dict[str, Utente]
ATTO = {
    "atto_tipo": "deliberazione",
    "atto_emanante": "Direttore Generale",
    "atto_numero": "12",
    "atto_data": "2026-01-15",
    "atto_oggetto": "Proroga di un progetto",
}


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def entered(cast: Cast, chi: str) -> Client:
    client = Client()
    client.force_login(cast[chi])
    return client


def pages(scena: Scena, tipo: str = "") -> str:
    base = f"/monitoraggio/progetti/{scena.progetto.slug}/modifiche/"
    return f"{base}{tipo}/" if tipo else base


def later(scena: Scena, giorni: int = 60) -> str:
    return (scena.progetto.al + timedelta(days=giorni)).isoformat()


# --- Asking -----------------------------------------------------------------------------------


def test_a_double_click_asks_once_and_tells_the_staff(scena: Scena, cast: Cast) -> None:
    client = entered(cast, "capofila")
    dati = {"nuova_fine": later(scena), "motivo": MOTIVO, "gettone": "un-gettone"}
    for _ in range(2):
        risposta = client.post(pages(scena, "proroga"), dati)
        assert risposta["Location"] == RichiestaModifica.objects.get().get_absolute_url()
    destinatari = Messaggio.objects.filter(chiave__startswith="modifica-chiesta:")
    assert set(destinatari.values_list("destinatario", flat=True)) == {
        cast["asl"].email,
        cast["responsabile"].email,
    }
    scena.progetto.refresh_from_db()
    assert scena.progetto.al.isoformat() != later(scena)


@pytest.mark.parametrize(
    ("tipo", "dati", "errati"),
    [
        ("proroga", {"nuova_fine": ""}, {"nuova_fine"}),
        ("proroga", {"nuova_fine": "2001-01-01"}, {"nuova_fine"}),
        ("proroga", {"nuova_fine": "31/02/2030"}, {"nuova_fine"}),
        ("proroga", {"nuova_fine": "2999-01-01", "motivo": ""}, {"motivo"}),
        ("target", {"indicatore": "9-9-9", "nuovo_target": "3"}, {"indicatore"}),
        ("target", {"indicatore": "QUI", "nuovo_target": "molti"}, {"nuovo_target"}),
        ("target", {"indicatore": "QUI", "nuovo_target": "-1"}, {"nuovo_target"}),
        ("target", {"indicatore": "QUI", "nuovo_target": "NaN"}, {"nuovo_target"}),
        ("target", {"indicatore": "QUI", "nuovo_target": "9" * 20}, {"nuovo_target"}),
        ("target", {"indicatore": "QUI", "nuovo_target": "30"}, {"nuovo_target"}),
        ("partner", {"descrizione": ""}, {"descrizione"}),
        ("altro", {"descrizione": "con un \x00"}, {"descrizione"}),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(
    scena: Scena, cast: Cast, tipo: str, dati: dict[str, str], errati: set[str]
) -> None:
    dati = {n: key_of(scena.operatori) if v == "QUI" else v for n, v in dati.items()}
    scritti = {"motivo": MOTIVO, "gettone": "un-gettone", **dati}
    risposta = entered(cast, "capofila").post(pages(scena, tipo), scritti)
    assert set(risposta.context["form"].errors) == errati
    assert not RichiestaModifica.objects.exists()


def test_a_target_is_not_lowered_under_what_is_verified(scena: Scena, cast: Cast) -> None:
    make_rilevazione(
        "verificata", ("12",), consegna=scena.consegna, indicatore=scena.operatori, valore=12
    )
    dati = {"indicatore": key_of(scena.operatori), "motivo": MOTIVO, "gettone": "g"}
    client = entered(cast, "capofila")
    risposta = client.post(pages(scena, "target"), {**dati, "nuovo_target": "11"})
    assert "già verificato: 12" in str(risposta.context["form"].errors["nuovo_target"])
    assert client.post(pages(scena, "target"), {**dati, "nuovo_target": "12"}).status_code == 302


# --- The opinion and the decision -------------------------------------------------------------


def test_the_opinion_says_where_it_was_given(scena: Scena, cast: Cast) -> None:
    modifica = make_modifica(scena)
    organo = Organo.objects.get(slug=COMITATO)
    seduta = make_seduta(organo=organo, stato=StatoSeduta.TENUTA)
    make_seduta(organo=organo)
    make_parere(ciclo=scena.progetto.ciclo)
    client = entered(cast, "asl")
    pagina = f"{modifica.get_absolute_url()}parere/"
    offerti = client.get(pagina).context["form"].fields
    assert list(offerti["seduta"].queryset) == [seduta]
    assert list(offerti["parere_reso"].queryset) == []
    assert set(client.post(pagina, {"parere": "Favorevole."}).context["form"].errors) == {"seduta"}
    client.post(pagina, {"parere": "Favorevole.", "seduta": seduta.codice})
    modifica.refresh_from_db()
    assert (modifica.stato, modifica.parere, modifica.seduta) == (
        "con_parere",
        "Favorevole.",
        seduta,
    )


def test_an_extension_is_granted_with_its_act(scena: Scena, cast: Cast) -> None:
    prima = scena.progetto.al
    modifica = make_modifica(scena, StatoModifica.CON_PARERE)
    client = entered(cast, "responsabile")
    pagina = f"{modifica.get_absolute_url()}accogli/"
    assert set(client.post(pagina, {}).context["form"].errors) == {"atto"}
    assert client.post(pagina, ATTO).status_code == 302
    modifica.refresh_from_db()
    scena.progetto.refresh_from_db()
    assert (scena.progetto.al, modifica.fine_precedente) == (modifica.nuova_fine, prima)
    assert (modifica.stato, modifica.atto.numero) == ("accolta", "12")
    (mail,) = Messaggio.objects.filter(chiave__startswith="modifica-decisa:")
    assert mail.destinatario == cast["capofila"].email
    assert "accolta" in mail.oggetto
    assert str(modifica.atto) in client.get(modifica.get_absolute_url()).text


def test_a_target_is_changed_and_the_old_one_is_kept(scena: Scena, cast: Cast) -> None:
    modifica = make_modifica(
        scena,
        StatoModifica.CON_PARERE,
        tipo=TipoModifica.TARGET,
        indicatore=scena.operatori,
        nuovo_target=Decimal(40),
    )
    perform(modifica, "accept", cast["responsabile"], record_act=make_atto)
    scena.operatori.refresh_from_db()
    assert (scena.operatori.target, modifica.target_precedente) == (40, 30)


def test_what_cannot_be_any_longer_is_not_granted_and_no_act_is_written(
    scena: Scena, cast: Cast
) -> None:
    modifica = make_modifica(scena, StatoModifica.CON_PARERE)
    type(scena.progetto).objects.filter(pk=scena.progetto.pk).update(al=modifica.nuova_fine)
    client = entered(cast, "responsabile")
    risposta = client.post(f"{modifica.get_absolute_url()}accogli/", ATTO)
    assert "viene dopo quella di adesso" in risposta.text
    assert 'value="Proroga di un progetto"' in risposta.text
    modifica.refresh_from_db()
    assert (modifica.stato, modifica.atto) == ("con_parere", None)


def test_what_is_refused_has_its_reason_and_changes_nothing(scena: Scena, cast: Cast) -> None:
    prima = scena.progetto.al
    modifica = make_modifica(scena, StatoModifica.CON_PARERE)
    client = entered(cast, "responsabile")
    pagina = f"{modifica.get_absolute_url()}respingi/"
    assert set(client.post(pagina, {}).context["form"].errors) == {"motivo"}
    client.post(pagina, {"motivo": "Il ciclo finisce prima."})
    scena.progetto.refresh_from_db()
    modifica.refresh_from_db()
    assert (modifica.stato, scena.progetto.al) == ("respinta", prima)
    (mail,) = Messaggio.objects.filter(chiave__startswith="modifica-decisa:")
    assert "Il ciclo finisce prima." in mail.testo
    tardi = client.post(f"{modifica.get_absolute_url()}accogli/", ATTO)
    assert (tardi.status_code, "Proroga di un progetto" in tardi.text) == (409, True)


def test_who_asked_takes_it_back(scena: Scena, cast: Cast) -> None:
    modifica = make_modifica(scena)
    client = entered(cast, "capofila")
    client.post(f"{modifica.get_absolute_url()}ritira/", {"motivo": "Non serve più."})
    modifica.refresh_from_db()
    assert modifica.stato == "ritirata"
    assert Passaggio.objects.about(modifica).get().motivo == "Non serve più."
    assert "Non serve più." in client.get(modifica.get_absolute_url()).text


def test_nothing_is_decided_without_the_opinion(scena: Scena, cast: Cast) -> None:
    with pytest.raises(StaleState):
        perform(make_modifica(scena), "accept", cast["responsabile"], record_act=make_atto)


def test_what_is_decided_is_sealed(scena: Scena, cast: Cast) -> None:
    modifica = make_modifica(scena, StatoModifica.CON_PARERE)
    perform(modifica, "reject", cast["responsabile"], reason="No.")
    righe = RichiestaModifica.objects.filter(pk=modifica.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        righe.update(motivo="Un altro motivo")
    with pytest.raises(IntegrityError), transaction.atomic():
        righe.delete()


@pytest.mark.parametrize(
    ("verbo", "chi"),
    [
        ("opine", {"asl", "responsabile"}),
        ("accept", {"responsabile"}),
        ("reject", {"responsabile"}),
        ("withdraw", {"capofila"}),
    ],
)
def test_who_may(scena: Scena, cast: Cast, verbo: str, chi: set[str]) -> None:
    stato = StatoModifica.PRESENTATA if verbo == "opine" else StatoModifica.CON_PARERE
    for nome in set(cast) - chi:
        with pytest.raises(NotAllowed):
            perform(make_modifica(scena, stato), verbo, cast[nome], reason="Un motivo.")
    assert can_view_change(cast["partner"], make_modifica(scena))


@pytest.mark.parametrize(
    ("chi", "legge"),
    [
        *[(chi, True) for chi in ("capofila", "partner", "comitato", "tavolo", "asl")],
        *[("direzione", True), ("responsabile", True), ("regione", False), ("estraneo", False)],
    ],
)
def test_who_follows_the_project_reads_it(scena: Scena, cast: Cast, chi: str, legge: bool) -> None:
    modifica = make_modifica(scena)
    assert can_view_change(cast[chi], modifica) is legge
    assert changes_visible_to(cast[chi]).exists() is legge


def test_the_staff_find_on_the_scrivania_what_waits(scena: Scena, cast: Cast) -> None:
    make_modifica(scena)
    make_modifica(scena, StatoModifica.CON_PARERE)

    def cards(chi: str) -> list[str]:
        return [c.titolo.partition(":")[0] for c in to_decide(cast[chi])]

    assert cards("asl") == ["Modifica da portare al Comitato"]
    assert cards("responsabile") == ["Modifica da portare al Comitato", "Modifica da decidere"]
    assert cards("capofila") == []


@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_takes_as_many_queries(
    scena: Scena, cast: Cast, quante: int, django_assert_num_queries: object
) -> None:
    client = entered(cast, "capofila")
    for _ in range(quante):
        make_modifica(
            scena, tipo=TipoModifica.TARGET, indicatore=scena.incontri, nuovo_target=Decimal(9)
        )
    client.get(pages(scena))
    with django_assert_num_queries(9):
        testo = client.get(pages(scena)).text
    assert testo.count(scena.incontri.denominazione) == quante


@pytest.mark.parametrize(
    "campi",
    [
        {"tipo": "altro"},
        {"tipo": "target", "nuovo_target": 3},
        {"nuova_fine": None},
        {"motivo": ""},
        {"stato": "accolta"},
        {"stato": "ritirata"},
        {"stato": "respinta", "decisa_il": timezone.now()},
    ],
)
def test_the_database_refuses_what_cannot_be(scena: Scena, campi: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_modifica(scena, **campi)
