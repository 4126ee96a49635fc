"""Who takes part in a proposal, what it costs, its files."""

from decimal import Decimal

import pytest
from django.test import Client

from alleanze.models import Alleanza
from progetti import bozze
from progetti.completezza import missing
from progetti.contenuto import ObiettivoProposto, parse
from progetti.costi import Quota, add_up, beyond
from progetti.models import Proposta
from progetti.views.proposte import allegati
from rete.models import Utente
from tests.factories import make_soggetto
from tests.factories.avvisi import make_allegato_proposta, make_quota_proposta
from tests.factories.file import make_pdf
from tests.progetti.comporre import STRANO, make_call, make_draft, partner_of, said, save, typed
from tests.rete.aderire import a_file


@pytest.fixture
def proposta(client: Client, capofila: Utente, alleanza: Alleanza) -> Proposta:
    client.force_login(capofila)
    return make_draft(capofila, alleanza, titolo="Tempi di vita")


def page(proposta: Proposta, parte: str) -> str:
    return f"/proposte/{proposta.codice}/{parte}/"


def task(partecipazione: object, campo: str = "compito") -> str:
    return f"chi-{partecipazione.codice}-{campo}"


# --- Who ----------------------------------------------------------------------------------------


def test_what_each_does_is_written(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    dati = {task(altro): STRANO, task(altro, "email"): "chi@partner.example"}
    assert save(client, page(proposta, "chi"), **dati)["Location"] == page(proposta, "chi")
    altro.refresh_from_db()
    assert (altro.compito, altro.email) == (STRANO, "chi@partner.example")
    assert STRANO in said(client.get(page(proposta, "riepilogo")).content.decode())


def test_a_wrong_address_is_said_and_the_rest_is_saved(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta)
    answer = save(client, page(proposta, "chi"), **{task(altro): "Fa", task(altro, "email"): "chi"})
    assert set(answer.context["form"].errors) == {task(altro, "email")}
    altro.refresh_from_db()
    assert (altro.compito, altro.email) == ("Fa", "")


def test_a_soggetto_of_the_register_is_added_and_taken_away(
    client: Client, proposta: Proposta
) -> None:
    nuovo = make_soggetto()
    altro = partner_of(proposta)
    indirizzo = page(proposta, "chi")
    answer = save(client, indirizzo, "aggiungi", soggetto=nuovo.slug, **{task(altro): "Resta"})
    assert answer["Location"] == f"{indirizzo}#partecipano"
    altro.refresh_from_db()
    assert altro.compito == "Resta"
    righe = proposta.partecipazioni.filter(capofila=False)
    assert [p.soggetto for p in righe] == [altro.soggetto, nuovo]
    sua = righe.get(soggetto=nuovo)
    save(client, indirizzo, f"su-partner:{sua.codice}")
    assert [p.soggetto for p in righe.all()] == [nuovo, altro.soggetto]
    save(client, indirizzo, f"giu-partner:{sua.codice}")
    assert [p.soggetto for p in righe.all()] == [altro.soggetto, nuovo]
    save(client, indirizzo, f"togli-partner:{sua.codice}")
    assert [p.soggetto for p in righe.all()] == [altro.soggetto]


@pytest.mark.parametrize("scelto", ["", "assente", None])
def test_nobody_is_added_without_a_choice(
    client: Client, proposta: Proposta, scelto: str | None
) -> None:
    soggetto = proposta.proponente.slug if scelto is None else scelto
    answer = save(client, page(proposta, "chi"), "aggiungi", soggetto=soggetto)
    assert set(answer.context["aggiungi"].errors) == {"soggetto"}
    assert proposta.partecipazioni.count() == 2


def test_who_goes_away_leaves_the_objectives_and_the_budget(
    client: Client, proposta: Proposta
) -> None:
    altro = partner_of(proposta)
    slug = altro.soggetto.slug
    bozze.claim(proposta)
    bozze.write_tree(proposta, type(parse({}))((ObiettivoProposto("Primo", partner=(slug,)),)))
    make_quota_proposta(proposta=proposta, soggetto=altro.soggetto, fonte="privato")
    save(client, page(proposta, "chi"), f"togli-partner:{altro.codice}")
    proposta.refresh_from_db()
    assert parse(proposta.contenuto).obiettivi[0].partner == ()
    assert proposta.quote.get().soggetto is None
    assert "Chi mette una parte del cofinanziamento" in missing(proposta)


def test_the_capofila_does_not_go_away(client: Client, proposta: Proposta) -> None:
    capofila = proposta.partecipazioni.get(capofila=True)
    answer = save(client, page(proposta, "chi"), f"togli-partner:{capofila.codice}")
    assert answer.status_code == 404
    assert proposta.partecipazioni.count() == 2


# --- Costs --------------------------------------------------------------------------------------


def test_shares_add_to_a_hundred() -> None:
    costi = add_up([Quota("regionale", Decimal(1)), Quota("privato", Decimal(2), True)])
    assert [(f.importo, f.in_natura, f.quota) for f in costi.fonti] == [
        (1, 0, Decimal("33.33")),
        (0, 0, Decimal("0.00")),
        (2, 2, Decimal("66.67")),
    ]
    assert (costi.totale, costi.in_natura, costi.chiesto) == (3, 2, 1)


@pytest.mark.parametrize(
    ("chiesto", "massimale", "dotazione", "detto"),
    [
        ("50000", "50000", "100000", []),
        (
            "50000.01",
            "50000",
            "100000",
            [
                "Si chiedono €\xa050.000,01: l’avviso ne dà al più €\xa050.000,00 per progetto."
                " Togliere €\xa00,01."
            ],
        ),
        (
            "100001",
            None,
            "100000",
            ["Si chiedono €\xa0100.001,00: tutta la dotazione dell’avviso è €\xa0100.000,00."],
        ),
        ("1000000", None, None, []),
    ],
)
def test_a_budget_is_within_the_call(
    chiesto: str, massimale: str | None, dotazione: str | None, detto: list[str]
) -> None:
    costi = add_up([Quota("regionale", Decimal(chiesto)), Quota("privato", Decimal(10**9))])
    limiti = [None if v is None else Decimal(v) for v in (massimale, dotazione)]
    assert beyond(costi, *limiti) == detto


def line(n: int, voce: str, importo: str, fonte: str = "regionale", **altro: str) -> dict[str, str]:
    campi = {"voce": voce, "importo": importo, "fonte": fonte, **altro}
    return {f"quote-{n}-{nome}": valore for nome, valore in campi.items()}


def test_the_lines_of_the_budget_are_saved_and_added_up(client: Client, proposta: Proposta) -> None:
    altro = partner_of(proposta).soggetto
    dati = line(0, STRANO, "1.234,56")
    answer = save(client, page(proposta, "costi"), "righe:quote", **dati)
    assert answer["Location"] == f"{page(proposta, 'costi')}#quote"
    seconda = line(1, "Spazi", "617,28", "privato", soggetto=altro.slug, in_natura="on")
    save(client, page(proposta, "costi"), **seconda)
    righe = [(q.voce, q.importo, q.fonte, q.soggetto, q.in_natura) for q in proposta.quote.all()]
    assert righe == [
        (STRANO, Decimal("1234.56"), "regionale", None, False),
        ("Spazi", Decimal("617.28"), "privato", altro, True),
    ]
    pagina = client.get(page(proposta, "costi"))
    assert 'value="1.234,56"' in pagina.content.decode()
    letto = said(pagina.content.decode())
    assert "Finanziamento regionale € 1.234,56 € 0,00 66,67 %" in letto
    assert "Totale € 1.851,84 € 617,28 100,00 %" in letto
    assert STRANO in said(client.get(page(proposta, "riepilogo")).content.decode())


def test_a_budget_beyond_the_ceiling_is_said_and_kept(
    client: Client, capofila: Utente, alleanza: Alleanza
) -> None:
    client.force_login(capofila)
    proposta = make_draft(capofila, alleanza, avviso=make_call(alleanza, massimale=1_000))
    save(client, page(proposta, "costi"), **line(0, "Tutto", "1.000,01"))
    detto = "l’avviso ne dà al più € 1.000,00 per progetto. Togliere € 0,01."
    for parte in ("costi", "riepilogo"):
        assert detto in said(client.get(page(proposta, parte)).content.decode())
    assert proposta.quote.get().importo == Decimal("1000.01")
    assert any(detto in " ".join(testo.split()) for testo in missing(proposta))


@pytest.mark.parametrize(
    ("riga", "campo"),
    [
        (line(1, "Altro", "molti"), "importo"),
        (line(1, "Altro", ""), "importo"),
        (line(1, "Altro", "0"), "importo"),
        (line(1, "Altro", "-5"), "importo"),
        (line(1, "Altro", "1000000000000"), "importo"),
        (line(1, "", "10"), "voce"),
        (line(1, "x" * 201, "10"), "voce"),
        (line(1, "Altro", "10", "altra"), "fonte"),
        (line(1, "Altro", "10", in_natura="on"), "in_natura"),
        (line(1, "Altro", "10", "privato", soggetto="assente"), "soggetto"),
    ],
)
def test_a_wrong_cell_of_the_budget_is_said_and_the_rest_is_saved(
    client: Client, proposta: Proposta, riga: dict[str, str], campo: str
) -> None:
    save(client, page(proposta, "costi"), **line(0, "Prima", "10"))
    answer = save(client, page(proposta, "costi"), **{"quote-0-voce": "Cambiata", **riga})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {f"quote-1-{campo}"}
    assert "Cambiata" in [q.voce for q in proposta.quote.all()]


def test_two_people_on_the_budget_see_both_amounts(client: Client, proposta: Proposta) -> None:
    save(client, page(proposta, "costi"), **line(0, "Prima", "10"))
    mio = typed(client, page(proposta, "costi"), azione="continua", **{"quote-0-importo": "20"})
    save(client, page(proposta, "costi"), **{"quote-0-importo": "30"})
    answer = client.post(page(proposta, "costi"), mio)
    (contrasto,) = answer.context["form"].contrasti
    assert (contrasto.mio, contrasto.salvato) == ("20", "30")
    assert proposta.quote.get().importo == 30


# --- Files --------------------------------------------------------------------------------------


def test_a_file_is_added_read_by_who_reads_the_proposal_and_taken_away(
    client: Client, proposta: Proposta, partner: Utente, asl: Utente
) -> None:
    dati = {"titolo": STRANO, "file": a_file(make_pdf(), "lettera.pdf")}
    client.post(page(proposta, "allegati"), dati)
    allegato = proposta.allegati.get()
    indirizzo = f"/documenti/{allegato.documento.codice}/"
    assert STRANO in said(client.get(page(proposta, "allegati")).content.decode())
    for chi, atteso in ((partner, 200), (asl, 404), (Utente.objects.get(nome="Capofila"), 200)):
        client.force_login(chi)
        answer = client.get(indirizzo)
        answer.getvalue()  # read to its end, a file closes itself
        assert answer.status_code == atteso
    client.post(page(proposta, f"allegati/{allegato.codice}/togli"))
    assert not proposta.allegati.exists()
    assert client.get(indirizzo).status_code == 404


def test_a_file_without_a_name_or_of_another_kind_is_refused(
    client: Client, proposta: Proposta
) -> None:
    answer = client.post(page(proposta, "allegati"), {"file": a_file(b"MZ", "gioco.exe")})
    assert set(answer.context["form"].errors) == {"titolo", "file"}


def test_a_file_that_is_refused_counts_as_one_that_is_taken(
    client: Client, proposta: Proposta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allegati, "FILE_AL_PIU", 2)
    stati = [
        client.post(page(proposta, "allegati"), {"file": a_file(b"MZ")}).status_code
        for _ in range(3)
    ]
    assert stati == [200, 200, 429]


def test_the_files_are_not_too_many(
    client: Client, proposta: Proposta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bozze, "FILE_AL_PIU", 1)
    make_allegato_proposta(proposta=proposta)
    dati = {"titolo": "Altro", "file": a_file(make_pdf(), "altro.pdf")}
    answer = client.post(page(proposta, "allegati"), dati)
    assert bozze.TROPPI_FILE in said(answer.content.decode())
    assert proposta.allegati.count() == 1
