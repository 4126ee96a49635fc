"""Loading rows from files: what they may say, and what is refused without leaving a trace."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from alleanze.models import Alleanza, Partenariato
from conciliazione.caricamento import load
from conciliazione.lettura import DatiErrati, read_folder
from piano.models import Piano, TabellaContesto
from progetti.models import Indicatore
from rete.models import Ambito, Ciclo, Soggetto

pytestmark = pytest.mark.django_db

ENTE = """
modello: rete.Soggetto
righe:
  - slug: ente
    denominazione: Ente capofila
    natura: azienda_sanitaria
    grafie:
      - {grafia: ENTE, dove: "cap. 1"}
      - {grafia: Ente}
    profilo: {nome_rete: Rete}
"""
CICLO = """
modello: rete.Ciclo
righe:
  - {slug: "2014-2015", denominazione: Biennio, dal: 2014-01-01, al: 2015-12-31, capofila: ente}
"""
ALLEANZA = """
modello: alleanze.Alleanza
righe:
  - slug: sud
    ciclo: "2014-2015"
    denominazione: Alleanza
    ambiti: [uno]
    partenariati:
      - {soggetto: ente, ruolo: capofila}
      - {soggetto: ente, ruolo: partner}
"""
AMBITI = """
modello: rete.Ambito
righe:
  - {slug: uno, denominazione: Uno, numero: 3}
  - {slug: due, denominazione: Due}
"""
TABELLA = """
modello: piano.Piano
righe:
  - ciclo: "2014-2015"
    titolo: Piano
    capitoli:
      - {numero: 4, slug: contesto, titolo: Contesto}
"""


@pytest.fixture
def folder(tmp_path: Path):
    """A folder of files: `folder(nome="testo")` writes them and returns it."""

    def write(**testi: str) -> Path:
        for nome, testo in testi.items():
            (tmp_path / f"{nome}.yaml").write_text(testo, encoding="utf-8")
        return tmp_path

    return write


def refusal(cartella: Path) -> str:
    """What is said of files that cannot be loaded; nothing of them may be left."""
    with pytest.raises(DatiErrati) as errore:
        load(read_folder(cartella))
    assert not Soggetto.objects.exists()
    return str(errore.value)


def one_soggetto(campi: str) -> str:
    return f"modello: rete.Soggetto\nrighe:\n  - {{slug: ente, natura: altro, {campi}}}\n"


def test_nested_rows_get_their_parent(folder):
    conti = load(read_folder(folder(ente=ENTE)))

    ente = Soggetto.objects.get()
    assert [(g.grafia, g.dove) for g in ente.grafie.all()] == [("ENTE", "cap. 1"), ("Ente", "")]
    assert ente.profilo.nome_rete == "Rete"
    assert conti == {"create": 4}


def test_rows_may_refer_to_rows_of_later_files(folder):
    load(read_folder(folder(a_alleanza=ALLEANZA, b_ciclo=CICLO, c_ambiti=AMBITI, d_ente=ENTE)))

    alleanza = Alleanza.objects.get()
    assert alleanza.ciclo.capofila.slug == "ente"
    assert [a.slug for a in alleanza.ambiti.all()] == ["uno"]
    assert alleanza.ciclo.dal == date(2014, 1, 1)


def test_position_in_the_list_is_the_order(folder):
    load(read_folder(folder(a=ALLEANZA, b=CICLO, c=AMBITI, d=ENTE)))

    righe = Partenariato.objects.values_list("ordine", "ruolo")
    assert list(righe) == [(1, "capofila"), (2, "partner")]


def test_loading_twice_changes_nothing(folder):
    cartella = folder(a=ALLEANZA, b=CICLO, c=AMBITI, d=ENTE)
    prima = load(read_folder(cartella))

    assert prima == {"create": 10}
    assert load(read_folder(cartella)) == {"immutate": 10}


def test_only_what_changes_is_written(folder):
    load(read_folder(folder(a=ALLEANZA, b=CICLO, c=AMBITI, d=ENTE)))
    Soggetto.objects.update(sito="https://ente.example")

    cartella = folder(
        a=ALLEANZA.replace("[uno]", "[due]"), d=ENTE.replace("Ente capofila", "Ente nuovo")
    )
    conti = load(read_folder(cartella))

    assert conti == {"aggiornate": 2, "immutate": 8}
    assert Soggetto.objects.values_list("denominazione", "sito").get() == (
        "Ente nuovo",
        "https://ente.example",
    )
    assert [a.slug for a in Alleanza.objects.get().ambiti.all()] == ["due"]


def test_a_row_left_out_of_the_files_stays(folder):
    load(read_folder(folder(c=AMBITI)))
    load(read_folder(folder(c=AMBITI.replace("  - {slug: due, denominazione: Due}\n", ""))))

    assert sorted(Ambito.objects.values_list("slug", flat=True)) == ["due", "uno"]


def test_what_the_transitions_wrote_is_not_touched(folder):
    cartella = folder(b=CICLO, d=ENTE, t=TABELLA)
    load(read_folder(cartella))
    Piano.objects.update(stato="proposto", proposto_il=date(2014, 6, 20))

    load(read_folder(cartella))

    assert Piano.objects.get().stato == "proposto"


def test_keys_of_several_fields_are_lists_and_numbers_keep_their_cents(folder):
    load(
        read_folder(
            folder(
                b=CICLO,
                d=ENTE,
                p="""
