"""Calls, for the lines of the matrix that ask for one."""

from collections.abc import Callable

from alleanze.enums import RuoloPartenariato
from alleanze.models import Partenariato
from conciliazione.copie import fingerprint
from progetti.models import DocumentoAvviso, VersioneAvviso
from rete.models import Ciclo
from tests.factories import (
    make_alleanza,
    make_atto,
    make_avviso,
    make_documento,
    make_progetto,
    make_quesito,
    make_soggetto,
)


def _call(stato: str = "pubblicato", **parti: object) -> dict[str, object]:
    return {"slug": make_avviso(stato, ciclo=Ciclo.objects.current()).slug, **parti}


def _second_level() -> dict[str, object]:
    """A draft that the soggetto for which `capofila` speaks issues on a project of its own."""
    guida = Partenariato.objects.filter(ruolo=RuoloPartenariato.CAPOFILA).first()
    alleanza = guida.alleanza if guida else make_alleanza()
    progetto = make_progetto(alleanza=alleanza, ciclo=alleanza.ciclo)
    emanante = guida.soggetto if guida else make_soggetto()
    avviso = make_avviso(
        "bozza", ciclo=alleanza.ciclo, livello="secondo", progetto=progetto, emanante=emanante
    )
    return {"slug": avviso.slug}


def _question() -> dict[str, object]:
    quesito = make_quesito(avviso=make_avviso(ciclo=Ciclo.objects.current()))
    return {"slug": quesito.avviso.slug, "codice": quesito.codice}


def _version() -> dict[str, object]:
    dati = {"titolo": "Avviso", "sommario": "In breve"}
    versione = VersioneAvviso.objects.create(
        avviso=make_avviso(ciclo=Ciclo.objects.current()),
        numero=1,
        genere="pubblicazione",
        dati=dati,
        sha256=fingerprint(dati),
        atto=make_atto(),
    )
    return {"slug": versione.avviso.slug, "numero": 1}


def _file() -> dict[str, object]:
    voce = DocumentoAvviso.objects.create(
        avviso=make_avviso("bozza", ciclo=Ciclo.objects.current()),
        titolo="Modello",
        documento=make_documento(),
    )
    return {"slug": voce.avviso.slug, "documento": voce.documento.codice}


def _published_file() -> dict[str, object]:
    voce = DocumentoAvviso.objects.create(
        avviso=make_avviso(), titolo="Modello", documento=make_documento()
    )
    return {"codice": voce.documento.codice}


THERE: dict[str, Callable[[], dict[str, object]]] = {
    "avviso-pubblicato": _call,
    "avviso-in-bozza": lambda: _call("bozza"),
    "avviso-di-secondo-livello": _second_level,
    "pagina-di-avviso": lambda: _call("bozza", pagina="testo"),
    "avviso-da-pubblicare": lambda: _call("bozza", parole="pubblica"),
    "quesito": _question,
    "versione-di-avviso": _version,
    "documento-di-avviso": _file,
    "documento-di-avviso-pubblicato": _published_file,
}
