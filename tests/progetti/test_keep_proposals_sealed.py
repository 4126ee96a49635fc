"""While a call is open nobody but who proposes learns that a proposal was sent, nor how many."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from alleanze.models import Alleanza
from conciliazione import velo
from conciliazione.admin import amministrazione
from conciliazione.models import Elaborazione, Messaggio
from conciliazione.transizioni import perform
from progetti.carta_proposta import GENERE
from progetti.enums import StatoAvviso
from progetti.inviti_proposta import ask
from progetti.models import Avviso, PartecipazioneProposta, Proposta, TipoProva
from rete.models import Soggetto, Utente
from tests.factories import (
    make_allegato_proposta,
    make_avviso,
    make_criterio,
    make_delega,
    make_documento,
    make_partecipazione,
    make_utente,
)
from tests.progetti.avvisi import act
from tests.progetti.completa import make_complete

pytestmark = pytest.mark.django_db

ALTRI = (
    *("estraneo", "partner", "comitato", "tavolo", "regione"),
    *("asl", "direzione", "responsabile", "superutente"),
)
PARTNER = "chi-partecipa@rete.example"
TITOLO = "Un titolo che nessuno deve leggere"
TESTO = {"testo": "Un testo corretto"}
# What changes at every answer, or with the clock of the server.
RUMORE = (
    r'name="csrfmiddlewaretoken" value="\w+"',
    r'name="gettone" value="[^"]+"',
    r'nonce="[^"]+"',
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[^\"<]*",
    r"\b\d{2}:\d{2}(:\d{2})?\b",
    r'"?(secondi|adesso|ora)"?\s*[:=]\s*"?[\d.]+"?',
)


@pytest.fixture
def avviso(ciclo: object) -> Avviso:
    return make_avviso(ciclo=ciclo)


@pytest.fixture
def proponente(alleanza: Alleanza) -> Soggetto:
    """Of the network already, in both worlds: its referente too."""
    soggetto = alleanza.partenariati.get(ruolo="capofila").soggetto
    make_delega(utente=make_utente(email="chi-propone@rete.example"), soggetto=soggetto)
    return soggetto


def hidden(avviso: Avviso, proponente: Soggetto) -> Proposta:
    """Sent with a file, its receipt, its PDF, a partner who was asked: all that leaves a trace."""
    chi = proponente.deleghe.first().utente
    proposta = make_complete(
        avviso=avviso, proponente=proponente, alleanza=None, titolo=TITOLO, creata_da=chi
    )
    make_allegato_proposta(proposta=proposta, titolo=TITOLO)
    altro = Soggetto.objects.exclude(pk=proponente.pk).order_by("pk").first()
    partner = make_partecipazione(proposta=proposta, soggetto=altro, compito=TITOLO, email=PARTNER)
    _answered(proposta, partner)
    perform(Proposta.objects.get(pk=proposta.pk), "send", chi)
    Elaborazione.objects.filter(genere=GENERE).update(documento=make_documento(nome=TITOLO))
    return proposta


def _answered(proposta: Proposta, partner: PartecipazioneProposta) -> None:
    ask(partner)
    perform(partner, "confirm", None, risposto_da="Chi firma")


# Where things are listed, counted, announced, found or offered to programs.
PAGINE = (
    *("home", "search", "novita", "site_map", "sitemap", "scrivania", "progetti:progetti"),
    *("avvisi:avvisi", "avvisi:call_feed", "rete:rete", "rete:soggetti", "alleanze:alleanze"),
)


def pages(avviso: Avviso) -> Iterator[str]:
    """Those pages, the call's, its examination, and the tables of the hall in the admin."""
    for nome in PAGINE:
        yield reverse(nome)
    yield avviso.get_absolute_url()
    yield reverse("proposte:istruttoria", args=[avviso.slug])
    yield f"{reverse('search')}?q=titolo"
    for modello in amministrazione._registry:
        if modello._meta.app_label == "conciliazione":
            nome = modello._meta.label_lower.replace(".", "_")
            yield reverse(f"admin:{nome}_changelist")
    yield reverse("admin:rete_atto_add")


