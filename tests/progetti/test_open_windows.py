"""The ASL opens a window, follows each project in it, gives one more time, closes it early."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import perform
from progetti.enums import StatoConsegna
from progetti.finestre import change_window, name_of, propose
from progetti.models import Consegna, FinestraMonitoraggio, ProrogaConsegna, ValoreFinestra
from rete.models import Utente
from tests.factories import make_progetto
from tests.factories.monitoraggio import make_consegna, make_finestra, make_rilevazione
from tests.progetti.monitorare import Scena, expire, set_the_scene

Cast = dict[str, Utente]
FINESTRE, NUOVA = "/monitoraggio/finestre/", "/monitoraggio/finestre/nuova/"
GIORNO = timedelta(days=1)


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def enter(utente: Utente) -> Client:
    client = Client()
    client.force_login(utente)
    return client


@pytest.fixture
def responsabile(scena: Scena, cast: Cast) -> Client:
    return enter(cast["responsabile"])


def shown(client: Client, pagina: str) -> dict[str, object]:
    """The fields of the form as the page fills them in."""
    modulo = client.get(pagina).context["form"]
    return {c.name: c.value() for c in modulo}


def typed(momento: object) -> str:
    return f"{timezone.localtime(momento):%d/%m/%Y %H:%M:%S}"


def to_send(campi: dict[str, object], **altri: object) -> dict[str, object]:
    """What the browser sends back of a page, with something typed over."""
    scritti = {
        nome: f"{valore:%Y-%m-%dT%H:%M:%S}" if hasattr(valore, "hour") else valore
        for nome, valore in campi.items()
    }
    return {**{n: v for n, v in scritti.items() if v is not None}, **altri}


# --- What is proposed ---------------------------------------------------------------------------


def test_the_next_half_year_is_proposed(scena: Scena) -> None:
    FinestraMonitoraggio.objects.update(
        dal=date(2027, 1, 1), al=date(2027, 6, 30), giorni_verifica=20, giorni_preavviso=7
    )
    proposta = propose(scena.progetto.ciclo)
    assert (proposta.dal, proposta.al) == (date(2027, 7, 1), date(2027, 12, 31))
    assert proposta.denominazione == "Secondo semestre 2027"
    assert typed(proposta.apre_il) == "01/01/2028 00:00:00"
    assert typed(proposta.scade_il) == "31/01/2028 23:59:59"
    assert (proposta.giorni_verifica, proposta.giorni_preavviso) == (20, 7)


def test_the_first_is_of_the_beginning_of_the_ciclo_and_is_delivered_from_now_on(
    cast: Cast,
) -> None:
    ciclo = set_the_scene().progetto.ciclo
    Consegna.objects.all().delete()
    FinestraMonitoraggio.objects.all().delete()
    ciclo.dal = date(2014, 3, 10)
    proposta = propose(ciclo)
    assert (proposta.dal, proposta.al) == (date(2014, 3, 10), date(2014, 6, 30))
    assert timezone.localdate(proposta.apre_il) == timezone.localdate()
    assert (proposta.giorni_verifica, proposta.giorni_preavviso) == (30, 15)


@pytest.mark.parametrize(
    ("ultimo", "fine"),
    [
        (date(2026, 12, 19), date(2027, 6, 30)),
        (date(2026, 5, 30), date(2026, 12, 31)),
        (date(2026, 5, 29), date(2026, 6, 30)),
    ],
)
def test_the_few_days_left_of_a_half_year_go_with_the_next(
    ultimo: date, fine: date, scena: Scena
) -> None:
    FinestraMonitoraggio.objects.update(dal=ultimo.replace(day=1), al=ultimo)
    assert propose(scena.progetto.ciclo).al == fine


def test_a_period_that_ends_in_the_middle_goes_on_to_the_end_of_its_half_year() -> None:
    assert name_of(date(2026, 10, 1), date(2026, 12, 31)) == "Secondo semestre 2026"


# --- A new window -------------------------------------------------------------------------------


def test_what_is_proposed_is_confirmed_as_it_is(scena: Scena, cast: Cast) -> None:
    asl = enter(cast["asl"])
    campi = to_send(shown(asl, NUOVA))
    risposta = asl.post(NUOVA, campi)
    nuova = FinestraMonitoraggio.objects.latest("pk")
    assert risposta["Location"] == f"{FINESTRE}{nuova.codice}/"
    assert nuova.dal == scena.consegna.finestra.al + GIORNO
    assert nuova.creata_da == cast["asl"]
    assert [c.progetto for c in nuova.consegne.all()] == [scena.progetto]
    # The same press again is the same window.
    assert asl.post(NUOVA, campi)["Location"] == risposta["Location"]
    assert FinestraMonitoraggio.objects.count() == 2


@pytest.mark.parametrize(
    ("campo", "scritto", "detto"),
    [
        ("denominazione", "", "obbligatorio"),
        ("dal", "31/02/2027", "data valida"),
        ("dal", "01/01/9999", "Controllare l’anno."),
        ("al", "01/01/1900", "Il periodo finisce prima di cominciare."),
        ("scade_il", "2014-01-01T00:00:00", "La consegna scade dopo che si è aperta."),
        ("scade_il", "9999-12-31T23:59:59", "Controllare l’anno."),
        ("apre_il", "domani", "Scrivere giorno e ora"),
        ("giorni_verifica", "0", "1"),
        ("giorni_verifica", "99999999999", "365"),
        ("giorni_preavviso", "molti", "numero intero"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    campo: str, scritto: str, detto: str, responsabile: Client
) -> None:
    campi = to_send(shown(responsabile, NUOVA), **{campo: scritto})
    pagina = responsabile.post(NUOVA, campi)
    assert pagina.status_code == 200
    assert detto in " ".join(pagina.context["form"].errors[campo])
    assert str(scritto) in pagina.text
    assert FinestraMonitoraggio.objects.count() == 1


def test_a_term_that_went_by_is_refused(responsabile: Client) -> None:
    campi = to_send(
        shown(responsabile, NUOVA), apre_il="2014-01-01T00:00:00", scade_il="2014-02-01T00:00:00"
    )
    errori = responsabile.post(NUOVA, campi).context["form"].errors
    assert list(errori) == ["scade_il"]
    assert "già passata" in str(errori)


def test_a_period_of_another_window_is_refused(scena: Scena, responsabile: Client) -> None:
    campi = to_send(shown(responsabile, NUOVA), dal=f"{scena.consegna.finestra.al:%d/%m/%Y}")
    assert "osserva già una parte di quel periodo" in responsabile.post(NUOVA, campi).text


# --- Changing it --------------------------------------------------------------------------------


def not_open_yet(scena: Scena) -> FinestraMonitoraggio:
    adesso = timezone.now()
    finestra = scena.consegna.finestra
    FinestraMonitoraggio.objects.update(apre_il=adesso + GIORNO, scade_il=adesso + 30 * GIORNO)
    finestra.refresh_from_db()
    return finestra


def edit_page(finestra: FinestraMonitoraggio) -> str:
    return f"{FINESTRE}{finestra.codice}/modifica/"


def test_until_it_opens_a_window_changes_with_the_terms_of_its_projects(
    scena: Scena, cast: Cast, responsabile: Client
) -> None:
    finestra = not_open_yet(scena)
    prorogata = make_consegna(progetto=make_progetto(ciclo=scena.progetto.ciclo), finestra=finestra)
    fino_a = timezone.now() + 90 * GIORNO
    perform(prorogata, "extend", cast["responsabile"], reason="Sciopero.", fino_a=fino_a)
    scade = (timezone.now() + 60 * GIORNO).replace(microsecond=0)
    campi = to_send(
        shown(responsabile, edit_page(finestra)),
        scade_il=typed(scade),
        giorni_verifica="10",
    )
    assert responsabile.post(edit_page(finestra), campi).status_code == 302
    scena.consegna.refresh_from_db()
    prorogata.refresh_from_db()
    assert (scena.consegna.scade_il, scena.consegna.chiude_il) == (scade, scade + 10 * GIORNO)
    assert (prorogata.scade_il, prorogata.chiude_il) == (fino_a, fino_a + 10 * GIORNO)


def test_of_two_who_change_it_nobody_loses_what_they_typed(
    scena: Scena, responsabile: Client
) -> None:
    pagina = edit_page(not_open_yet(scena))
    campi = to_send(shown(responsabile, pagina))
    responsabile.post(pagina, {**campi, "denominazione": "Nome del primo"})
    seconda = responsabile.post(pagina, {**campi, "denominazione": "Nome del secondo"})
    assert "Nome del primo" in seconda.text
    assert "Nome del secondo" in seconda.text
    assert FinestraMonitoraggio.objects.get().denominazione == "Nome del primo"


def test_once_it_is_open_it_changes_no_more(scena: Scena, responsabile: Client) -> None:
    finestra = not_open_yet(scena)
    campi = to_send(shown(responsabile, edit_page(finestra)), denominazione="Un altro nome")
    FinestraMonitoraggio.objects.update(apre_il=timezone.now() - GIORNO)
    pagina = responsabile.post(edit_page(finestra), campi)
    assert pagina.status_code == 409
    assert "Un altro nome" in pagina.text
    assert FinestraMonitoraggio.objects.get().denominazione == "Semestre di prova"


def test_it_opens_while_it_is_being_saved(scena: Scena) -> None:
    """The row is asked, by the database's clock, once nobody else may change it."""
    finestra = scena.consegna.finestra
    finestra.apre_il = timezone.now() + GIORNO
    with pytest.raises(Exception, match="si è aperta"):
        change_window(finestra, lambda: pytest.fail("it was saved"))


