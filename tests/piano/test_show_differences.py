import copy
from datetime import date

import pytest
from django.utils import timezone

from piano.enums import StatoPiano, StatoVersione
from tests.factories import make_atto, make_parere, make_piano, make_versione
from tests.piano.due_versioni import make_dati


@pytest.fixture
def piano(ciclo):
    return make_piano(
        ciclo=ciclo,
        stato=StatoPiano.APPROVATO,
        proposto_il=date(2014, 6, 20),
        parere=make_parere(ciclo=ciclo),
        approvato_il=date(2014, 6, 27),
        atto=make_atto(),
    )


def publish(piano, numero, **campi):
    """A published version; its data are those of the tests of the comparison."""
    return make_versione(
        piano=piano,
        numero=numero,
        stato=StatoVersione.DEFINITIVA,
        pubblicata_il=timezone.now(),
        atto=piano.atto,
        **{"dati": make_dati(), **campi},
    )


@pytest.fixture
def versioni(piano):
    """Two published versions: in the second a word, a cell and a chapter are not the same."""
    dati = make_dati()
    dati["capitoli"][0]["titolo"] = "Premessa"
    risorse = dati["capitoli"][1]["sezioni"][0]["blocchi"]
    risorse[0]["html"] = risorse[0]["html"].replace("trentadue", "<b>quaranta</b>&lt;b&gt;")
    risorse[3]["righe"][1]["celle"][1]["testo"] = "25.000"
    dati["allegati"] = []
    return publish(piano, 1), publish(piano, 2, dati=dati)


def address(prima, dopo):
    return f"/piano/versioni/{prima.codice}/confronto/{dopo.codice}/"


def test_anyone_reads_what_changed_between_two_published_versions(client, versioni):
    testo = client.get(address(*versioni)).text
    assert "<h1>Che cosa cambia dalla versione 1 alla versione 2</h1>" in testo
    assert '<del><span class="visually-hidden">tolto: </span>trentadue' in testo
    assert '<ins><span class="visually-hidden">aggiunto: </span>quaranta&lt;b&gt;' in testo
    assert "riga «Formazione», colonna «Regione»" in testo
    assert "in «Le risorse»" in testo
    assert "Leggi «Allegato A. Atti» com’era" in testo


def test_the_summary_counts_what_was_added_taken_and_changed(client, versioni):
    confronto = client.get(address(*versioni)).context["confronto"]
    assert confronto.conteggi == [
        ("Capitoli e allegati", 0, 1, 1),
        ("Paragrafi", 0, 0, 1),
        ("Celle e totali di tabelle", 0, 0, 1),
    ]


def test_in_whichever_order_they_are_asked_the_older_comes_first(client, versioni):
    prima, dopo = versioni
    assert client.get(address(dopo, prima)).context["prima"] == prima


def test_a_version_is_equal_to_itself(client, versioni):
    testo = client.get(address(versioni[0], versioni[0])).text
    assert "Nessuna differenza" in testo
    assert "È la stessa versione" in testo


def test_two_versions_that_say_the_same_have_no_difference(client, piano):
    testo = client.get(address(publish(piano, 1), publish(piano, 2))).text
    assert "Nessuna differenza" in testo
    assert "Le due versioni dicono esattamente le stesse cose." in testo


def test_where_only_the_look_changed_it_is_said(client, piano):
    dati = copy.deepcopy(make_dati())
    dati["capitoli"][1]["sezioni"][0]["blocchi"][3]["misura"] = "fitta"
    testo = client.get(address(publish(piano, 1), publish(piano, 2, dati=dati))).text
    assert "cambia soltanto l’impaginazione" in testo


@pytest.mark.parametrize("quante", [1, 3])
def test_the_queries_do_not_grow_with_the_versions(
    client, piano, django_assert_num_queries, quante
):
    prime = [publish(piano, numero) for numero in range(1, quante + 1)]
    with django_assert_num_queries(3):  # plans whose drafts are read, versions, lead body
        client.get(address(prime[0], prime[-1]))


def test_the_table_of_versions_leads_to_what_changed(client, versioni):
    prima, dopo = versioni
    testo = client.get("/piano/").text
    assert testo.count("/confronto/") == 1
    assert f'href="{address(prima, dopo)}"' in testo


def test_the_page_of_a_version_leads_to_the_others_that_one_may_read(client, asl, versioni):
    prima, _ = versioni
    bozza = make_versione(piano=prima.piano, numero=3, dati=make_dati())
    pagina = prima.get_absolute_url()
    assert [v.numero for v in client.get(pagina).context["altre"]] == [2]
    client.force_login(asl)
    risposta = client.get(pagina)
    assert [v.numero for v in risposta.context["altre"]] == [3, 2]
    assert f'href="{address(prima, bozza)}"' in risposta.text
