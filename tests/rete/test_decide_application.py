"""The pages with which the staff examine and decide a membership request."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conciliazione.date import format_day
from conciliazione.documenti import can_read
from conciliazione.models import Messaggio, Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import available, perform
from rete.enums import EsitoVerifica, StatoDomanda, UsoModello
from rete.lettere import CORTESIA
from rete.models import (
    Atto,
    DomandaAdesione,
    NotaDomanda,
    Soggetto,
    Sospensione,
    Utente,
    VerificaDomanda,
)
from tests.factories import (
    make_adesione,
    make_allegato,
    make_atto,
    make_bozza,
    make_domanda,
    make_modello,
    make_nota_domanda,
    make_passaggio,
    make_soggetto,
    make_sospensione,
    make_verifica,
    make_voce_verifica,
)

IN_ESAME = StatoDomanda.IN_ISTRUTTORIA
ATTO = {
    "atto_tipo": "determinazione",
    "atto_emanante": "Direttore Generale",
    "atto_numero": "12",
    "atto_data": "2026-06-03",
    "atto_oggetto": "Adesione alla Rete",
}
LETTERA = {"oggetto": "Esito", "testo": "Con [[atto]], dal [[dal]]."}


@pytest.fixture
def capo(client: Client, responsabile: Utente) -> Client:
    client.force_login(responsabile)
    return client


def path(domanda: DomandaAdesione, passo: str = "") -> str:
    return f"/rete/domande/{domanda.codice}/{f'{passo}/' if passo else ''}"


def post(client: Client, domanda: DomandaAdesione, passo: str, **dati: object) -> object:
    """A step as the page posts it: with the version that it was read at, and «Invia»."""
    dati = {"versione": domanda.versione, "invia": "1", **dati}
    return client.post(path(domanda, passo), dati)


def reread(domanda: DomandaAdesione) -> DomandaAdesione:
    return DomandaAdesione.objects.get(pk=domanda.pk)


def errors(risposta: object) -> dict[str, list[str]]:
    return dict(risposta.context["form"].errors)


# --- The page ----------------------------------------------------------------------------------


def test_the_page_tells_all_that_is_known_of_a_request(capo: Client, asl: Utente) -> None:
    domanda = make_domanda(IN_ESAME, denominazione="Aurora", assegnata_a=asl)
    make_allegato(domanda=domanda)
    make_nota_domanda(domanda=domanda, testo="Ho telefonato")
    make_verifica(domanda=domanda, esito=EsitoVerifica.NO, nota="Manca la data")
    make_passaggio(domanda, "take", autore=asl, in_veste_di="Operatore")
    make_soggetto(denominazione="Aurora", slug="aurora")

    testo = capo.get(path(domanda)).content.decode()

    for parole in (
        domanda.codice_fiscale,
        "Ho telefonato",
        "Manca la data",
        "Presa in carico",
        f"{asl} (Operatore)",
        "/rete/soggetti/aurora/",
        "stesso nome",
    ):
        assert parole in testo


@pytest.mark.parametrize("stato", [s.value for s in StatoDomanda if s != StatoDomanda.BOZZA])
def test_every_state_has_its_page_with_the_buttons_that_work(
    capo: Client, responsabile: Utente, stato: str
) -> None:
    domanda = make_domanda(stato)
    if stato in ("integrazione_richiesta", "preavviso"):
        make_sospensione(domanda=domanda)

    azioni = capo.get(path(domanda)).context["azioni"]

    mostrate = {parole for _, parole in azioni}
    possibili = available(reread(domanda), responsabile)
    altrove = {"match", "protocol"}
    assert mostrate == {t.label for verbo, t in possibili.items() if verbo not in altrove}
    for slug, _ in azioni:
        assert capo.get(path(domanda, slug)).status_code == 200


@pytest.mark.parametrize("quante", [1, 3])
def test_a_page_costs_the_same_with_one_row_of_each_kind_and_with_three(
    capo: Client, django_assert_num_queries, quante: int
) -> None:
    domanda = make_domanda(IN_ESAME, denominazione="Aurora Nuova")
    for n in range(quante):
        make_allegato(domanda=domanda)
        make_nota_domanda(domanda=domanda)
        make_verifica(domanda=domanda)
        make_passaggio(domanda, "take")
        simile = make_soggetto(denominazione=f"Aurora {n}")
        make_adesione(accordo=domanda.accordo, soggetto=simile)
    capo.get(path(domanda))

    with django_assert_num_queries(25):
        capo.get(path(domanda))


def test_a_draft_is_nobodys_business(capo: Client) -> None:
    assert capo.get(path(make_bozza())).status_code == 404


def test_who_only_reads_has_no_buttons_and_may_not_post(client: Client, direzione: Utente) -> None:
    domanda = make_domanda()
    client.force_login(direzione)

    assert client.get(path(domanda)).context["azioni"] == []
    assert client.get(path(domanda, "prendi-in-carico")).status_code == 403
    assert client.post(path(domanda, "nota"), {"testo": "x"}).status_code == 403


def test_the_operatore_examines_and_does_not_decide(client: Client, asl: Utente) -> None:
    domanda = make_domanda(IN_ESAME)
    client.force_login(asl)

    slugs = [slug for slug, _ in client.get(path(domanda)).context["azioni"]]
    assert slugs == ["integrazioni", "assegna"]
    assert client.get(path(domanda, "accogli")).status_code == 403


def test_files_are_for_the_staff_once_the_request_was_sent(asl: Utente, partner: Utente) -> None:
    inviata = make_allegato(domanda=make_domanda()).documento
    bozza = make_allegato(domanda=make_bozza()).documento

    assert [can_read(asl, inviata), can_read(asl, bozza), can_read(partner, inviata)] == [
        True,
        False,
        False,
    ]


# --- Steps -------------------------------------------------------------------------------------


def test_one_takes_a_request_in_charge(capo: Client, responsabile: Utente) -> None:
    domanda = make_domanda()

    risposta = post(capo, domanda, "prendi-in-carico", assegnata_a=responsabile.codice)

    assert risposta["Location"] == path(domanda)
    assert reread(domanda).assegnata_a == responsabile
    passaggio = Passaggio.objects.about(domanda).get()
    assert passaggio.in_veste_di == "Responsabile del procedimento (Ente)"


def test_a_request_is_not_given_to_who_does_not_work_here(capo: Client, partner: Utente) -> None:
    domanda = make_domanda()

    risposta = post(capo, domanda, "prendi-in-carico", assegnata_a=partner.codice)

    assert list(errors(risposta)) == ["assegnata_a"]
    assert reread(domanda).stato == StatoDomanda.INVIATA


def test_a_mail_is_shown_as_it_leaves_before_it_leaves(capo: Client) -> None:
    make_modello(uso=UsoModello.INTEGRAZIONE, testo="Per [[denominazione]]: [[motivo]]")
    domanda = make_domanda(IN_ESAME)
    modulo = capo.get(path(domanda, "integrazioni")).context["form"]
    assert modulo["testo"].value() == f"Per {domanda.denominazione}: [[motivo]]"
    dati = {
        "motivo": "Lo statuto",
        "rispondere_entro": today() + timedelta(days=5),
        "oggetto": "Manca qualcosa",
        "testo": modulo["testo"].value(),
        "versione": domanda.versione,
    }

    anteprima = capo.post(path(domanda, "integrazioni"), dati).context["anteprima"]

    assert anteprima.intera == f"Per {domanda.denominazione}: Lo statuto\n\n{CORTESIA}\n"
    assert Messaggio.objects.count() == 0
    post(capo, domanda, "integrazioni", **dati)
    assert Messaggio.objects.get().testo == anteprima.intera
    assert Sospensione.objects.get().testo == "Lo statuto"


def test_what_was_typed_comes_back_to_be_changed(capo: Client) -> None:
    domanda = make_domanda(IN_ESAME)
    dati = {"motivo": "Uno", "oggetto": "Due", "testo": "Tre", "modifica": "1"}

    risposta = post(capo, domanda, "preavviso", **dati)

    assert "anteprima" not in risposta.context
    assert [risposta.context["form"][nome].value() for nome in ("motivo", "oggetto", "testo")] == [
        "Uno",
        "Due",
        "Tre",
    ]
    assert reread(domanda).stato == IN_ESAME


def test_an_unknown_reference_is_an_error_by_its_field(capo: Client) -> None:
    domanda = make_domanda(IN_ESAME)

    risposta = post(
        capo, domanda, "preavviso", motivo="M", oggetto="[[codice]]", testo="[[pippo]] [[motivo]]"
    )

    (detto,) = errors(risposta)["testo"]
    assert detto.startswith("Il portale non sa che cosa sia [[pippo]]. Si può usare: ")
    assert reread(domanda).stato == IN_ESAME


@pytest.mark.parametrize("giorno", ["", "ieri", "2014-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_makes_no_sense_is_refused_by_its_field(capo: Client, giorno: str) -> None:
    domanda = make_domanda(IN_ESAME)

    risposta = post(
        capo, domanda, "integrazioni", motivo="M", oggetto="O", testo="T", rispondere_entro=giorno
    )

    assert list(errors(risposta)) == ["rispondere_entro"]


def test_accepting_with_an_act_typed_here(capo: Client, responsabile: Utente) -> None:
    domanda = make_domanda(IN_ESAME)

    risposta = post(capo, domanda, "accogli", dal=today(), **ATTO, **LETTERA)

    assert risposta["Location"] == path(domanda)
    atto = Atto.objects.get(numero="12")
    assert (reread(domanda).stato, reread(domanda).atto) == ("accolta", atto)
    mail = Messaggio.objects.get(destinatario=domanda.email)
    inizio = f"Con Determinazione n. 12 del 3 giugno 2026, dal {format_day(today())}."
    assert mail.testo.startswith(inizio)


def test_accepting_with_an_act_that_is_there(capo: Client) -> None:
    domanda, atto = make_domanda(IN_ESAME), make_atto()

    post(capo, domanda, "accogli", dal=today(), atto=atto.slug, **LETTERA)

    assert (reread(domanda).atto, Atto.objects.count()) == (atto, 1)


def test_without_an_act_nothing_is_decided(capo: Client) -> None:
    domanda = make_domanda(IN_ESAME)

    assert list(errors(post(capo, domanda, "accogli", dal=today(), **LETTERA))) == ["atto"]
    assert reread(domanda).stato == IN_ESAME


def test_a_protocol_has_number_and_day(capo: Client) -> None:
    domanda, atto = make_domanda(IN_ESAME), make_atto()
    senza = {"dal": today(), "atto": atto.slug, "protocollo": "7", **LETTERA}

    assert list(errors(post(capo, domanda, "accogli", **senza))) == ["protocollo_del"]
    post(capo, domanda, "protocollo", protocollo="7/2026", protocollo_del=today())
    assert (reread(domanda).protocollo, reread(domanda).protocollo_del) == ("7/2026", today())


def test_who_looks_like_somebody_is_accepted_as_new_only_by_saying_so(capo: Client) -> None:
    make_soggetto(denominazione="Aurora")
    domanda, atto = make_domanda(IN_ESAME, denominazione="Aurora S.r.l."), make_atto()
    dati = {"dal": today(), "atto": atto.slug, **LETTERA}

    assert list(errors(post(capo, domanda, "accogli", **dati))) == ["nuovo"]
    post(capo, domanda, "accogli", nuovo="on", **dati)
    assert reread(domanda).soggetto.denominazione == "Aurora S.r.l."


def test_what_the_rules_refuse_stands_by_its_field_with_what_was_typed(capo: Client) -> None:
    soggetto = make_soggetto()
    domanda, atto = make_domanda(IN_ESAME, soggetto=soggetto), make_atto()
    make_adesione(accordo=domanda.accordo, soggetto=soggetto, al=today())

    risposta = post(capo, domanda, "accogli", dal=today(), atto=atto.slug, **LETTERA)

    assert list(errors(risposta)) == ["dal"]
    assert risposta.context["form"]["testo"].value() == LETTERA["testo"]


def test_a_request_that_somebody_decided_keeps_what_one_had_typed(
    capo: Client, responsabile: Utente
) -> None:
    domanda = make_domanda(IN_ESAME)
    perform(domanda, "accept", responsabile, record_act=make_atto)

    risposta = post(capo, domanda, "preavviso", motivo="Opera altrove", oggetto="O", testo="T")

    testo = risposta.content.decode()
    assert risposta.status_code == 409
    assert "Adesso la domanda è «accolta»." in testo
    assert "Registrato l’atto di accoglimento" in testo
    assert "Opera altrove" in testo
    assert Passaggio.objects.about(domanda).count() == 1


def test_a_request_that_changed_meanwhile_is_shown_again_and_then_confirmed(
    capo: Client, responsabile: Utente
) -> None:
    domanda, atto = make_domanda(IN_ESAME), make_atto()
    dati = {"dal": today(), "atto": atto.slug, **LETTERA}
    perform(reread(domanda), "protocol", responsabile, protocollo="9", protocollo_del=today())

    risposta = post(capo, domanda, "accogli", **dati)

    assert reread(domanda).stato == IN_ESAME
    assert "Protocollo scritto" in risposta.content.decode()
    assert risposta.context["form"]["versione"].value() == reread(domanda).versione
    post(capo, reread(domanda), "accogli", **dati)
    assert reread(domanda).stato == StatoDomanda.ACCOLTA


def test_refusing_without_a_warning_says_what_the_law_wants(capo: Client) -> None:
    risposta = capo.get(path(make_domanda(IN_ESAME), "respingi"))

    assert risposta.status_code == 409
    assert "Prima del rigetto serve il preavviso" in risposta.content.decode()


def test_refusing_after_the_observations(capo: Client) -> None:
    domanda, atto = make_domanda(StatoDomanda.OSSERVAZIONI), make_atto()
    make_sospensione(domanda=domanda, al=today(), risposta="No", risposta_il=timezone.now())

    post(capo, domanda, "respingi", motivo="Opera altrove", atto=atto.slug, **LETTERA)

    assert (reread(domanda).stato, reread(domanda).atto) == ("respinta", atto)


def test_a_step_that_does_not_exist_is_not_found(capo: Client) -> None:
    assert capo.get(path(make_domanda(), "regala")).status_code == 404


# --- Register, checks, notes -------------------------------------------------------------------


def test_the_register_is_compared_field_by_field_and_somebody_is_chosen(capo: Client) -> None:
    soggetto = make_soggetto(denominazione="Aurora", localita="Opera")
    domanda = make_domanda(IN_ESAME, denominazione="Aurora", localita="Melegnano")

    ((_, differenze),) = capo.get(path(domanda, "confronto")).context["candidati"]
    viste = {d.campo: (d.domanda, d.scheda, d.uguali) for d in differenze}
    assert viste["denominazione"] == ("Aurora", "Aurora", True)
    assert viste["località"] == ("Melegnano", "Opera", False)
    capo.post(path(domanda, "confronto"), {"soggetto": soggetto.slug})

    assert reread(domanda).soggetto == soggetto


def test_saying_that_it_is_nobody_is_remembered(capo: Client) -> None:
    make_soggetto(denominazione="Aurora")
    domanda = make_domanda(IN_ESAME, denominazione="Aurora S.r.l.")

    capo.post(path(domanda, "confronto"), {"soggetto": ""})

    assert capo.get(path(domanda)).context["nuovo"] is True
    assert "nuovo" not in capo.get(path(domanda, "accogli")).context["form"].fields


def test_somebody_else_is_searched_by_name(capo: Client) -> None:
    soggetto = make_soggetto(denominazione="Tutt’altro nome")
    domanda = make_domanda(IN_ESAME)

    assert capo.get(path(domanda, "confronto")).context["candidati"] == []
    ((candidato, _),) = capo.get(path(domanda, "confronto") + "?cerca=ALTRO").context["candidati"]
    assert candidato.soggetto == soggetto


@pytest.mark.parametrize("slug", ["nessuno", "\0", "x" * 300])
def test_a_soggetto_that_is_not_there_is_not_chosen(capo: Client, slug: str) -> None:
    domanda = make_domanda(IN_ESAME)

    risposta = capo.post(path(domanda, "confronto"), {"soggetto": slug})

    assert reread(domanda).soggetto is None
    assert risposta.status_code in (302, 404)


def test_two_people_mark_the_checks_and_none_is_lost(
    capo: Client, responsabile: Utente, asl: Utente
) -> None:
    domanda = make_domanda(IN_ESAME)
    una, altra = make_voce_verifica(), make_voce_verifica()
    aperta = initial_data(capo.get(path(domanda, "controlli")))
    make_verifica(domanda=domanda, voce=una, esito=EsitoVerifica.NO, fatta_da=asl)

    aperta[f"esito_{altra.ordine}"] = "si"
    aperta[f"nota_{altra.ordine}"] = "Visto lo statuto"
    capo.post(path(domanda, "controlli"), aperta)

    scritte = VerificaDomanda.objects.order_by("voce").values_list("esito", "nota", "fatta_da")
    assert list(scritte) == [("no", "", asl.pk), ("si", "Visto lo statuto", responsabile.pk)]


def initial_data(risposta: object) -> dict[str, str]:
    """The fields of a form as a browser would send them back untouched."""
    testo = risposta.content.decode()
    nomi = re.findall(r'name="((?:initial-)?(?:esito|nota)_\d+)"', testo)
    return dict.fromkeys(nomi, "")


def test_a_check_is_taken_back(capo: Client, asl: Utente) -> None:
    domanda = make_domanda(IN_ESAME)
    fatta = make_verifica(domanda=domanda, fatta_da=asl)
    ordine = fatta.voce.ordine

    capo.post(
        path(domanda, "controlli"),
        {f"initial-esito_{ordine}": "si", f"esito_{ordine}": "", f"nota_{ordine}": ""},
    )

    assert VerificaDomanda.objects.count() == 0


def test_a_note_of_a_check_goes_with_an_outcome(capo: Client) -> None:
    domanda, voce = make_domanda(IN_ESAME), make_voce_verifica()

    risposta = capo.post(path(domanda, "controlli"), {f"nota_{voce.ordine}": "Forse"})

    assert list(errors(risposta)) == [f"esito_{voce.ordine}"]


def test_a_note_is_written_once_however_often_it_is_pressed(
    capo: Client, responsabile: Utente
) -> None:
    domanda = make_domanda(IN_ESAME)
    gettone = capo.get(path(domanda)).context["nota"]["gettone"].value()

    for _ in range(2):
        capo.post(path(domanda, "nota"), {"testo": "Sentito il referente", "gettone": gettone})

    nota = NotaDomanda.objects.get()
    assert (nota.testo, nota.autore) == ("Sentito il referente", responsabile)


def test_an_empty_note_is_refused_with_words(capo: Client) -> None:
    risposta = capo.post(path(make_domanda(), "nota"), {"testo": "", "gettone": "x" * 20})

    assert errors(risposta)["testo"] == ["Scrivere la nota."]


def test_a_soggetto_keeps_its_name_when_its_request_is_accepted(capo: Client) -> None:
    soggetto = make_soggetto(denominazione="Aurora")
    domanda, atto = make_domanda(IN_ESAME, soggetto=soggetto), make_atto()

    pagina = capo.get(path(domanda, "accogli"))
    assert next(d.campo for d in pagina.context["differenze"]) == "denominazione"
    post(capo, domanda, "accogli", dal=today(), atto=atto.slug, **LETTERA)

    assert Soggetto.objects.get(pk=soggetto.pk).denominazione == "Aurora"