# --- Following it -------------------------------------------------------------------------------


def test_the_page_says_how_far_each_project_is(scena: Scena, cast: Cast) -> None:
    ciclo, finestra = scena.progetto.ciclo, scena.consegna.finestra
    in_ritardo, consegnata, _chiusa = (
        make_consegna(stato, progetto=make_progetto(ciclo=ciclo), finestra=finestra)
        for stato in ("attesa", "consegnata", "chiusa")
    )
    expire(in_ritardo)
    expire(consegnata)
    make_rilevazione("dichiarata", consegna=consegnata)
    make_rilevazione("restituita", consegna=consegnata)
    pagina = enter(cast["responsabile"]).get(f"{FINESTRE}{finestra.codice}/")
    quadro = pagina.context["quadro"]
    conti = (quadro.da_consegnare, quadro.in_ritardo, quadro.consegnate, quadro.chiuse)
    assert (*conti, quadro.da_verificare, quadro.restituiti) == (1, 1, 1, 1, 1, 1)
    si_chiudono = [
        d.consegna for d in quadro.righe if f"/{d.consegna.codice}/chiudi/" in pagina.text
    ]
    assert set(si_chiudono) == {in_ritardo, consegnata}
    si_prorogano = [
        d.consegna for d in quadro.righe if f"/{d.consegna.codice}/proroga/" in pagina.text
    ]
    assert set(si_prorogano) == {scena.consegna, in_ritardo, consegnata}
    (voce,) = enter(cast["comitato"]).get(FINESTRE).context["finestre"]
    assert (voce.attese, voce.in_ritardo, voce.consegnate, voce.chiuse) == (2, 1, 1, 1)


