"""Il capofila writes the agreements of its alliance; signed, everybody reads them, and the
signature becomes a proof of a project."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alleanze.models import Alleanza, Convenzione
from alleanze.permissions import agreements_visible_to, can_view_agreement, can_write_agreement
from progetti.firme import SPERIMENTAZIONE, kind_of_signature, unproved_agreements
from progetti.models import Prova, TipoProva
from rete.models import Utente
from tests.factories import make_convenzione
from tests.factories.monitoraggio import make_tipo_prova
from tests.progetti.monitorare import Scena, set_the_scene

Cast = dict[str, Utente]


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


@pytest.fixture
def dove(scena: Scena) -> Alleanza:
    return scena.progetto.alleanza


def entered(cast: Cast, chi: str) -> Client:
    client = Client()
    client.force_login(cast[chi])
    return client


def typed(alleanza: Alleanza, **dati: object) -> dict[str, object]:
    parte = alleanza.partenariati.get(ruolo="partner").soggetto
    return {
        "gettone": "un-gettone",
        "tipo": "convenzione",
        "oggetto": "Uso comune di una sala",
        "parti": [parte.slug],
        "altre_parti": "",
        "firmata_il": "",
        "dal": "",
        "al": "",
        **dati,
    }


def test_a_double_click_writes_one(dove: Alleanza, cast: Cast) -> None:
    client = entered(cast, "capofila")
    for _ in range(2):
        risposta = client.post(f"{dove.get_absolute_url()}convenzioni/aggiungi/", typed(dove))
        assert risposta["Location"] == f"{dove.get_absolute_url()}#convenzioni"
    scritta = Convenzione.objects.get()
    assert (scritta.alleanza, scritta.parti.count(), scritta.firmata_il) == (dove, 1, None)


@pytest.mark.parametrize(
    ("dati", "errati"),
    [
        ({"tipo": "altro"}, {"tipo"}),
        ({"oggetto": ""}, {"oggetto"}),
        ({"oggetto": "con un \x00"}, {"oggetto"}),
        ({"oggetto": "x" * 301}, {"oggetto"}),
        ({"parti": []}, {"parti"}),
        ({"parti": ["ente-capofila"]}, {"parti"}),
        ({"firmata_il": "2999-01-01"}, {"firmata_il"}),
        ({"firmata_il": "ieri"}, {"firmata_il"}),
        ({"dal": "2015-02-01", "al": "2015-01-01"}, {"al"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    dove: Alleanza, cast: Cast, dati: dict[str, object], errati: set[str]
) -> None:
    pagina = f"{dove.get_absolute_url()}convenzioni/aggiungi/"
    risposta = entered(cast, "capofila").post(pagina, typed(dove, **dati))
    assert set(risposta.context["form"].errors) - {"__all__"} == errati
    assert not Convenzione.objects.exists()


def test_of_two_who_correct_it_nobody_loses_the_text(dove: Alleanza, cast: Cast) -> None:
    convenzione = make_convenzione(alleanza=dove)
    client = entered(cast, "capofila")
    pagina = f"{dove.get_absolute_url()}convenzioni/{convenzione.codice}/"
    letto = client.get(pagina).context["form"]
    nascosti = {nome: letto[nome].value() for nome in ("versione", "letti")}
    Convenzione.objects.update(oggetto="Il testo di un’altra", versione=2)
    risposta = client.post(pagina, typed(dove, **nascosti))
    for parole in ("Uso comune di una sala", "Il testo di un’altra"):
        assert parole in risposta.text
    convenzione.refresh_from_db()
    assert convenzione.oggetto == "Il testo di un’altra"


def test_everybody_reads_what_is_signed_and_il_capofila_the_rest(
    dove: Alleanza, cast: Cast
) -> None:
    make_convenzione(alleanza=dove, oggetto="Firmata")
    make_convenzione(alleanza=dove, oggetto="Da firmare ancora", firmata_il=None)
    fuori = Client().get(dove.get_absolute_url()).text
    assert ("Firmata" in fuori, "Da firmare ancora" in fuori) == (True, False)
    assert "Da firmare ancora" in entered(cast, "capofila").get(dove.get_absolute_url()).text


@pytest.mark.parametrize("chi", ["capofila", "partner", "comitato", "asl", "regione", "estraneo"])
def test_who_reads_is_who_may(dove: Alleanza, cast: Cast, chi: str) -> None:
    for firmata_il in (None, timezone.localdate()):
        convenzione = make_convenzione(alleanza=dove, firmata_il=firmata_il)
        legge = can_view_agreement(cast[chi], convenzione)
        assert legge is (chi == "capofila" or firmata_il is not None)
        assert agreements_visible_to(cast[chi]).filter(pk=convenzione.pk).exists() is legge
    assert can_write_agreement(cast[chi], dove) is (chi == "capofila")


@pytest.mark.parametrize("quante", [1, 3])
def test_the_page_takes_as_many_queries(
    dove: Alleanza, quante: int, django_assert_num_queries: object
) -> None:
    for _ in range(quante):
        make_convenzione(alleanza=dove)
    client = Client()
    client.get(dove.get_absolute_url())
    with django_assert_num_queries(9):
        testo = client.get(dove.get_absolute_url()).text
    assert testo.count("Orari flessibili in due aziende") == quante


# --- The signature is a proof -----------------------------------------------------------------


def test_the_signature_is_recorded_as_a_proof_once(
    scena: Scena, dove: Alleanza, cast: Cast
) -> None:
    convenzione = make_convenzione(alleanza=dove)
    client = entered(cast, "capofila")
    nuova = f"/monitoraggio/progetti/{scena.progetto.slug}/prove/aggiungi/"
    indirizzo = f"{nuova}?convenzione={convenzione.codice}"
    assert indirizzo in client.get(dove.get_absolute_url()).text
    assert indirizzo not in Client().get(dove.get_absolute_url()).text
    form = client.get(indirizzo).context["form"]
    assert form["data"].value() == convenzione.firmata_il
    dati = {
        "gettone": "un-gettone",
        "convenzione": form["convenzione"].value(),
        "titolo": form["titolo"].value(),
        "data": convenzione.firmata_il.isoformat(),
        "tipo": scena.tipo.slug,
        "riservatezza": "interno",
    }
    assert client.post(nuova, dati).status_code == 302
    prova = Prova.objects.get()
    assert prova.convenzione == convenzione
    assert str(convenzione) in client.get(prova.get_absolute_url()).text
    assert indirizzo not in client.get(dove.get_absolute_url()).text
    ancora = client.post(nuova, {**dati, "gettone": "un-altro"})
    assert "è già una prova" in ancora.text
    assert Prova.objects.count() == 1


def test_a_proof_without_agreement_is_as_before(scena: Scena, cast: Cast) -> None:
    dati = {
        "gettone": "un-gettone",
        "titolo": "Un incontro",
        "data": timezone.localdate().isoformat(),
        "tipo": scena.tipo.slug,
        "riservatezza": "interno",
    }
    nuova = f"/monitoraggio/progetti/{scena.progetto.slug}/prove/aggiungi/"
    client = entered(cast, "capofila")
    assert client.get(f"{nuova}?convenzione=%00assente").status_code == 200
    assert client.post(nuova, dati).status_code == 302
    assert Prova.objects.get().convenzione is None


def test_only_what_is_signed_and_of_the_alliance_may_be_recorded(
    scena: Scena, dove: Alleanza
) -> None:
    make_convenzione(alleanza=dove, firmata_il=None)
    make_convenzione()
    firmata = make_convenzione(alleanza=dove, firmata_il=timezone.localdate() - timedelta(days=1))
    assert list(unproved_agreements(scena.progetto)) == [firmata]


@pytest.mark.parametrize(
    ("tipo", "presenti", "scelto"),
    [
        (
            "sperimentazione",
            {"convenzione", SPERIMENTAZIONE},
            SPERIMENTAZIONE,
        ),
        ("sperimentazione", {"convenzione"}, "convenzione"),
        ("rete_impresa", {"convenzione", SPERIMENTAZIONE}, "convenzione"),
        ("rete_impresa", set(), None),
    ],
)
def test_the_kind_of_proof_is_the_nearest(
    dove: Alleanza, tipo: str, presenti: set[str], scelto: str | None
) -> None:
    for slug in presenti:
        make_tipo_prova(slug=slug, denominazione=slug)
    convenzione = make_convenzione(alleanza=dove, tipo=tipo)
    assert kind_of_signature(convenzione, TipoProva.objects.all()) == scelto
