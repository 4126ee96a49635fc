"""A capofila makes the commissione of its own call, convenes it and concludes: nobody else's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import NotAllowed, perform
from progetti.chi_puo_valutare import organi_for
from progetti.enums import StatoAvviso, StatoProposta, StatoValutazione
from progetti.models import Avviso, DichiarazioneInteressi, Proposta, Punteggio, Valutazione
from progetti.permissions import leader_of
from progetti.transitions.schede import reveal_if_complete
from rete.lettere import Lettera
from rete.models import Delega, Mandato, Organo, Seduta, Utente
from rete.permissions import (
    can_manage_organo,
    can_view_meeting,
    meetings_visible_to,
    organi_managed_by,
    organi_visible_to,
)
from tests.cast import make_cast
from tests.factories import (
    make_atto,
    make_delega,
    make_mandato,
    make_organo,
    make_progetto,
    make_punto,
    make_seduta,
    make_seggio,
    make_soggetto,
    make_stanziamento,
    make_utente,
    make_voce,
)
from tests.factories.avvisi import make_proposta, make_quota_proposta
from tests.progetti.avvisi import act, expire, make_ready

pytestmark = pytest.mark.django_db
OGGI = timezone.localdate
LETTERA = Lettera("Convocazione", "Ci si vede.")


@pytest.fixture
def avviso(capofila: Utente, alleanza: object) -> Avviso:
    """A draft of second level, within the money of its project, that nobody scores yet."""
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo)
    make_stanziamento(voce=make_voce(progetto=progetto, scopo="progetto"), importo=Decimal(9_000))
    return make_ready(
        emanante=leader_of(progetto),
        livello="secondo",
        progetto=progetto,
        dotazione=9_000,
        massimale=None,
        chi_propone="soggetto",
        organo=None,
    )


def enter(client: Client, utente: Utente) -> Client:
    client.force_login(utente)
    return client


def token(client: Client, indirizzo: str) -> str:
    return client.get(indirizzo).context["form"]["gettone"].value()


def make_panel(client: Client, avviso: Avviso, **altro: object) -> object:
    indirizzo = f"/avvisi/{avviso.slug}/commissione/"
    dati = {
        "gettone": token(client, indirizzo),
        "denominazione": "Commissione «L’Adda & c.»",
        "giorni_di_preavviso": "0",
        "seggi": "Presidente\n\n  Esperto   di bilanci ",
        "atto": make_atto().slug,
    }
    return client.post(indirizzo, {**dati, **altro})


def name(client: Client, organo: Organo, ordine: int, email: str, **altro: object) -> object:
    indirizzo = f"/rete/organi/{organo.slug}/seggi/{ordine}/designa/"
    dati = {
        "gettone": token(client, indirizzo),
        "email": email,
        "nome": "Persona nominata",
        "qualita": "titolare",
        "designato_da": organo.soggetto.slug,
        "dal": str(OGGI()),
        "motivo": "Nominata dal capofila",
        "atto": make_atto().slug,
    }
    return client.post(indirizzo, {**dati, **altro})


def own_panel(capofila: Utente) -> Organo:
    soggetto = Delega.objects.get(utente=capofila).soggetto
    return make_organo(livello="progetto", soggetto=soggetto)


# --- The whole story ---------------------------------------------------------------------------


def test_from_the_commissione_to_the_outcome(
    client: Client, capofila: Utente, avviso: Avviso
) -> None:
    enter(client, capofila)
    risposta = make_panel(client, avviso)
    organo = Organo.objects.get(soggetto=avviso.emanante)
    assert risposta["Location"] == f"/rete/organi/{organo.slug}/composizione/"
    assert list(organo.seggi.values_list("ordine", "categoria", "soggetto")) == [
        (1, "Presidente", avviso.emanante_id),
        (2, "Esperto di bilanci", avviso.emanante_id),
    ]

    for ordine, email in [(1, "Prima@Altrove.example"), (2, "seconda@altrove.example")]:
        assert name(client, organo, ordine, email).status_code == 302
    membri = list(Mandato.objects.filter(seggio__organo=organo).order_by("seggio__ordine"))
    assert [m.utente.email for m in membri] == ["prima@altrove.example", "seconda@altrove.example"]
    assert all(m.atto_id and m.dato_da == capofila for m in membri)
    inviti = Messaggio.objects.filter(chiave__startswith="invito:")
    assert sorted(inviti.values_list("destinatario", flat=True)) == [m.utente.email for m in membri]

    choose_panel(client, avviso, organo)
    act(Avviso.objects.get(pk=avviso.pk), "publish", capofila)
    avviso = score(Avviso.objects.get(pk=avviso.pk), capofila, membri)
    seduta = hold(client, avviso, organo, capofila)
    perform(avviso, "link_meeting", capofila, seduta=seduta)
    perform(avviso, "rank", capofila)
    act(avviso, "conclude", capofila)

    assert avviso.stato == StatoAvviso.CONCLUSO
    assert Proposta.objects.get(avviso=avviso).stato == StatoProposta.FINANZIATA
    chi = Passaggio.objects.about(seduta).values_list("autore", flat=True)
    assert set(chi) == {capofila.pk}


def choose_panel(client: Client, avviso: Avviso, organo: Organo) -> None:
    indirizzo = f"/avvisi/{avviso.slug}/prepara/valutazione/"
    modulo = client.get(indirizzo).context["form"]
    assert [o.slug for o in modulo.fields["organo"].queryset] == [organo.slug]
    dati = {
        "versione": modulo["versione"].value(),
        "letti": modulo["letti"].value(),
        "organo": organo.slug,
        "numero_legale": "2",
        "soglia": "60",
        "ambito_incompatibilita": "procedura",
    }
    assert client.post(indirizzo, dati).status_code == 302
    avviso.refresh_from_db()
    assert avviso.organo == organo


def score(avviso: Avviso, capofila: Utente, membri: list[Mandato]) -> Avviso:
    """A proposal comes, the two members score it, each for themselves."""
    proposta = make_proposta(StatoProposta.AMMISSIBILE, avviso=avviso, proponente=make_soggetto())
    make_delega(soggetto=proposta.proponente)
    make_quota_proposta(proposta=proposta, fonte="regionale", importo=Decimal(1_000))
    expire(avviso)
    perform(avviso, "close", capofila)
    perform(avviso, "open_scoring", capofila)
    for mandato in membri:
        DichiarazioneInteressi.objects.create(avviso=avviso, mandato=mandato, testo="Nessuno.")
        scheda = Valutazione.objects.get(mandato=mandato)
        Punteggio.objects.filter(valutazione=scheda).update(punti=8, motivazione="Vale.")
        perform(scheda, "deliver", Utente.objects.get(pk=mandato.utente_id))
    reveal_if_complete(avviso)
    for mandato in membri:
        scheda = Valutazione.objects.get(mandato=mandato)
        perform(scheda, "confirm", Utente.objects.get(pk=mandato.utente_id))
    assert set(Valutazione.objects.values_list("stato", flat=True)) == {StatoValutazione.CONFERMATA}
    return Avviso.objects.get(pk=avviso.pk)


def hold(client: Client, avviso: Avviso, organo: Organo, capofila: Utente) -> Seduta:
    """The capofila plans, convenes and holds the meeting, and closes its minutes."""
    inizio = timezone.localtime() + timedelta(days=3)
    dati = {"organo": organo.slug, "inizio": f"{inizio:%Y-%m-%dT%H:%M}", "luogo": "Sala"}
    gettone = token(client, "/rete/sedute/nuova/")
    assert client.post("/rete/sedute/nuova/", {"gettone": gettone, **dati}).status_code == 302
    seduta = Seduta.objects.get(organo=organo)
    make_punto(seduta=seduta, ordine=1, titolo="Valutazione delle proposte")
    perform(seduta, "convene", capofila, lettera=LETTERA)
    Seduta.objects.filter(pk=seduta.pk).update(inizio=timezone.now() - timedelta(hours=1))
    seduta = Seduta.objects.get(pk=seduta.pk)
    presenti = {"versione": seduta.versione, "seggio-1": "presente", "seggio-2": "presente"}
    client.post(f"/rete/sedute/{seduta.codice}/presenze/", presenti)
    perform(Seduta.objects.get(pk=seduta.pk), "hold", capofila)
    Seduta.objects.filter(pk=seduta.pk).update(verbale="Si è valutato.")
    seduta = Seduta.objects.get(pk=seduta.pk)
    perform(seduta, "write_minutes", capofila)
    return seduta


# --- Nobody else's -----------------------------------------------------------------------------


def test_a_call_is_scored_only_by_an_organo_of_who_issues_it(
    capofila: Utente, avviso: Avviso
) -> None:
    della_rete, senza = make_organo(), make_organo(livello="progetto")
    altrui = make_organo(livello="progetto", soggetto=make_soggetto())
    suo = own_panel(capofila)
    assert list(organi_for(avviso)) == [suo]
    for organo in (della_rete, senza, altrui):
        make_seggio(organo=organo)
        make_seggio(organo=organo)
        Avviso.objects.filter(pk=avviso.pk).update(organo=organo)
        with pytest.raises(ValidationError, match="è di chi emana l’avviso"):
            act(Avviso.objects.get(pk=avviso.pk), "publish", capofila)


def test_a_call_of_the_network_is_not_scored_by_the_commissione_of_a_capofila(
    capofila: Utente, responsabile: Utente
) -> None:
    bando = make_ready(apre_il=timezone.now() + timedelta(days=1))
    act(bando, "publish", responsabile)
    with pytest.raises(ValidationError, match="è di chi emana l’avviso"):
        act(bando, "correct", responsabile, reason="Cambia.", cambi={"organo": own_panel(capofila)})


def test_only_an_organo_of_a_project_is_of_a_soggetto() -> None:
    organo = make_organo(soggetto=None)
    organo.soggetto = make_soggetto()
    with pytest.raises(ValidationError, match="Solo un organo di progetto"):
        organo.validate_constraints()


def test_who_manages_an_organo_is_one_rule() -> None:
    cast = make_cast()
    organi = [make_organo(), own_panel(cast["capofila"])]
    organi.append(make_organo(livello="progetto", soggetto=make_soggetto()))
    for utente in cast.values():
        assert list(organi_managed_by(utente).filter(pk__in=[o.pk for o in organi])) == [
            o
            for o in Organo.objects.filter(pk__in=[o.pk for o in organi])
            if can_manage_organo(utente, o)
        ]
    assert list(organi_managed_by(cast["capofila"])) == [organi[1]]
    assert not organi_managed_by(cast["partner"]).exists()


def test_the_meetings_of_its_commissione_are_seen_by_one_rule() -> None:
    cast = make_cast()
    sedute = [make_seduta(organo=own_panel(cast["capofila"])), make_seduta()]
    for utente in cast.values():
        visibili = set(meetings_visible_to(utente))
        assert visibili == {s for s in sedute if can_view_meeting(utente, s)}
    assert set(meetings_visible_to(cast["capofila"])) == {sedute[0]}
    assert set(meetings_visible_to(cast["partner"])) == set()


def test_the_right_ends_with_the_delega(client: Client, capofila: Utente) -> None:
    organo = own_panel(capofila)
    seduta = make_seduta(organo=organo)
    mandato = make_mandato(seggio=make_seggio(organo=organo))
    enter(client, capofila)
    pagine = [
        f"/rete/organi/{organo.slug}/composizione/",
        f"/rete/organi/{organo.slug}/seggi/aggiungi/",
        f"/rete/mandati/{mandato.codice}/termina/",
        f"/rete/sedute/{seduta.codice}/convoca/",
    ]
    assert [client.get(p).status_code for p in pagine] == [200] * 4
    Delega.objects.filter(utente=capofila).update(revocato_alle=timezone.now())
    assert [client.get(p).status_code for p in pagine] == [404] * 4
    assert not organi_visible_to(Utente.objects.get(pk=capofila.pk)).exists()
    with pytest.raises(NotAllowed):
        perform(seduta, "cancel", Utente.objects.get(pk=capofila.pk), reason="No.")


# --- Naming, ending ----------------------------------------------------------------------------


def test_the_people_of_the_portal_are_not_listed(client: Client, capofila: Utente) -> None:
    make_utente(nome="Riservata Persona")
    organo = own_panel(capofila)
    seggio = make_seggio(organo=organo, ordine=1, soggetto=organo.soggetto)
    mandato = make_mandato(seggio=seggio, designato_da=organo.soggetto)
    enter(client, capofila)
    for pagina in (
        f"/rete/organi/{organo.slug}/seggi/1/designa/",
        f"/rete/mandati/{mandato.codice}/sostituisci/",
        "/rete/sedute/nuova/",
    ):
        assert "Riservata Persona" not in client.get(pagina).content.decode()


def test_who_is_known_already_is_named_and_not_made_again(client: Client, capofila: Utente) -> None:
    nota = make_utente(email="nota@rete.example", nome="Nome vero", password="una-frase-lunga")
    organo = own_panel(capofila)
    make_seggio(organo=organo, ordine=1, soggetto=organo.soggetto)
    name(enter(client, capofila), organo, 1, "NOTA@rete.example")
    assert Mandato.objects.get().utente == nota
    nota.refresh_from_db()
    assert nota.nome == "Nome vero"
    assert not Messaggio.objects.filter(chiave__startswith="invito:").exists()


def test_nobody_names_themselves(client: Client, capofila: Utente) -> None:
    organo = own_panel(capofila)
    make_seggio(organo=organo, ordine=1, soggetto=organo.soggetto)
    risposta = name(enter(client, capofila), organo, 1, capofila.email)
    assert "Nessuno registra un incarico proprio" in risposta.content.decode()
    assert not Mandato.objects.exists()


def test_a_mandato_ends_with_its_act_or_passes_on(client: Client, capofila: Utente) -> None:
    organo = own_panel(capofila)
    posti = [make_seggio(organo=organo, ordine=n, soggetto=organo.soggetto) for n in (1, 2)]
    primo, secondo = (make_mandato(seggio=s, designato_da=organo.soggetto) for s in posti)
    enter(client, capofila)
    fine = {"quando": "subito", "motivo_fine": "Ha lasciato", "atto": make_atto().slug}
    torna = f"/rete/organi/{organo.slug}/composizione/"
    risposta = client.post(f"/rete/mandati/{primo.codice}/termina/", fine)
    assert (risposta.status_code, risposta["Location"]) == (302, torna)
    dati = {**fine, "email": "terza@altrove.example", "nome": "Terza"}
    dati["nuovo_designato_da"] = organo.soggetto.slug
    risposta = client.post(f"/rete/mandati/{secondo.codice}/sostituisci/", dati)
    assert (risposta.status_code, risposta["Location"]) == (302, torna)
    for mandato in (primo, secondo):
        mandato.refresh_from_db()
        assert mandato.revocato_alle is not None
        assert (mandato.finito_da, mandato.atto_fine_id is not None) == (capofila, True)
    assert Mandato.objects.vigenti().get().utente.email == "terza@altrove.example"


# --- Bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scritto", "detto"),
    [
        ({"seggi": " \n "}, "Scrivere almeno un seggio."),
        ({"seggi": "x" * 161}, "Il seggio 1 è più lungo di 160 caratteri."),
        ({"seggi": "\n".join("abcdefghijklmnopqrstu")}, "Al massimo 20 seggi."),
        ({"denominazione": ""}, "obbligatori"),
        ({"atto": ""}, "Scegliere l’atto dall’elenco"),
        ({"giorni_di_preavviso": "-1"}, "maggiore o uguale a 0"),
        ({"denominazione": "a\x00b"}, "caratteri null"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    client: Client, capofila: Utente, avviso: Avviso, scritto: dict, detto: str
) -> None:
    risposta = make_panel(enter(client, capofila), avviso, **scritto)
    assert (risposta.status_code, detto in risposta.content.decode()) == (200, True)
    assert not Organo.objects.filter(soggetto__isnull=False).exists()


def test_a_double_click_makes_one(client: Client, capofila: Utente, avviso: Avviso) -> None:
    enter(client, capofila)
    for _ in range(2):
        assert make_panel(client, avviso, gettone="lo-stesso").status_code == 302
    assert Organo.objects.filter(soggetto=avviso.emanante).count() == 1


def test_a_seat_is_added_once(client: Client, capofila: Utente) -> None:
    organo = own_panel(capofila)
    make_seggio(organo=organo, ordine=4)
    enter(client, capofila)
    dati = {"gettone": "g", "categoria": "Consigliera di parità"}
    for _ in range(2):
        client.post(f"/rete/organi/{organo.slug}/seggi/aggiungi/", dati)
    aggiunto = organo.seggi.get(categoria="Consigliera di parità")
    assert (organo.seggi.count(), aggiunto.ordine, aggiunto.soggetto) == (2, 5, organo.soggetto)
