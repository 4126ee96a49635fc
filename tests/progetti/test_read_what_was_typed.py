"""What is typed comes back equal: in the draft, as it was sent, beside the criteria, in the PDF,
in the ranking."""

import html
import re

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conciliazione.transizioni import perform
from progetti.carta_proposta import render_html
from progetti.models import PartecipazioneProposta, Proposta, Punteggio, QuotaProposta
from tests.factories import make_allegato_proposta
from tests.factories.valutazioni import Gara, make_gara
from tests.guardie_tolte import unguarded
from tests.progetti.completa import make_complete, make_referente

pytestmark = pytest.mark.django_db

# What would be read as something else, whole or in pieces.
PEZZI = st.sampled_from(
    [
        *("<insieme>", "<b>due</b>", "a < b", "</p>", "<br>", "<!-- c -->", "&amp;", "&", "d'Adda"),
        *("L’orto", "«è»", "🌱", "1.234,56", "{{ x }}", "{% if %}", '"x"', "%s", "=1+1", "@a"),
        *("<https://rete.example>", "<a@rete.example>", "€ ½"),
    ]
)
# In a text of paragraphs these are Markdown: emphasis, lists, links.
SEGNI = st.sampled_from(("*", "_a_", "# 1", "[x](y)", "`c`", "1.", "- a", "\\", "~", "|", "^"))
# What a form would have kept: no spaces around, nothing that cannot be seen.
TESTI = st.lists(PEZZI | SEGNI, min_size=1, max_size=6).map(" ".join)
PROSA = st.lists(PEZZI, min_size=1, max_size=6).map(lambda p: f"Testo {' '.join(p)} fine")
SPESSO = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(pagina: str) -> str:
    """The words of a page, as a person reads them."""
    senza = re.sub(r"<(script|style)\b.*?</\1>", " ", pagina, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", senza)).split())


def fill(proposta: Proposta, testo: str, prosa: str) -> None:
    """Write it wherever who proposes may write."""
    contenuto = proposta.contenuto
    obiettivo = contenuto["obiettivi"][0]
    obiettivo |= {"titolo": testo, "luogo": testo}
    obiettivo["attivita"][0]["testo"] = testo
    obiettivo["destinatari"][0]["denominazione"] = testo
    obiettivo["risultati"][0]["testo"] = testo
    obiettivo["risultati"][0]["indicatori"][0] |= {"denominazione": testo, "unita": testo}
    Proposta.objects.filter(pk=proposta.pk).update(
        titolo=testo, sottotitolo=testo, contesto=prosa, obiettivo=prosa, contenuto=contenuto
    )
    PartecipazioneProposta.objects.filter(proposta=proposta).update(compito=testo)
    QuotaProposta.objects.filter(proposta=proposta).update(voce=testo)


@SPESSO
@given(TESTI, PROSA)
def test_a_proposal_on_its_page_and_in_its_pdf(testo: str, prosa: str) -> None:
    with transaction.atomic():
        proposta = make_complete()
        chi = make_referente(proposta)
        fill(proposta, testo, prosa)
        make_allegato_proposta(proposta=proposta, titolo=testo)
        client = Client()
        client.force_login(chi)
        pagina = client.get(Proposta.objects.get(pk=proposta.pk).get_absolute_url())
        bozza = read(pagina.text)
        assert (bozza.count(testo) >= 9, bozza.count(prosa)) == (True, 2)
        transaction.set_rollback(True)


@SPESSO
@given(TESTI, PROSA)
def test_as_it_was_sent(testo: str, prosa: str) -> None:
    proposta = make_complete()
    fill(proposta, testo, prosa)
    chi = make_referente(proposta)
    perform(Proposta.objects.get(pk=proposta.pk), "send", chi)

    scritto = read(render_html(Proposta.objects.get(pk=proposta.pk)))

    assert (scritto.count(testo) >= 9, scritto.count(prosa)) == (True, 2)


@pytest.fixture
def gara() -> Gara:
    gara = make_gara()
    gara.open()
    gara.declare()
    return gara


@SPESSO
@given(testo=TESTI)
def test_the_reasons_of_a_sheet(gara: Gara, testo: str) -> None:
    scheda = gara.sheet(0)
    Punteggio.objects.filter(valutazione=scheda).update(punti=7, motivazione=testo)
    with unguarded():
        Proposta.objects.filter(pk=scheda.proposta_id).update(titolo=testo)
    client = Client()
    client.force_login(gara.person(0))

    modulo = client.get(scheda.get_absolute_url()).context["form"]
    consegna = read(client.get(f"{scheda.get_absolute_url()}consegna/").text)

    assert [modulo[n].value() for n in ("motivazione_1", "motivazione_2")] == [testo, testo]
    assert consegna.count(testo) >= 2
