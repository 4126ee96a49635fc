"""The staff say which proposals of a closed call are admissible; who proposes answers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conciliazione.models import Messaggio
from conciliazione.periodi import today
from conciliazione.transizioni import NotAllowed, ReasonMissing, available, perform
from progetti.enums import StatoAvviso, StatoProposta
from progetti.models import Avviso, Incompatibilita, Proposta, RichiestaProposta
from progetti.promemoria_proposte import close_overdue, remind
from progetti.transitions.proposte import PROPOSTA
from rete.models import Atto, Ciclo, Utente
from rete.termini import end_of_term
from tests.factories import (
    make_atto,
    make_avviso,
    make_mandato,
    make_requisito,
    make_seggio,
    make_termine,
)
from tests.progetti.completa import make_complete, make_referente

pytestmark = pytest.mark.django_db


@pytest.fixture
def avviso(ciclo: Ciclo) -> Avviso:
    make_termine(procedimento="avviso", giorni_integrazione=10, giorni_osservazioni=10)
    return make_avviso(ciclo=ciclo)


@pytest.fixture
def proposta(avviso: Avviso) -> Proposta:
    """Sent in time, on a call that is now closed."""
    proposta = make_complete(avviso=avviso)
    perform(proposta, "send", make_referente(proposta))
    adesso = timezone.now()
    Avviso.objects.filter(pk=avviso.pk).update(
        stato=StatoAvviso.CHIUSO, chiude_il=adesso, chiuso_il=adesso
    )
    Messaggio.objects.all().delete()
    return Proposta.objects.select_related("avviso", "proponente").get(pk=proposta.pk)


def referente_of(proposta: Proposta) -> Utente:
    return Utente.objects.get(deleghe__soggetto=proposta.proponente)


def verbs(proposta: Proposta, user: Utente) -> set[str]:
    """What that person may do now, of what is in this table."""
    return set(available(proposta, user)) & set(PROPOSTA)


def overdue(proposta: Proposta) -> None:
    RichiestaProposta.objects.update(entro_il=today() - timedelta(days=1))


def test_who_may_do_what(proposta: Proposta, asl: Utente, responsabile: Utente) -> None:
    assert verbs(proposta, asl) == {"admit", "ask_clarification"}
    assert verbs(proposta, responsabile) == {"admit", "ask_clarification", "warn_exclusion"}
    assert verbs(proposta, referente_of(proposta)) == {"withdraw"}


def test_before_the_closing_nobody_examines(avviso: Avviso, responsabile: Utente) -> None:
    proposta = make_complete(avviso=avviso)
    perform(proposta, "send", make_referente(proposta))

    assert verbs(proposta, responsabile) == set()
    with pytest.raises(NotAllowed):
        perform(proposta, "admit", responsabile)


def test_it_is_admitted_when_every_requirement_is_there(proposta: Proposta, asl: Utente) -> None:
    primo = make_requisito(avviso=proposta.avviso, testo="La firma")
    secondo = make_requisito(avviso=proposta.avviso, testo="Il bilancio")
    proposta.verifiche.create(requisito=primo, esito="si", fatta_da=asl)
    seconda = proposta.verifiche.create(requisito=secondo, esito="no", fatta_da=asl)

    with pytest.raises(ValidationError, match="devono esserci: Il bilancio"):
        perform(proposta, "admit", asl)
    seconda.esito = "non_serve"
    seconda.save()
    perform(proposta, "admit", asl)

    assert proposta.stato == StatoProposta.AMMISSIBILE
    assert proposta.istruita_il is not None


def test_clarifications_are_asked_and_answered(proposta: Proposta, asl: Utente) -> None:
    perform(proposta, "ask_clarification", asl, reason="Chi paga l’affitto?")
    (richiesta,) = proposta.richieste.all()
    (mail,) = Messaggio.objects.all()
    chi = referente_of(proposta)

    assert richiesta.entro_il == end_of_term(today(), 10)
    assert (mail.destinatario, "Chi paga l’affitto?" in mail.testo) == (chi.email, True)
    perform(proposta, "answer_clarification", chi, reason="Il comune.")

    assert proposta.stato == StatoProposta.PRESENTATA
    richiesta.refresh_from_db()
    assert richiesta.risposta == "Il comune."
    assert richiesta.chiusa_il is not None
    arrivate = Messaggio.objects.exclude(pk=mail.pk)
    assert [m.destinatario for m in arrivate] == [asl.email]


@pytest.mark.parametrize("giorni", [-1, 0, 60])
def test_the_day_by_which_to_explain_is_ahead_and_not_too_far(
    proposta: Proposta, asl: Utente, giorni: int
) -> None:
    entro = today() + timedelta(days=giorni)

    with pytest.raises(ValidationError, match="Scegliere un giorno da domani"):
        perform(proposta, "ask_clarification", asl, reason="Chi paga?", rispondere_entro=entro)

    assert Proposta.objects.get(pk=proposta.pk).stato == StatoProposta.PRESENTATA


def test_without_terms_nothing_is_asked(proposta: Proposta, asl: Utente) -> None:
    make_termine().delete()
    type(make_termine(procedimento="avviso", dal=today())).objects.all().delete()

    with pytest.raises(ValidationError, match="non conosce ancora i termini"):
        perform(proposta, "ask_clarification", asl, reason="Chi paga?")


def test_it_is_excluded_only_after_the_warning_was_answered(
    proposta: Proposta, responsabile: Utente
) -> None:
    chi = referente_of(proposta)
    assert "exclude" not in verbs(proposta, responsabile)
    perform(proposta, "warn_exclusion", responsabile, reason="Manca la firma")
    assert "exclude" not in verbs(proposta, responsabile)
    perform(proposta, "answer_warning", chi, reason="La firma c’è")

    assert "warn_exclusion" not in verbs(proposta, responsabile)
    with pytest.raises(ReasonMissing):
        perform(proposta, "exclude", responsabile, record_act=make_atto)
    perform(proposta, "exclude", responsabile, reason="Non c’è", record_act=make_atto)

    assert proposta.stato == StatoProposta.ESCLUSA
    assert proposta.atto_esclusione == Atto.objects.latest("pk")
    assert "Non c’è" in Messaggio.objects.filter(destinatario=chi.email).latest("pk").testo


def test_it_is_excluded_when_the_time_of_the_warning_has_gone_by(
    proposta: Proposta, responsabile: Utente
) -> None:
    perform(proposta, "warn_exclusion", responsabile, reason="Manca la firma")
    overdue(proposta)

    perform(proposta, "exclude", responsabile, reason="Nessuna risposta", record_act=make_atto)

    assert proposta.stato == StatoProposta.ESCLUSA
    assert not proposta.richieste.filter(chiusa_il__isnull=True).exists()


def test_a_warning_taken_back_excludes_nobody(proposta: Proposta, responsabile: Utente) -> None:
    perform(proposta, "warn_exclusion", responsabile, reason="Manca la firma")
    perform(proposta, "resume", responsabile, reason="La firma c’era")
    with pytest.raises(NotAllowed):
        perform(proposta, "exclude", responsabile, reason="Manca", record_act=make_atto)

    # The same days later: it was taken back before its time went by.
    proposta.richieste.update(chiusa_il=timezone.now() - timedelta(days=3))
    overdue(proposta)

    with pytest.raises(NotAllowed):
        perform(proposta, "exclude", responsabile, reason="Manca", record_act=make_atto)


def test_the_operatore_does_not_exclude(
    proposta: Proposta, asl: Utente, responsabile: Utente
) -> None:
    perform(proposta, "warn_exclusion", responsabile, reason="Manca la firma")
    overdue(proposta)

    assert verbs(proposta, asl) == set()
    assert verbs(proposta, responsabile) == {"exclude", "resume"}


def test_what_nobody_answered_is_closed_by_the_portal_once(proposta: Proposta, asl: Utente) -> None:
    perform(proposta, "ask_clarification", asl, reason="Chi paga?")
    assert close_overdue() == 0
    overdue(proposta)

    assert close_overdue() == 1
    assert close_overdue() == 0

    proposta.refresh_from_db()
    assert proposta.stato == StatoProposta.PRESENTATA
    assert [r.risposta for r in proposta.richieste.all()] == [""]


def test_who_proposes_is_reminded_once(proposta: Proposta, asl: Utente) -> None:
    entro = today() + timedelta(days=2)
    perform(proposta, "ask_clarification", asl, reason="Chi paga?", rispondere_entro=entro)
    prima = Messaggio.objects.count()

    remind()
    remind()

    assert Messaggio.objects.count() == prima + 1


# --- The pages --------------------------------------------------------------------------------


def test_the_list_and_the_page_show_what_was_sent(
    client: Client, proposta: Proposta, asl: Utente
) -> None:
    client.force_login(asl)

    elenco = client.get(reverse("proposte:istruttoria", args=[proposta.avviso.slug]))
    pagina = client.get(reverse("proposte:examine", args=[proposta.codice]))

    assert proposta.titolo in elenco.text
    assert "Aprire un servizio" in pagina.text
    assert "12,5" in pagina.text
    assert "«servono orari &lt; 8 ore» 🙂 &amp; tempo." in pagina.text
    assert ">integra<" in pagina.text


def test_requirements_are_marked_on_their_page(
    client: Client, proposta: Proposta, asl: Utente
) -> None:
    requisito = make_requisito(avviso=proposta.avviso)
    client.force_login(asl)
    campi = {f"esito_{requisito.ordine}": "si", f"nota_{requisito.ordine}": "a pagina 3"}
    pagina = reverse("proposte:requirements", args=[proposta.codice])

    risposta = client.post(pagina, {**campi, f"initial-esito_{requisito.ordine}": ""})

    assert risposta.status_code == 302
    (verifica,) = proposta.verifiche.all()
    assert (verifica.esito, verifica.nota, verifica.fatta_da) == ("si", "a pagina 3", asl)


def test_the_mail_is_read_and_edited_before_it_leaves(
    client: Client, proposta: Proposta, asl: Utente
) -> None:
    client.force_login(asl)
    pagina = reverse("proposte:step", args=[proposta.codice, "chiarimenti"])
    entro = today() + timedelta(days=5)
    dati = {
        "versione": proposta.versione,
        "motivo": "Chi paga?",
        "rispondere_entro": entro.isoformat(),
        "oggetto": "Chiarimenti su [[codice]]",
        "testo": "[[motivo]] Entro il [[entro_il]].",
    }

    anteprima = client.post(pagina, dati)
    assert "Non è ancora partita" in anteprima.text
    assert not Messaggio.objects.exists()
    client.post(pagina, {**dati, "invia": "1"})

    (mail,) = Messaggio.objects.all()
    assert mail.oggetto == f"Chiarimenti su {proposta.codice}"
    assert "Chi paga? Entro il" in mail.testo


def test_an_unknown_reference_is_said_where_it_was_typed(
    client: Client, proposta: Proposta, asl: Utente
) -> None:
    client.force_login(asl)
    pagina = reverse("proposte:step", args=[proposta.codice, "chiarimenti"])

    risposta = client.post(pagina, {"motivo": "x", "oggetto": "[[domanda]]", "testo": "y"})

    assert "non sa che cosa sia [[domanda]]" in risposta.context["form"].errors["oggetto"][0]


def test_who_comes_second_finds_what_they_typed(
    client: Client, proposta: Proposta, asl: Utente
) -> None:
    client.force_login(asl)
    perform(proposta, "admit", asl)
    pagina = reverse("proposte:step", args=[proposta.codice, "chiarimenti"])

    risposta = client.post(pagina, {"motivo": "Chi paga?", "versione": 1})

    assert risposta.status_code == 409
    assert "Chi paga?" in risposta.text
    assert "Adesso la proposta è «ammissibile»." in risposta.text


def test_the_exclusion_wants_an_act(
    client: Client, proposta: Proposta, responsabile: Utente
) -> None:
    perform(proposta, "warn_exclusion", responsabile, reason="Manca la firma")
    overdue(proposta)
    client.force_login(responsabile)
    pagina = reverse("proposte:step", args=[proposta.codice, "escludi"])
    dati = {"versione": proposta.versione, "motivo": "No", "oggetto": "Esito", "testo": "[[atto]]"}

    senza = client.post(pagina, {**dati, "invia": "1"})
    atto = make_atto()
    client.post(pagina, {**dati, "atto": atto.slug, "invia": "1"})

    assert "atto" in senza.context["form"].errors
    proposta.refresh_from_db()
    assert proposta.atto_esclusione == atto


def test_who_answers_does_it_once_on_their_page(
    client: Client, proposta: Proposta, asl: Utente
) -> None:
    perform(proposta, "ask_clarification", asl, reason="Chi paga?")
    client.force_login(referente_of(proposta))
    pagina = reverse("proposte:answer", args=[proposta.codice])

    vuota = client.post(pagina, {"risposta": " "})
    client.post(pagina, {"risposta": "Il comune"})
    seconda = client.post(pagina, {"risposta": "Ancora"})

    assert vuota.context["form"].errors == {"risposta": ["Scrivere la risposta."]}
    assert [r.risposta for r in proposta.richieste.all()] == ["Il comune"]
    assert seconda.url == reverse("proposte:follow", args=[proposta.codice])


def test_a_member_in_conflict_sees_nothing_of_it_as_staff_either(
    client: Client, proposta: Proposta, asl: Utente
) -> None:
    seggio = make_seggio(organo=proposta.avviso.organo)
    mandato = make_mandato(utente=asl, seggio=seggio)
    client.force_login(asl)
    pagine = [
        reverse("proposte:examine", args=[proposta.codice]),
        reverse("proposte:requirements", args=[proposta.codice]),
        reverse("proposte:step", args=[proposta.codice, "ammetti"]),
        reverse("proposte:paper", args=[proposta.codice]),
    ]
    Incompatibilita.objects.create(
        mandato=mandato, proposta=proposta, motivo="Parente", dichiarata_da=asl
    )

    assert [client.get(p).status_code for p in pagine] == [404, 404, 404, 404]
    elenco = client.get(reverse("proposte:istruttoria", args=[proposta.avviso.slug]))
    assert proposta.titolo not in elenco.text
