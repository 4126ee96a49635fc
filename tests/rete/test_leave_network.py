"""A soggetto leaves the network, and another one takes its place."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from conciliazione.cifre import Lettura
from conciliazione.models import Messaggio, Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import StaleState
from rete.enums import RuoloDelega, TipoAtto
from rete.models import Adesione, ConsistenzaDichiarata, Soggetto, Successione, Utente
from rete.recessi import AlreadyLeft, Recesso, leave, take_back
from tests.factories import make_accordo, make_adesione, make_delega, make_soggetto, make_utente

PAGINA = "/rete/soggetti/alfa/recesso/"
ANNULLA = f"{PAGINA}annulla/"
SUCCESSIONE = "/rete/soggetti/alfa/successione/"
DOMANI = today() + timedelta(days=1)


@pytest.fixture
def soggetto(ciclo: object) -> Soggetto:
    return make_soggetto(slug="alfa", denominazione="Alfa")


@pytest.fixture
def adesione(soggetto: Soggetto, ciclo: object) -> Adesione:
    return make_adesione(accordo=make_accordo(ciclo=ciclo), soggetto=soggetto, dal=date(2014, 9, 1))


@pytest.fixture
def referente(soggetto: Soggetto) -> Utente:
    utente = make_utente(nome="Chi fa da referente", email="ada@alfa.example")
    make_delega(utente=utente, soggetto=soggetto, ruolo=RuoloDelega.REFERENTE)
    return utente


def test_the_referente_leaves_and_the_history_stays(
    client: Client, adesione: Adesione, referente: Utente, asl: Utente
) -> None:
    client.force_login(referente)
    client.post(PAGINA, {"al": DOMANI, "motivo": "Cambiamo attività"})
    adesione.refresh_from_db()
    assert (adesione.al, adesione.motivo_fine) == (DOMANI, "Cambiamo attività")
    assert (adesione.fine_scritta_da, adesione.fine_scritta_il is not None) == (referente, True)
    assert sorted(Messaggio.objects.values_list("destinatario", flat=True)) == sorted(
        [asl.email, referente.email]
    )
    assert referente.deleghe.vigenti().count() == 1
    assert "Aderente" in client.get("/rete/soggetti/alfa/").text


def test_a_recesso_typed_twice_is_one(
    client: Client, adesione: Adesione, referente: Utente
) -> None:
    client.force_login(referente)
    client.post(PAGINA, {"al": DOMANI, "motivo": "Prima"})
    risposta = client.post(PAGINA, {"al": today(), "motivo": "Seconda"})
    assert "Il recesso è già registrato" in risposta.text
    adesione.refresh_from_db()
    assert (adesione.al, adesione.motivo_fine) == (DOMANI, "Prima")
    chiavi = list(Messaggio.objects.values_list("chiave", flat=True))
    assert len(chiavi) == len(set(chiavi)) == 1


def test_two_at_once_are_one(adesione: Adesione, referente: Utente) -> None:
    vista = Adesione.objects.get(pk=adesione.pk)
    leave(adesione, Recesso(DOMANI, "Prima"), referente)
    with pytest.raises(AlreadyLeft):
        leave(vista, Recesso(today(), "Seconda"), referente)
    assert Adesione.objects.get(pk=adesione.pk).motivo_fine == "Prima"


@pytest.mark.parametrize(
    ("chi", "al", "detto"),
    [
        (
            "asl",
            date(2014, 8, 31),
            "L’adesione non era ancora cominciata: comincia il 1° settembre 2014.",
        ),
        ("referente", today() - timedelta(days=1), "È un giorno già passato"),
        ("asl", date(1, 1, 1), "Controllare l’anno."),
        ("asl", date(9999, 12, 31), "Controllare l’anno."),
        ("asl", "ieri", "Inserisci una data valida."),
        ("asl", "", "Scrivere l’ultimo giorno."),
    ],
)
def test_a_day_that_cannot_be_the_last_is_said_by_the_field(
    request: pytest.FixtureRequest,
    client: Client,
    adesione: Adesione,
    chi: str,
    al: object,
    detto: str,
) -> None:
    client.force_login(request.getfixturevalue(chi))
    risposta = client.post(PAGINA, {"al": al, "motivo": "Motivo scritto"})
    form = risposta.context["form"]
    assert list(form.errors) == ["al"]
    assert form.errors["al"][0].startswith(detto)
    assert form["motivo"].value() == "Motivo scritto"
    adesione.refresh_from_db()
    assert adesione.al is None


def test_the_staff_may_record_a_day_that_is_over(
    client: Client, adesione: Adesione, asl: Utente
) -> None:
    client.force_login(asl)
    client.post(PAGINA, {"al": "2015-03-31", "motivo": "Comunicato per PEC"})
    adesione.refresh_from_db()
    assert adesione.al == date(2015, 3, 31)


def test_without_an_adhesion_there_is_nothing_to_leave(
    client: Client, soggetto: Soggetto, asl: Utente
) -> None:
    client.force_login(asl)
    assert "Non fa parte della Rete" in client.get(PAGINA).text
    assert "Non fa parte della Rete" in client.post(PAGINA, {"al": DOMANI, "motivo": "x"}).text


def test_who_was_only_deduced_is_taken_from_the_declared_number(
    client: Client, soggetto: Soggetto, ciclo: object, asl: Utente
) -> None:
    accordo = make_accordo(ciclo=ciclo)
    ConsistenzaDichiarata.objects.create(
        accordo=accordo, tipo="sottoscrittori", numero=20, data=date(2014, 6, 27), fonte="Piano"
    )
    make_adesione(accordo=accordo, soggetto=soggetto, tipo="dedotta", dal=None)
    client.force_login(asl)
    dati = {"al": "2015-03-31", "motivo": "Comunicato per PEC"}
    assert list(client.post(PAGINA, dati).context["form"].errors) == ["tipo"]
    client.post(PAGINA, dati | {"tipo": "sottoscrittore"})
    letture = [
        Lettura(ciclo, g).value("rete.membri") for g in (date(2015, 3, 31), date(2015, 4, 1))
    ]
    assert letture == [20, 19]
    assert (
        "Sottoscrittore dell&#x27;Accordo, fino a marzo 2015"
        in client.get("/rete/soggetti/alfa/").text
    )


# --- Recorded by mistake ------------------------------------------------------------------------


def history(adesione: Adesione) -> list[tuple[str, str, str, str, Utente]]:
    passaggi = Passaggio.objects.about(adesione)
    return [(p.verbo, p.da, p.a, p.motivo, p.autore) for p in passaggi]


def test_a_recesso_recorded_by_mistake_is_taken_back_and_both_stay_in_the_history(
    client: Client, adesione: Adesione, referente: Utente, asl: Utente
) -> None:
    prima = Adesione.objects.values().get()
    client.force_login(referente)
    client.post(PAGINA, {"al": today(), "motivo": "Scheda sbagliata"})
    client.force_login(asl)
    assert "Annulla il recesso" in client.get(PAGINA).text
    client.post(ANNULLA, {"motivo": "Era un altro"})
    assert Adesione.objects.values().get() == prima
    assert history(adesione) == [
        ("leave", "aperta", "finita", "Scheda sbagliata", referente),
        ("take_back", "finita", "aperta", "Era un altro", asl),
    ]
    tolto = Passaggio.objects.about(adesione).last()
    assert tolto.in_veste_di.startswith("Operatore")
    assert tolto.dati == {
        "al": today().isoformat(),
        "motivo": "Scheda sbagliata",
        "tipo": adesione.tipo,
    }
    annullati = Messaggio.objects.filter(oggetto="Alfa: recesso annullato")
    assert sorted(annullati.values_list("destinatario", flat=True)) == sorted(
        [asl.email, referente.email]
    )
    letta = client.get(PAGINA).text
    assert "recesso annullato" in letta
    assert "Era un altro" in letta


def test_one_taken_back_may_be_recorded_again_and_is_told_again(
    adesione: Adesione, referente: Utente, asl: Utente
) -> None:
    for _ in range(2):
        leave(adesione, Recesso(DOMANI, "Motivo"), referente)
        take_back(adesione, asl, "Errore")
    leave(adesione, Recesso(DOMANI, "Motivo"), referente)
    assert Messaggio.objects.filter(destinatario=referente.email).count() == 5
    assert len(history(adesione)) == 5


def test_who_was_only_deduced_is_deduced_again_and_counted_as_before(
    soggetto: Soggetto, ciclo: object, asl: Utente
) -> None:
    accordo = make_accordo(ciclo=ciclo)
    ConsistenzaDichiarata.objects.create(
        accordo=accordo, tipo="aderenti", numero=12, data=date(2014, 6, 27), fonte="Piano"
    )
    adesione = make_adesione(accordo=accordo, soggetto=soggetto, tipo="dedotta", dal=None)
    leave(adesione, Recesso(date(2015, 3, 31), "PEC", "aderente"), asl)
    assert Lettura(ciclo, date(2015, 4, 1)).value("rete.membri") == 11
    take_back(adesione, asl, "Scheda sbagliata")
    assert (adesione.tipo, adesione.dal, adesione.al) == ("dedotta", None, None)
    assert Lettura(ciclo, date(2015, 4, 1)).value("rete.membri") == 12


def deduced(soggetto: Soggetto, ciclo: object, **accordo: object) -> Adesione:
    return make_adesione(
        accordo=make_accordo(ciclo=ciclo, **accordo), soggetto=soggetto, tipo="dedotta", dal=None
    )


def test_one_only_deduced_does_not_end_before_anybody_counted_it(
    client: Client, soggetto: Soggetto, ciclo: object, asl: Utente
) -> None:
    adesione = deduced(soggetto, ciclo)
    for giorno in (date(2014, 6, 27), date(2015, 6, 27)):
        ConsistenzaDichiarata.objects.create(
            accordo=adesione.accordo, tipo="aderenti", numero=12, data=giorno, fonte="Piano"
        )
    client.force_login(asl)
    dati = {"motivo": "PEC", "tipo": "aderente"}

    risposta = client.post(PAGINA, {"al": "2014-06-26", **dati})

    assert risposta.context["form"].errors == {
        "al": ["Di questa adesione si sa dal 27 giugno 2014: l’ultimo giorno non può venire prima."]
    }
    client.post(PAGINA, {"al": "2014-06-27", **dati})
    adesione.refresh_from_db()
    assert adesione.al == date(2014, 6, 27)


def test_where_nobody_counted_it_does_not_end_before_the_agreement(
    soggetto: Soggetto, ciclo: object, asl: Utente
) -> None:
    adesione = deduced(soggetto, ciclo, sottoscritto_il=date(2014, 7, 10))

    with pytest.raises(ValidationError, match="dal 10 luglio 2014"):
        leave(adesione, Recesso(date(2014, 7, 9), "PEC", "aderente"), asl)
    leave(adesione, Recesso(date(2014, 7, 10), "PEC", "aderente"), asl)


def test_of_two_at_once_one_takes_it_back(adesione: Adesione, asl: Utente) -> None:
    leave(adesione, Recesso(today(), "Errore"), asl)
    vista = Adesione.objects.get(pk=adesione.pk)
    take_back(adesione, asl, "Prima")
    with pytest.raises(StaleState):
        take_back(vista, asl, "Seconda")
    assert [riga[3] for riga in history(adesione)] == ["Errore", "Prima"]


def test_an_adhesion_passed_on_is_no_recesso_to_take_back(
    client: Client, adesione: Adesione, asl: Utente
) -> None:
    make_soggetto(slug="beta", denominazione="Beta")
    client.force_login(asl)
    client.post(SUCCESSIONE, {"a": "beta", "dal": "2016-01-01", "passa": "on"})
    assert "Annulla il recesso" not in client.get(PAGINA).text
    risposta = client.post(ANNULLA, {"motivo": "Errore"})
    assert "l’adesione è passata a Beta" in risposta.text
    assert "Errore</textarea>" in risposta.text
    adesione.refresh_from_db()
    assert adesione.al == date(2015, 12, 31)


def test_after_another_adhesion_began_it_is_said(adesione: Adesione, asl: Utente) -> None:
    leave(adesione, Recesso(date(2015, 3, 31), "Errore"), asl)
    make_adesione(accordo=adesione.accordo, soggetto=adesione.soggetto, dal=date(2016, 1, 1))
    with pytest.raises(ValidationError, match="aderisce già alla Rete"):
        take_back(adesione, asl, "Errore")
    assert len(history(adesione)) == 1


@pytest.mark.parametrize("motivo", ["", "   ", "x" * 241, "a\x00"])
def test_a_bad_reason_takes_nothing_back(
    client: Client, adesione: Adesione, asl: Utente, motivo: str
) -> None:
    leave(adesione, Recesso(today(), "Errore"), asl)
    client.force_login(asl)
    risposta = client.post(ANNULLA, {"motivo": motivo})
    assert list(risposta.context["form"].errors) == ["motivo"]
    adesione.refresh_from_db()
    assert adesione.al == today()


def test_without_a_recesso_there_is_nothing_to_take_back(
    client: Client, adesione: Adesione, asl: Utente
) -> None:
    client.force_login(asl)
    assert "Non c’è un recesso da annullare" in client.get(ANNULLA, follow=True).text


def test_the_referente_records_it_but_does_not_take_it_back(
    client: Client, adesione: Adesione, referente: Utente
) -> None:
    leave(adesione, Recesso(today(), "Errore"), referente)
    client.force_login(referente)
    assert "Annulla il recesso" not in client.get(PAGINA).text
    assert client.post(ANNULLA, {"motivo": "Errore"}).status_code == 403


# --- Succession --------------------------------------------------------------------------------


def test_a_succession_is_told_on_both_cards_and_passes_the_adhesion_on(
    client: Client, adesione: Adesione, asl: Utente
) -> None:
    beta = make_soggetto(slug="beta", denominazione="Beta")
    client.force_login(asl)
    dati = {"a": "beta", "dal": "2016-01-01", "passa": "on", "nota": "Riordino"}
    risposta = client.post(SUCCESSIONE, dati)
    assert risposta.status_code == 302
    adesione.refresh_from_db()
    assert adesione.al == date(2015, 12, 31)
    nuova = beta.adesioni.get()
    assert (nuova.dal, nuova.tipo, nuova.accordo) == (
        date(2016, 1, 1),
        adesione.tipo,
        adesione.accordo,
    )
    assert 'Dal 1° gennaio 2016 gli succede <a href="/rete/soggetti/beta/">Beta</a>' in (
        client.get("/rete/soggetti/alfa/").text
    )
    assert 'Dal 1° gennaio 2016 succede a <a href="/rete/soggetti/alfa/">Alfa</a>' in (
        client.get("/rete/soggetti/beta/").text
    )
    giorni = (date(2015, 12, 31), date(2016, 1, 1))
    letture = [Lettura(adesione.accordo.ciclo, giorno) for giorno in giorni]
    assert [lettura.value("rete.membri") for lettura in letture] == [1, 1]
    assert [lettura.value("rete.recessi") for lettura in letture] == [0, 1]


def test_a_succession_may_leave_the_adhesion_and_record_its_act(
    client: Client, adesione: Adesione, asl: Utente
) -> None:
    make_soggetto(denominazione="Beta", partita_iva="00743110157")
    client.force_login(asl)
    atto = {
        "atto_tipo": TipoAtto.values[0],
        "atto_emanante": "Regione",
        "atto_data": "2015-08-11",
        "atto_oggetto": "Riordino",
    }
    risposta = client.post(SUCCESSIONE, {"a": "IT 00743-110157", "dal": "2016-01-01"} | atto)
    assert risposta.status_code == 302, risposta.context["form"].errors
    riga = Successione.objects.select_related("a", "atto").get()
    assert (riga.a.denominazione, riga.atto.oggetto) == ("Beta", "Riordino")
    adesione.refresh_from_db()
    assert adesione.al is None


@pytest.mark.parametrize(
    ("dati", "dove", "detto"),
    [
        ({"a": "Alfa"}, "a", "Un soggetto non succede a sé stesso."),
        ({"a": "Nessuno"}, "a", "Nessun soggetto del registro"),
        ({"a": "Gamma"}, "a", "Corrispondono più soggetti: Gamma due; Gamma uno."),
        ({"a": ""}, "a", "Scrivere chi gli succede."),
        ({"dal": "0001-01-01"}, "dal", "Controllare l’anno."),
        ({"dal": "2014-09-01", "passa": "on"}, "__all__", "L’adesione da passare comincia"),
        ({"a": "gia"}, "__all__", ""),
    ],
)
def test_what_is_wrong_in_a_succession_writes_nothing(
    client: Client, adesione: Adesione, asl: Utente, dati: dict[str, str], dove: str, detto: str
) -> None:
    for nome in ("Beta", "Gamma uno", "Gamma due"):
        make_soggetto(denominazione=nome)
    gia = make_soggetto(slug="gia")
    Successione.objects.create(da=adesione.soggetto, a=gia, dal=date(2015, 1, 1))
    client.force_login(asl)
    risposta = client.post(SUCCESSIONE, {"a": "Beta", "dal": "2016-01-01"} | dati)
    errori = risposta.context["form"].errors
    assert list(errori) == [dove]
    assert errori[dove][0].startswith(detto)
    assert Successione.objects.count() == Adesione.objects.count() == 1
    adesione.refresh_from_db()
    assert adesione.al is None