@pytest.mark.parametrize("chi", ["asl", "comitato", "direzione"])
def test_only_the_responsabile_is_offered_more_time(chi: str, scena: Scena, cast: Cast) -> None:
    expire(scena.consegna)
    pagina = enter(cast[chi]).get(f"{FINESTRE}{scena.consegna.finestra.codice}/").text
    assert "/proroga/" not in pagina
    assert "/chiudi/" not in pagina


@pytest.mark.parametrize("quanti", [1, 3])
def test_as_many_queries_for_one_project_as_for_three(
    quanti: int, scena: Scena, responsabile: Client, django_assert_num_queries
) -> None:
    finestra = scena.consegna.finestra
    for n in range(quanti - 1):
        make_consegna(progetto=make_progetto(ciclo=scena.progetto.ciclo), finestra=finestra)
        make_finestra(
            ciclo=scena.progetto.ciclo,
            dal=date(2001 + n, 1, 1),
            al=date(2001 + n, 6, 30),
        )
    responsabile.get(FINESTRE)
    with django_assert_num_queries(7):
        responsabile.get(FINESTRE)
    with django_assert_num_queries(12):
        responsabile.get(f"{FINESTRE}{finestra.codice}/")


# --- More time, and closing early ---------------------------------------------------------------


def step(consegna: Consegna, passo: str) -> str:
    return f"/monitoraggio/consegne/{consegna.codice}/{passo}/"