modello: progetti.Progetto
righe:
  - slug: progetto
    ciclo: "2014-2015"
    lettera: a
    titolo: Progetto
    origine: interno
    obiettivi:
      - {numero: 1, titolo: Obiettivo}
""",
                r="""
modello: progetti.RisultatoAtteso
righe:
  - obiettivo: [progetto, 1]
    ordine: 1
    testo: Risultato
    indicatori:
      - {denominazione: Indicatore, unita: euro, target: "1234.56"}
""",
            )
        )
    )

    indicatore = Indicatore.objects.get()
    assert indicatore.target == Decimal("1234.56")
    assert str(indicatore.risultato.obiettivo.progetto) == "Progetto"


@pytest.mark.parametrize(
    ("testo", "messaggio"),
    [
        (
            "modello: rete.Soggetto\nrighe:\n  - slug: [ente\n",
            "file.yaml: non è YAML corretto. Riga 4, colonna 1: controllare rientri, due punti e"
            " virgolette (expected ',' or ']', but got '<stream end>').",
        ),
        (
            one_soggetto("slug: altro"),
            "file.yaml: non è YAML corretto. Riga 3, colonna 5: controllare rientri, due punti e"
            " virgolette (la voce «slug» è scritta due volte).",
        ),
        (
            "- slug: ente\n",
            "file.yaml: servono le due voci «modello» e «righe», e nessun'altra.",
        ),
        (
            "modello: rete.Sogetto\nrighe: []\n",
            "file.yaml: il modello «rete.Sogetto» non esiste; si scrive come «rete.Soggetto».",
        ),
        (
            "modello: sessions.Session\nrighe: []\n",
            "file.yaml: le righe di «sessions.Session» non si caricano da un file.",
        ),
        (
            "modello: rete.Soggetto\nrighe: [ente]\n",
            "file.yaml › righe: serve un elenco di righe, ciascuna con i suoi campi.",
        ),
        (
            one_soggetto("denominazone: Ente"),
            "file.yaml › riga 1 (ente): il campo «denominazone» non esiste: forse «denominazione».",
        ),
        (
            one_soggetto("id: 7"),
            "file.yaml › riga 1 (ente): il campo «id» non si carica da un file: toglierlo.",
        ),
        (
            one_soggetto("denominazione: 12"),
            "file.yaml › riga 1 (ente) › denominazione: «12» non va bene, serve un testo, fra"
            " virgolette se è fatto di cifre.",
        ),
        (
            one_soggetto('denominazione: Ente, comune: "015140"'),
            "file.yaml › riga 1 (ente) › comune: «015140» non è fra comuni: correggere la chiave,"
            " o aggiungere la riga.",
        ),
        (
            one_soggetto("denominazione: Ente, natura: ente").replace("natura: altro, ", ""),
            "file.yaml › riga 1 (ente): natura: Il valore 'ente' non è una scelta valida.",
        ),
        (
            one_soggetto("denominazione: Ente, grafie: [{dove: qui}]"),
            "file.yaml › riga 1 (ente) › grafie › riga 1: manca «grafia», che fa parte della"
            " chiave.",
        ),
        (
            one_soggetto("denominazione: Ente, grafie: [{grafia: E}, {grafia: E}]"),
            "file.yaml › riga 1 (ente) › grafie › riga 2 (E): ha la stessa chiave di un'altra riga"
            " (file.yaml › riga 1 (ente) › grafie › riga 1 (E)).",
        ),
        (
            CICLO.replace("2015-12-31", '"2015-12-31"'),
            "file.yaml › riga 1 (2014-2015) › al: «2015-12-31» non va bene, serve una data, come"
            " 2014-06-27.",
        ),
        (
            AMBITI.replace("numero: 3", 'numero: "3"'),
            "file.yaml › riga 1 (uno) › numero: «3» non va bene, serve un numero intero, senza"
            " virgolette.",
        ),
        (
            AMBITI.replace("numero: 3", "distretto_dedotto: 1"),
            "file.yaml › riga 1 (uno) › distretto_dedotto: «1» non va bene, serve true oppure"
            " false.",
        ),
        (
            ALLEANZA.replace("[uno]", "uno").replace('    ciclo: "2014-2015"\n', ""),
            "file.yaml › riga 1 (sud) › ambiti: serve un elenco di chiavi.",
        ),
        (
            "modello: piano.Sezione\nrighe:\n  - {capitolo: uno, ordine: 1, testo: Testo}\n",
            "file.yaml › riga 1 (uno, 1) › capitolo: la chiave è un elenco di valori: piano,"
            " numero.",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(folder, testo, messaggio):
    assert refusal(folder(file=testo)) == messaggio


def test_a_missing_target_is_told_before_the_rows_that_wait_for_it(folder):
    cartella = folder(a=ALLEANZA, b=CICLO, d=one_soggetto('denominazione: E, comune: "015140"'))

    assert refusal(cartella).startswith("d.yaml › riga 1 (ente) › comune: «015140»")


@pytest.mark.parametrize(
    ("righe", "messaggio"),
    [
        (
            '[{etichetta: uno, valori: ["1"]}]',
            "righe: La riga «uno» ha 1 valori, le colonne sono 2.",
        ),
        (
            "[{etichetta: uno}]",
            "La tabella è un elenco di colonne (titolo, unita) e un elenco di righe"
            " (etichetta, valori).",
        ),
        (
            "uno",
            "La tabella è un elenco di colonne (titolo, unita) e un elenco di righe"
            " (etichetta, valori).",
        ),
    ],
)
def test_a_ragged_table_is_refused(folder, righe, messaggio):
    tabelle = f"""
