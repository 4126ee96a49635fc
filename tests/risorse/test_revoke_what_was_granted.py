"""Who gives up what was granted: it counts nowhere any more, and one still reads what it was."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from conciliazione.cifre import Lettura
from conciliazione.periodi import today
from conciliazione.transizioni import perform
from piano.controlli.registro import Esame
from progetti.models import Proposta
from risorse.destinazioni import granted_to
from risorse.models import Stanziamento, Voce
from risorse.prospetto import budget, total_of
from tests.factories import make_atto, make_delega, make_piano, make_stanziamento, make_voce
from tests.factories.avvisi import make_quota_proposta
from tests.progetti.gara import make_gara, proposal, responsabile_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rinunciata() -> Proposta:
    """Granted 40,000 with 7,000 of others, then given up by the office with an act; Cometa took
    its turn with 12,000. Aurora keeps its 50,000."""
    avviso = make_gara()
    bussola = proposal(avviso, "Bussola")
    make_quota_proposta(proposta=bussola, fonte="privato", importo=Decimal(5_000))
    make_quota_proposta(proposta=bussola, fonte="pubblico", importo=Decimal(2_000), in_natura=True)
    chi = responsabile_of(avviso)
    perform(avviso, "rank", chi)
    perform(avviso, "conclude", chi, record_act=make_atto)
    bussola = proposal(avviso, "Bussola")
    perform(bussola, "give_up", chi, reason="Riservato", record_act=lambda: make_atto(numero="77"))
    perform(proposal(avviso, "Cometa"), "promote", chi, record_act=make_atto)
    return proposal(avviso, "Bussola")


def lines(voce: Voce) -> list[tuple]:
    righe = voce.stanziamenti.order_by("fonte")
    return list(righe.values_list("fonte", "importo", "revocato_il", "atto_revoca__numero"))


def test_the_lines_end_with_their_day_reason_and_act(rinunciata: Proposta) -> None:
    voce = Voce.objects.get(progetto=rinunciata.progetto)
    assert lines(voce) == [
        ("privato", Decimal(5_000), today(), "77"),
        ("pubblico", Decimal(2_000), today(), "77"),
        ("regionale", Decimal(40_000), today(), "77"),
    ]
    (motivo,) = set(voce.stanziamenti.values_list("motivo_revoca", flat=True))
    assert motivo == f"Rinuncia di {rinunciata.proponente}, proposta {rinunciata.codice}"
    altre = Stanziamento.objects.exclude(voce=voce)
    assert set(altre.values_list("revocato_il", flat=True)) == {None}


def test_the_total_counts_each_euro_once(rinunciata: Proposta) -> None:
    ciclo = rinunciata.avviso.ciclo
    dovuto = Decimal(62_000)
    assert budget(ciclo).totale.totale == dovuto
    assert budget(ciclo).totale.importi == (dovuto, Decimal(0), Decimal(0))
    assert total_of(Voce.objects.filter(ciclo=ciclo)).totale == dovuto
    lettura = Lettura(ciclo, today())
    assert lettura.read("risorse.totale").valore == dovuto
    assert lettura.read("risorse.totale:privato").valore == 0
    slug = rinunciata.progetto.slug
    assert lettura.read(f"risorse.voce:{slug}").valore == 0
    assert granted_to(rinunciata.progetto) == 0
    (esaminata,) = [
        v for v in Esame(make_piano(ciclo=ciclo), today()).voci if v.progetto == rinunciata.progetto
    ]
    assert esaminata.in_vigore == []


def test_every_surface_says_the_same(client: Client, rinunciata: Proposta) -> None:
    ciclo, slug = rinunciata.avviso.ciclo, rinunciata.progetto.slug
    righe = client.get(f"/api/v1/stanziamenti?ciclo={ciclo.slug}&per_pagina=100").json()["items"]
    assert sum(Decimal(r["importo"]) for r in righe) == 62_000
    voci = client.get(f"/api/v1/voci?ciclo={ciclo.slug}&per_pagina=100").json()["items"]
    assert sum(Decimal(v["totale"]) for v in voci) == 62_000
    csv = b"".join(client.get("/opendata/stanziamenti.csv").streaming_content).decode()
    assert ("50000" in csv, "40000" in csv) == (True, False)
    dettaglio = client.get(f"/api/v1/voci/{slug}").json()
    assert dettaglio["stanziamenti"] == []
    assert sorted(r["importo"] for r in dettaglio["revocati"]) == ["2000.00", "40000.00", "5000.00"]
    pagina = client.get(f"/risorse/?ciclo={ciclo.slug}").content.decode()
    assert "62.000,00" in pagina
    assert "109.000,00" not in pagina


def test_the_page_of_the_line_tells_what_it_was(client: Client, rinunciata: Proposta) -> None:
    pagina = client.get(Voce.objects.get(progetto=rinunciata.progetto).get_absolute_url())
    testo = pagina.content.decode()
    assert "Nessuna fonte mette più nulla in questa voce." in testo
    assert "40.000,00" in testo
    assert re.search(r"2\.000,00[^<]* in natura; non conta più dal", testo)
    assert f"proposta {rinunciata.codice}." in testo
    assert "Riservato" not in testo
    progetto = client.get(rinunciata.progetto.get_absolute_url()).content.decode()
    assert "il contributo è stato revocato" in progetto


def test_who_proposes_gives_up_without_an_act() -> None:
    avviso = make_gara()
    chi = responsabile_of(avviso)
    perform(avviso, "rank", chi)
    perform(avviso, "conclude", chi, record_act=make_atto)
    aurora = proposal(avviso, "Aurora")
    referente = make_delega(soggetto=aurora.proponente).utente
    perform(aurora, "give_up", referente, reason="Non ce la facciamo")
    voce = Voce.objects.get(progetto=aurora.progetto)
    assert lines(voce) == [("regionale", Decimal(50_000), today(), None)]


def test_what_was_never_funded_revokes_nothing() -> None:
    avviso = make_gara()
    chi = responsabile_of(avviso)
    perform(avviso, "rank", chi)
    perform(avviso, "conclude", chi, record_act=make_atto)
    perform(proposal(avviso, "Cometa"), "give_up", chi, reason="Non serve")
    assert not Stanziamento.objects.revocati().exists()


@pytest.mark.parametrize(
    "campi",
    [
        {"revocato_il": None, "motivo_revoca": "Rinuncia"},
        {"revocato_il": "2026-01-01", "motivo_revoca": ""},
    ],
)
def test_a_day_and_a_reason_go_together(campi: dict[str, object]) -> None:
    stanziamento = make_stanziamento(voce=make_voce())
    for nome, valore in campi.items():
        setattr(stanziamento, nome, valore)
    with pytest.raises(ValidationError, match="ha il giorno e il motivo"):
        stanziamento.full_clean()


def test_the_office_writes_the_act_on_the_page(client: Client) -> None:
    avviso = make_gara()
    chi = responsabile_of(avviso)
    perform(avviso, "rank", chi)
    perform(avviso, "conclude", chi, record_act=make_atto)
    aurora = proposal(avviso, "Aurora")
    client.force_login(chi)
    indirizzo = f"/avvisi/{avviso.slug}/graduatoria/rinuncia/{aurora.codice}/"
    pagina = client.get(indirizzo)
    assert "L’atto che lo documenta, se c’è" in pagina.content.decode()
    atto = make_atto(numero="81")
    risposta = client.post(indirizzo, {"motivo": "Lo chiede", "atto": atto.slug})
    assert risposta.status_code == 302
    assert set(Stanziamento.objects.revocati().values_list("atto_revoca", flat=True)) == {atto.pk}