def test_one_project_has_more_time_with_its_reason(scena: Scena, responsabile: Client) -> None:
    fino_a = (scena.consegna.scade_il + 5 * GIORNO).replace(microsecond=0)
    campi = {"motivo": "Sciopero.", "fino_a": typed(fino_a), "versione": scena.consegna.versione}
    assert responsabile.post(step(scena.consegna, "proroga"), campi).status_code == 302
    assert ProrogaConsegna.objects.get().scade_il == fino_a
    assert "Sciopero." in Messaggio.objects.get().testo
    doppia = responsabile.post(step(scena.consegna, "proroga"), campi)
    assert doppia.status_code == 409
    assert "Sciopero." in doppia.text
    assert ProrogaConsegna.objects.count() == 1


@pytest.mark.parametrize(
    ("campi", "campo", "detto"),
    [
        ({"motivo": ""}, "motivo", "Scrivere il motivo"),
        ({"fino_a": "01/01/2014 00:00:00"}, "fino_a", "deve venire dopo"),
        ({"fino_a": "31/12/9999 23:59:59"}, "fino_a", "al più un anno"),
        ({"fino_a": "fra un mese"}, "fino_a", "Scrivere giorno e ora"),
    ],
)
def test_what_cannot_be_granted_is_said_beside_its_field(
    campi: dict[str, str], campo: str, detto: str, scena: Scena, responsabile: Client
) -> None:
    giusti = {
        "motivo": "Sciopero.",
        "fino_a": typed(scena.consegna.scade_il + 5 * GIORNO),
        "versione": scena.consegna.versione,
    }
    pagina = responsabile.post(step(scena.consegna, "proroga"), {**giusti, **campi})
    assert detto in " ".join(pagina.context["form"].errors[campo])
    assert not ProrogaConsegna.objects.exists()


def test_an_expired_delivery_is_closed_early(
    scena: Scena, cast: Cast, responsabile: Client
) -> None:
    make_rilevazione("dichiarata", consegna=scena.consegna, indicatore=scena.incontri)
    campi = {"versione": scena.consegna.versione}
    presto = responsabile.post(step(scena.consegna, "chiudi"), campi, follow=True)
    assert "non è ancora scaduta" in presto.text
    expire(scena.consegna)
    assert "1 da verificare" in responsabile.get(step(scena.consegna, "chiudi")).text
    assert responsabile.post(step(scena.consegna, "chiudi"), campi).status_code == 302
    scena.consegna.refresh_from_db()
    assert scena.consegna.stato == StatoConsegna.CHIUSA
    assert ValoreFinestra.objects.filter(consegna=scena.consegna).count() == 2
    assert Passaggio.objects.about(scena.consegna).get().autore == cast["responsabile"]
    ancora = responsabile.post(step(scena.consegna, "chiudi"), campi, follow=True)
    assert "Adesso la consegna è" in ancora.text