modello: piano.TabellaContesto
righe:
  - slug: tabella
    capitolo: ["2014-2015", 4]
    ordine: 1
    titolo: Tabella
    intestazione: anno
    colonne: [{{titolo: A, unita: "", decimali: 0}}, {{titolo: B, unita: "", decimali: 0}}]
    righe: {righe}
"""
    assert refusal(folder(b=CICLO, d=ENTE, t=TABELLA, u=tabelle)) == (
        f"u.yaml › riga 1 (tabella): {messaggio}"
    )
    assert not TabellaContesto.objects.exists()


def test_overlapping_periods_are_refused_in_words(folder):
    doppio = ALLEANZA.replace(
        "{soggetto: ente, ruolo: partner}", "{soggetto: due, ruolo: capofila}"
    )
    due = one_soggetto("denominazione: Due").replace("slug: ente", "slug: due")

    assert refusal(folder(a=doppio, b=CICLO, c=AMBITI, d=ENTE, e=due)) == (
        "a.yaml › riga 1 (sud) › partenariati › riga 2 (due, capofila): L'alleanza ha già un"
        " capofila in quel periodo."
    )


def test_good_rows_before_a_wrong_one_are_not_kept(folder):
    refusal(folder(a=ENTE, b=AMBITI, c=CICLO.replace("2015-12-31", "2013-12-31")))

    assert (Ambito.objects.count(), Ciclo.objects.count()) == (0, 0)


def test_a_folder_without_files_is_refused(tmp_path):
    with pytest.raises(DatiErrati, match=r"non c'è nessun file \.yaml da caricare"):
        read_folder(tmp_path / "assente")


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "file.yaml").write_bytes(b"modello: \xff")

    with pytest.raises(DatiErrati, match=r"file\.yaml non si può leggere"):
        read_folder(tmp_path)
