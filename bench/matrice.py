"""The scores of an organo, for who sits on it: with 10 proposals and with 300.

    python -m bench.matrice riempi 300      fills the empty database of this process
    python -m bench.matrice misura cartella-10 cartella-300

Seven members, eight criteria, a sheet of each member on each proposal. Of the many proposals as
many rows are shown as the few have, so that like is compared with like.
"""

import json
import os
import sys
from datetime import timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import django

UN_ANNO = timedelta(days=365)
GIRI = 15
POCHE, MOLTE = 10, 300
MEMBRI, CRITERI = 7, 8
LIMITE = 1.5
SLUG = "avviso-con-i-punteggi"
CHI = "componente-0@ente.example"


def fill(quante: int) -> None:
    """The territory, a call whose scores are revealed, and all that was scored."""
    from django.core.management import call_command
    from django.db import transaction

    from bench.sintetici.territorio import write_territory

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        avviso, mandati = _write_call(write_territory())
        _write_sheets(_write_proposals(quante, avviso), mandati)


def _write_call(ciclo: object) -> tuple[object, list]:
    """The call with its criteria, and who scores it, each having declared no interest."""
    from django.utils import timezone

    from bench.sintetici.parti import FRASE, many
    from progetti.models import Avviso, Criterio, DichiarazioneInteressi
    from rete.models import Atto

    mandati, ieri = _write_members(ciclo), timezone.now() - timedelta(days=1)
    istanti = {"apre_il": ieri - timedelta(days=60), "chiude_il": ieri}
    avviso = Avviso.objects.create(
        slug=SLUG,
        ciclo=ciclo,
        emanante=ciclo.capofila,
        titolo="Avviso con i punteggi",
        testo=FRASE,
        stato="chiuso",
        **{nome: quando + UN_ANNO for nome, quando in istanti.items()},
        dotazione=Decimal(100_000),
        organo=mandati[0].seggio.organo,
        numero_legale=2,
        soglia=Decimal(60),
        scarto=Decimal(20),
        atto=Atto.objects.first(),
        **dict.fromkeys(("pubblicato_il", "chiuso_il", "valutazione_aperta_il"), ieri),
        rivelato_il=ieri,
    )
    criteri = {"avviso": avviso, "peso": Decimal("12.5"), "massimo": Decimal(10)}
    many(Criterio, ({"ordine": n, "titolo": f"Criterio {n}", **criteri} for n in range(CRITERI)))
    # By what a call judges is written before it opens: the database refuses it later.
    Avviso.objects.update(**istanti)
    dichiara = {"avviso": avviso, "testo": "Nessun interesse."}
    many(DichiarazioneInteressi, ({"mandato": m, **dichiara} for m in mandati))
    return avviso, mandati


def _write_members(ciclo: object) -> list:
    from bench.sintetici.parti import many
    from rete.models import Mandato, Organo, Seggio, Utente

    organo = Organo.objects.create(
        slug="organo-che-valuta", denominazione="Organo", livello="rete", ordine=1
    )
    return many(
        Mandato,
        (
            {
                "utente": Utente.objects.create_user(
                    f"componente-{n}@ente.example", None, nome=f"Componente {n}"
                ),
                "seggio": Seggio.objects.create(organo=organo, ordine=n, categoria="Enti locali"),
                "designato_da": _write_body(f"ente-{n}"),
                "dal": ciclo.dal,
            }
            for n in range(MEMBRI)
        ),
    )


def _write_body(slug: str) -> object:
    from rete.enums import NaturaSoggetto
    from rete.models import Soggetto

    natura = NaturaSoggetto.values[0]
    return Soggetto.objects.create(slug=slug, denominazione=f"Soggetto {slug}", natura=natura)


def _write_proposals(quante: int, avviso: object) -> list:
    """Admissible proposals, each with two participants."""
    from bench.sintetici.parti import many
    from progetti.models import PartecipazioneProposta, Proposta
    from rete.models import Utente

    altro, chi = _write_body("partner"), Utente.objects.get(email=CHI)
    quando = dict.fromkeys(("presentata_il", "istruita_il"), avviso.pubblicato_il)
    proposte = many(
        Proposta,
        (
            {
                "avviso": avviso,
                "stato": "ammissibile",
                "proponente": _write_body(f"proponente-{n:05d}"),
                "titolo": f"Proposta {n:05d}",
                "creata_da": chi,
                **quando,
            }
            for n in range(quante)
        ),
    )
    parti = ((p, s) for p in proposte for s in (p.proponente, altro))
    many(
        PartecipazioneProposta,
        ({"proposta": p, "soggetto": s, "capofila": s is not altro} for p, s in parti),
    )
    return proposte


def _write_sheets(proposte: list, mandati: list) -> None:
    """A sheet of each member on each proposal, delivered."""
    from bench.sintetici.parti import FRASE, many
    from conciliazione.copie import fingerprint
    from progetti.models import PunteggioConsegnato, Valutazione

    consegnata = {"stato": "consegnata", "consegnata_il": proposte[0].presentata_il}
    schede = many(
        Valutazione,
        ({"proposta": p, "mandato": m, **consegnata} for p, m in product(proposte, mandati)),
    )
    riga = {"peso": "12.50", "massimo": "10.00", "punti": "7.50", "motivazione": FRASE}
    righe = [{"criterio": n, "titolo": f"Criterio {n}", **riga} for n in range(CRITERI)]
    dati = {"criteri": righe}
    detto = {"numero": 1, "dati": dati, "totale": Decimal(75), "sha256": fingerprint(dati)}
    many(
        PunteggioConsegnato,
        ({"valutazione": s, "consegnato_da": s.mandato.utente, **detto} for s in schede),
    )


def compare(basi: dict[int, Path]) -> dict[str, object]:
    """Queries at both sizes, and how many times as long with many proposals."""
    from django.urls import reverse

    from bench.tempi import Banco, reading
    from progetti.views.valutazioni import matrice
    from rete.models import Utente

    matrice.PER_PAGINA = POCHE
    url, banchi = reverse("valutazioni:matrix", args=[SLUG]), {}
    for giro in range(GIRI + 1):
        for quante, base in basi.items():
            with reading(base):
                if giro == 0:
                    banchi[quante] = Banco()
                    banchi[quante].client.force_login(Utente.objects.get(email=CHI))
                    banchi[quante].warm_up(url, quante)
                else:
                    banchi[quante].time(url, quante)
    return {
        "query": [banco.query[url, quante] for quante, banco in banchi.items()],
        "ms": [banco.milliseconds(url, quante) for quante, banco in banchi.items()],
    }


def report(misure: dict[str, list]) -> int:
    """Print the figures; 1 when a bound is broken."""
    (poche, molte), query = misure["ms"], misure["query"]
    print(
        f"Punteggi dell'organo: {query[1]} query, {molte / poche:.2f} × con {MOLTE} proposte"
        f" ({poche:.1f} e {molte:.1f} ms)"
    )
    difetti = []
    if len(set(query)) > 1:
        difetti.append(f"Punteggi dell'organo: le query crescono, {query}")
    if molte / poche > LIMITE:
        difetti.append(f"Punteggi dell'organo: {molte / poche:.2f} × con {MOLTE} proposte")
    print(*difetti, sep="\n")
    return int(bool(difetti))


def main(argomenti: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conciliazione.settings")
    django.setup()
    cosa, *resto = argomenti
    if cosa == "riempi":
        fill(int(resto[0]))
    else:
        basi = {int(Path(cartella).name): Path(cartella) for cartella in resto}
        json.dump(compare(basi), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