def seen(client: Client, avviso: Avviso) -> dict[str, str]:
    """What each page answers, without what changes at every answer."""
    risposte = {}
    for indirizzo in pages(avviso):
        risposta = client.get(indirizzo)
        corpo = b"".join(risposta) if risposta.streaming else risposta.content
        testo = corpo.decode(errors="replace").replace(risposta.get("X-Request-ID", "-"), "")
        for che in RUMORE:
            testo = re.sub(che, "", testo)
        risposte[indirizzo] = f"{risposta.status_code} {risposta.get('Location', '')} {testo}"
    return risposte


def differences(client: Client, avviso: Avviso, proponente: Soggetto) -> list[str]:
    """The pages that change when a proposal is sent on the call."""
    TipoProva.objects.create(slug="registro", denominazione="Registro")
    prima = seen(client, avviso)
    proposta = hidden(avviso, proponente)
    dopo = seen(client, avviso)
    assert set(prima) == set(dopo)
    assert not any(proposta.codice in testo or TITOLO in testo for testo in dopo.values())
    return [indirizzo for indirizzo, testo in dopo.items() if testo != prima[indirizzo]]


@pytest.mark.parametrize("chi", ALTRI)
def test_every_page_is_the_same_with_and_without_a_proposal(
    client: Client,
    request: pytest.FixtureRequest,
    avviso: Avviso,
    proponente: Soggetto,
    chi: str,
) -> None:
    client.force_login(request.getfixturevalue(chi))

    assert differences(client, avviso, proponente) == []


def test_for_who_has_not_entered_too(client: Client, avviso: Avviso, proponente: Soggetto) -> None:
    assert differences(client, avviso, proponente) == []


def test_without_the_veil_the_admin_would_tell(
    client: Client,
    superutente: object,
    avviso: Avviso,
    proponente: Soggetto,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: the comparison sees what leaks."""
    monkeypatch.setattr(velo, "_hidden", defaultdict(list))
    client.force_login(superutente)
    prima = seen(client, avviso)
    hidden(avviso, proponente)
    dopo = seen(client, avviso)

    diverse = {indirizzo.split("?")[0] for indirizzo in dopo if dopo[indirizzo] != prima[indirizzo]}
    tabelle = {
        reverse(f"admin:conciliazione_{nome}_changelist")
        for nome in ("copiasigillata", "documento", "elaborazione", "messaggio", "passaggio")
    }
    assert diverse == {*tabelle, reverse("admin:rete_atto_add")}


@pytest.mark.parametrize(
    "modello", ["proposta", "valutazione", "punteggio", "punteggioconsegnato", "incompatibilita"]
)
def test_django_s_admin_has_no_table_of_proposals_or_scores(modello: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:progetti_{modello}_changelist")


def test_after_the_closing_the_staff_find_it(
    client: Client, asl: object, avviso: Avviso, proponente: Soggetto
) -> None:
    proposta = hidden(avviso, proponente)
    adesso = timezone.now()
    Avviso.objects.update(stato=StatoAvviso.CHIUSO, chiude_il=adesso, chiuso_il=adesso)
    client.force_login(asl)

    scrivania = client.get(reverse("scrivania")).text
    elenco = client.get(reverse("proposte:istruttoria", args=[avviso.slug])).text

    assert f"1 proposta da esaminare: «{avviso.titolo}»" in scrivania
    assert proposta.codice in elenco


def test_the_mail_of_a_sealed_proposal_goes_to_who_proposes_alone(
    avviso: Avviso, proponente: Soggetto, asl: object, responsabile: object
) -> None:
    hidden(avviso, proponente)

    suoi = {delega.utente.email for delega in proponente.deleghe.all()} | {PARTNER}
    assert set(Messaggio.objects.values_list("destinatario", flat=True)) == suoi


def test_nobody_sees_who_is_told_that_the_call_was_corrected(
    client: Client, avviso: Avviso, proponente: Soggetto, responsabile: Utente, superutente: Utente
) -> None:
    make_criterio(avviso=avviso, peso=100)
    hidden(avviso, proponente)
    act(Avviso.objects.get(pk=avviso.pk), "correct", responsabile, reason="Perché.", cambi=TESTO)
    detti = Messaggio.objects.filter(chiave__startswith=f"avviso:{avviso.slug}:")
    chi = {delega.utente.email for delega in proponente.deleghe.all()}
    assert set(detti.values_list("destinatario", flat=True)) == chi

    client.force_login(superutente)
    pagina = client.get(reverse("admin:conciliazione_messaggio_changelist")).text

    assert [email for email in (*chi, PARTNER) if email in pagina] == []
