"""Who came is written, the quorum decides whether the meeting counts, its decisions are kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from conciliazione.models import Passaggio
from conciliazione.ricevute import new_token
from conciliazione.transizioni import available, perform
from rete.enums import EsitoDecisione, EsitoParere, QualitaMandato, StatoSeduta
from rete.models import (
    Ciclo,
    ConsistenzaDichiarata,
    Decisione,
    Organo,
    Parere,
    PresenzaSeduta,
    Seduta,
    Utente,
)
from rete.numero_legale import Conto
from rete.presenze import count_attendance, lines, record
from tests.factories import (
    make_accordo,
    make_adesione,
    make_decisione,
    make_mandato,
    make_organo,
    make_seduta,
    make_seggio,
    make_soggetto,
    make_utente,
)


@pytest.fixture
def organo(ciclo: Ciclo) -> Organo:
    """Three seats with a vote (one has a supplente, one is vacant) and one without."""
    organo = make_organo(slug="organo", denominazione="Organo di prova")
    for ordine, (nome, voto) in enumerate(
        [("Comuni", True), ("Sindacati", True), ("Imprese", True), ("Segreteria", False)], start=1
    ):
        seggio = make_seggio(organo=organo, ordine=ordine, categoria=nome, con_voto=voto)
        if nome != "Imprese":
            make_mandato(seggio=seggio)
    make_mandato(seggio=organo.seggi.get(ordine=1), qualita=QualitaMandato.SUPPLENTE)
    return organo


@pytest.fixture
def seduta(organo: Organo) -> Seduta:
    """A convened meeting whose hour has come."""
    return make_seduta(
        organo=organo, stato=StatoSeduta.CONVOCATA, inizio=timezone.now() - timedelta(hours=1)
    )


def mark(seduta: Seduta, **esiti: str) -> bool:
    return record(seduta, lines(seduta), {f"seggio-{k[1:]}": v for k, v in esiti.items()})


def marked(seduta: Seduta) -> dict[str, str]:
    righe = PresenzaSeduta.objects.filter(seduta=seduta)
    return dict(righe.values_list("seggio__categoria", "esito"))


# --- Attendance ---------------------------------------------------------------------------------


def test_who_came_is_who_holds_the_seat_on_the_day(seduta: Seduta) -> None:
    assert mark(seduta, s1="sostituito", s2="presente", s4="presente")
    venuti = {
        p.seggio.categoria: p.mandato.qualita
        for p in seduta.presenze.select_related("seggio", "mandato")
    }
    assert venuti == {"Comuni": "supplente", "Sindacati": "titolare", "Segreteria": "titolare"}
    conto = count_attendance(seduta)
    assert (conto.aventi_diritto, conto.presenti, conto.servono) == (3, 2, 2)


def test_marked_again_the_last_word_counts(seduta: Seduta) -> None:
    mark(seduta, s1="presente", s2="presente")
    mark(seduta, s1="assente")
    assert marked(seduta) == {"Comuni": "assente", "Sindacati": "presente"}


def test_of_two_people_who_mark_the_second_is_told(
    seduta: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    pagina = f"/rete/sedute/{seduta.codice}/presenze/"
    mark(Seduta.objects.get(pk=seduta.pk), s1="presente")
    risposta = client.post(pagina, {"versione": "1", "seggio-1": "assente", "seggio-2": "presente"})
    assert "Nel frattempo un’altra persona ha salvato" in risposta.text
    assert "Salvato ora: presente" in risposta.text
    assert '<option value="assente" selected>' in risposta.text
    assert marked(seduta) == {"Comuni": "presente"}
    versione = Seduta.objects.get(pk=seduta.pk).versione
    client.post(pagina, {"versione": str(versione), "seggio-1": "assente"})
    assert marked(seduta) == {"Comuni": "assente"}


def test_a_vacant_seat_cannot_be_present(seduta: Seduta, asl: Utente, client: Client) -> None:
    client.force_login(asl)
    pagina = f"/rete/sedute/{seduta.codice}/presenze/"
    risposta = client.post(pagina, {"versione": "1", "seggio-3": "presente"})
    assert "seggio vacante" in risposta.text
    assert "Scegli un&#x27;opzione valida" in risposta.text
    assert marked(seduta) == {}


@pytest.mark.parametrize(("cerca", "attesi"), [("", 3), ("ALFA", 1), ("niente", 0)])
def test_of_the_whole_network_there_is_a_line_for_each_soggetto(
    ciclo: Ciclo, asl: Utente, client: Client, cerca: str, attesi: int
) -> None:
    accordo = make_accordo(ciclo=ciclo)
    for nome in ("Alfa", "Beta", "Gamma"):
        make_adesione(
            accordo=accordo, soggetto=make_soggetto(slug=nome.lower(), denominazione=nome)
        )
    seduta = make_seduta(organo=make_organo(di_tutti=True), stato="convocata", ciclo=ciclo)
    client.force_login(asl)
    pagina = f"/rete/sedute/{seduta.codice}/presenze/?cerca={cerca}"
    testo = client.get(pagina).text
    assert testo.count('<select name="soggetto-') == attesi
    if attesi:
        client.post(pagina, {"versione": "1", "soggetto-alfa": "presente"})
        assert list(seduta.presenze.values_list("soggetto__slug", "esito")) == [
            ("alfa", "presente")
        ]


def test_of_the_whole_network_count_also_those_without_a_name(
    ciclo: Ciclo, asl: Utente, client: Client
) -> None:
    accordo = make_accordo(ciclo=ciclo)
    ConsistenzaDichiarata.objects.create(
        accordo=accordo, tipo="aderenti", numero=5, data=date(2014, 6, 27), fonte="Piano"
    )
    for slug in ("alfa", "beta"):
        dedotto = make_soggetto(slug=slug)
        make_adesione(accordo=accordo, soggetto=dedotto, tipo="dedotta", dal=None)
    seduta = make_seduta(
        organo=make_organo(di_tutti=True),
        stato="convocata",
        ciclo=ciclo,
        inizio=timezone.now() - timedelta(hours=1),
    )
    record(seduta, lines(seduta), {"soggetto-alfa": "presente", "soggetto-beta": "presente"})

    assert count_attendance(seduta) == Conto(5, 2, 3, 3)
    client.force_login(asl)
    testo = client.get(f"/rete/sedute/{seduta.codice}/presenze/").text
    assert "3 soggetti della Rete non sono registrati per nome: contano fra gli aventi" in testo
    detto = "Hanno diritto di voto in 5 \\(3 non registrati per nome\\); ne servivano 3"
    with pytest.raises(ValidationError, match=detto):
        perform(seduta, "hold", asl)


# --- Held, or deserted --------------------------------------------------------------------------


def test_with_the_quorum_it_is_held_and_who_was_not_marked_is_absent(
    seduta: Seduta, asl: Utente
) -> None:
    mark(seduta, s1="presente", s2="presente")
    perform(seduta, "hold", asl)
    assert (seduta.stato, seduta.numero_legale) == (StatoSeduta.TENUTA, 2)
    assert marked(seduta) == {
        "Comuni": "presente",
        "Sindacati": "presente",
        "Imprese": "assente",
        "Segreteria": "assente",
    }


def test_without_the_quorum_it_is_deserted(seduta: Seduta, asl: Utente) -> None:
    mark(seduta, s1="presente", s4="presente")
    with pytest.raises(ValidationError, match="Manca il numero legale"):
        perform(seduta, "hold", asl)
    perform(seduta, "desert", asl)
    assert seduta.stato == StatoSeduta.DESERTA


def test_with_the_quorum_it_is_not_deserted(seduta: Seduta, asl: Utente) -> None:
    mark(seduta, s1="presente", s2="presente")
    with pytest.raises(ValidationError, match="numero legale c’è"):
        perform(seduta, "desert", asl)


@pytest.mark.parametrize("verbo", ["hold", "desert"])
def test_before_its_day_it_is_neither(organo: Organo, asl: Utente, verbo: str) -> None:
    seduta = make_seduta(organo=organo, stato=StatoSeduta.CONVOCATA)
    with pytest.raises(ValidationError, match="non c’è ancora stata"):
        perform(seduta, verbo, asl)


def test_the_quorum_of_that_day_stays_when_the_organo_changes(
    seduta: Seduta, organo: Organo, asl: Utente
) -> None:
    mark(seduta, s1="presente", s2="presente")
    perform(seduta, "hold", asl)
    Organo.objects.update(numero_legale=3)
    assert Seduta.objects.get(pk=seduta.pk).numero_legale == 2


# --- Decisions ----------------------------------------------------------------------------------


@pytest.fixture
def tenuta(seduta: Seduta, asl: Utente, client: Client) -> Seduta:
    mark(seduta, s1="presente", s2="presente")
    perform(seduta, "hold", asl)
    client.force_login(asl)
    return seduta


def decide(client: Client, seduta: Seduta, **altro: str) -> object:
    dati = {"testo": "Si approva.", "esito": "approvata", "favorevoli": "2"}
    zeri = {"contrari": "0", "astenuti": "0", "punto": "", "gettone": new_token()}
    return client.post(f"/rete/sedute/{seduta.codice}/decisioni/", {**zeri, **dati, **altro})


def test_decisions_are_numbered_one_after_the_other(tenuta: Seduta, client: Client) -> None:
    for _ in range(2):
        assert decide(client, tenuta).status_code == 302
    assert list(tenuta.decisioni.values_list("numero", "favorevoli")) == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("sbagliato", "detto"),
    [
        ({"contrari": "1"}, "I voti sono 3, ma i presenti con diritto di voto erano 2."),
        ({"testo": ""}, "Campo obbligatorio."),
        ({"esito": "forse"}, "Scegli un&#x27;opzione valida"),
        ({"favorevoli": "-1"}, "maggiore o uguale a 0"),
        ({"favorevoli": "9" * 30}, "minore o uguale a"),
        ({"testo": "a\x00b"}, "I caratteri null non sono ammessi."),
        ({"punto": "99999999999999999999"}, "Scegli un&#x27;opzione valida"),
    ],
)
def test_a_wrong_decision_is_explained(
    tenuta: Seduta, client: Client, sbagliato: dict[str, str], detto: str
) -> None:
    risposta = decide(client, tenuta, **sbagliato)
    assert (risposta.status_code, detto in risposta.text) == (200, True)
    assert Decisione.objects.count() == 0


def test_a_decision_is_corrected_or_taken_away_until_the_minutes_close(
    tenuta: Seduta, asl: Utente, client: Client
) -> None:
    decide(client, tenuta)
    pagina = f"/rete/sedute/{tenuta.codice}/decisioni/1/"
    dati = {"testo": "Si respinge.", "esito": "respinta", "favorevoli": "0", "contrari": "2"}
    client.post(pagina, {**dati, "astenuti": "0", "punto": "", "versione": "1"})
    assert list(tenuta.decisioni.values_list("numero", "esito")) == [(1, EsitoDecisione.RESPINTA)]
    Seduta.objects.update(verbale="Testo.")
    perform(Seduta.objects.get(pk=tenuta.pk), "write_minutes", asl)
    assert "Le decisioni si registrano" in client.post(f"{pagina}togli/", follow=True).text
    assert tenuta.decisioni.count() == 1


def test_a_decision_pressed_twice_is_one(tenuta: Seduta, client: Client) -> None:
    for _ in range(2):
        risposta = decide(client, tenuta, gettone="lo-stesso")
        assert risposta["Location"] == f"/rete/sedute/{tenuta.codice}/decisioni/"
    assert tenuta.decisioni.count() == 1


def test_of_two_who_correct_a_decision_the_second_sees_the_first(
    tenuta: Seduta, client: Client
) -> None:
    decide(client, tenuta)
    pagina = f"/rete/sedute/{tenuta.codice}/decisioni/1/"
    form = client.get(pagina).context["form"]
    letti = {"versione": form["versione"].value(), "letti": form["letti"].value()}
    dati = {"esito": "approvata", "favorevoli": "2", "contrari": "0", "astenuti": "0", **letti}

    client.post(pagina, {**dati, "testo": "Si approva, con il bilancio."})
    seconda = client.post(pagina, {**dati, "testo": "Si approva, senza oneri."})

    assert tenuta.decisioni.get().testo == "Si approva, con il bilancio."
    (contrasto,) = seconda.context["form"].contrasti
    assert (contrasto.mio, contrasto.salvato) == (
        "Si approva, senza oneri.",
        "Si approva, con il bilancio.",
    )
    assert "nel frattempo un’altra persona ha salvato" in seconda.text


# --- Opinion ------------------------------------------------------------------------------------


OPINIONE = {
    "oggetto": "il Piano",
    "esito": "favorevole",
    "osservazioni": "",
    "gettone": "lo-stesso",
}


def test_an_opinion_given_in_a_meeting_is_linked_to_it(tenuta: Seduta, client: Client) -> None:
    for _ in range(2):
        client.post(f"/rete/sedute/{tenuta.codice}/parere/", OPINIONE)
    parere = Parere.objects.get()
    assert (parere.seduta, parere.organo, parere.esito, parere.reso_il) == (
        tenuta,
        tenuta.organo,
        EsitoParere.FAVOREVOLE,
        timezone.localdate(tenuta.inizio),
    )
    client.logout()
    assert tenuta.get_absolute_url() in client.get(tenuta.organo.get_absolute_url()).text


def correct(client: Client, parere: Parere, **altro: object) -> object:
    """An opinion corrected as the page posts it."""
    pagina = f"/rete/sedute/{parere.seduta.codice}/pareri/{parere.slug}/"
    form = client.get(pagina).context["form"]
    letti = {nome: form[nome].value() or "" for nome in form.fields}
    return client.post(pagina, {**letti, **altro})


@pytest.fixture
def parere(tenuta: Seduta, client: Client) -> Parere:
    client.post(f"/rete/sedute/{tenuta.codice}/parere/", OPINIONE)
    return Parere.objects.get()


def test_an_opinion_is_corrected_with_a_reason_and_what_it_said_stays(
    parere: Parere, asl: Utente, client: Client
) -> None:
    dati = {"esito": "contrario", "osservazioni": "Manca la copertura.", "motivo": "Scambiato"}
    risposta = correct(client, parere, **dati)

    assert risposta["Location"] == f"{parere.seduta.get_absolute_url()}#pareri"
    parere.refresh_from_db()
    assert (parere.esito, parere.osservazioni) == ("contrario", "Manca la copertura.")
    passaggio = Passaggio.objects.about(parere).get()
    assert (passaggio.autore, passaggio.motivo) == (asl, "Scambiato")
    assert passaggio.dati == {"esito": "favorevole", "osservazioni": ""}
    client.logout()
    letta = client.get(parere.seduta.get_absolute_url()).text
    assert "prima diceva: esito «Favorevole»; osservazioni «nessuna». Perché: Scambiato" in letta
    assert ">Correggi<" not in letta


@pytest.mark.parametrize(
    ("altro", "dove", "detto"),
    [
        ({"motivo": "", "esito": "contrario"}, "motivo", "Scrivere perché"),
        ({"motivo": "Errore"}, "__all__", "Non è cambiato nulla"),
        ({"motivo": "a\x00", "esito": "contrario"}, "motivo", "I caratteri null"),
        ({"motivo": "Errore", "oggetto": ""}, "oggetto", "Campo obbligatorio"),
    ],
)
def test_a_correction_that_is_none_is_explained(
    parere: Parere, client: Client, altro: dict[str, str], dove: str, detto: str
) -> None:
    errori = correct(client, parere, **altro).context["form"].errors

    assert list(errori) == [dove]
    assert errori[dove][0].startswith(detto)
    assert Passaggio.objects.about(parere).count() == 0


def test_of_two_who_correct_an_opinion_the_second_is_told(parere: Parere, client: Client) -> None:
    form = client.get(f"/rete/sedute/{parere.seduta.codice}/pareri/{parere.slug}/").context["form"]
    letti = {"versione": form["versione"].value(), "letti": form["letti"].value()}
    correct(client, parere, oggetto="Il Piano 2014", motivo="Prima")

    seconda = correct(client, parere, oggetto="Il Piano 2015", motivo="Seconda", **letti)

    assert len(seconda.context["form"].contrasti) == 1
    assert [p.motivo for p in Passaggio.objects.about(parere)] == ["Prima"]


# --- Every step, by every person ----------------------------------------------------------------

PASSI = {
    "programmata": {"convene", "cancel"},
    "convocata": {"amend", "change_agenda", "hold", "desert", "postpone", "cancel"},
    "tenuta": {"write_minutes"},
    "verbalizzata": {"correct_minutes", "approve_minutes"},
    "approvata": {"publish_minutes"},
    "deserta": set(),
    "rinviata": set(),
    "annullata": set(),
}
# Of these, what the person chosen for the minutes may do who has no other right here.
DEL_SEGRETARIO = {"write_minutes", "correct_minutes"}


@pytest.mark.parametrize("stato", PASSI)
@pytest.mark.parametrize(
    "nome",
    [
        *("asl", "responsabile", "direzione", "regione", "capofila", "partner"),
        *("comitato", "tavolo", "estraneo", "superutente"),
    ],
)
def test_who_may_take_each_step_in_each_state(
    stato: str, nome: str, request: pytest.FixtureRequest
) -> None:
    persona = request.getfixturevalue(nome)
    seduta = make_seduta(stato=stato)
    gestisce = nome in ("asl", "responsabile")
    assert set(transizioni_di(seduta, persona)) == (PASSI[stato] if gestisce else set())
    Seduta.objects.filter(pk=seduta.pk).update(segretario=persona)
    seduta.refresh_from_db()
    ha_un_ruolo = nome not in ("estraneo", "superutente")
    suoi = PASSI[stato] & DEL_SEGRETARIO if ha_un_ruolo else set()
    assert set(transizioni_di(seduta, persona)) == (PASSI[stato] if gestisce else suoi)


def transizioni_di(seduta: Seduta, persona: Utente) -> list[str]:
    return list(available(seduta, persona))


def test_nobody_and_the_portal_itself_take_no_step() -> None:
    seduta = Seduta(stato="programmata", organo=Organo(livello="rete"))
    assert transizioni_di(seduta, None) == []


def test_a_right_that_ended_is_gone_at_the_next_request(
    seduta: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    pagina = f"/rete/sedute/{seduta.codice}/presenze/"
    assert client.get(pagina).status_code == 200
    asl.deleghe.update(revocato_alle=timezone.now())
    assert client.get(pagina).status_code == 403


def test_a_stranger_with_a_decision_number_learns_nothing(estraneo: Utente, client: Client) -> None:
    decisione = make_decisione()
    client.force_login(make_utente())
    pagina = f"/rete/sedute/{decisione.seduta.codice}/decisioni/{decisione.numero}/"
    assert client.get(pagina).status_code == 403
