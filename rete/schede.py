"""What the card of a soggetto says: to search engines (schema.org), and beside another one."""

from dataclasses import dataclass

from rete.enums import NaturaSoggetto
from rete.models import Soggetto

PUBBLICHE = {
    NaturaSoggetto.AZIENDA_SANITARIA,
    NaturaSoggetto.AMMINISTRAZIONE_STATALE,
    NaturaSoggetto.ENTE_LOCALE,
}


def describe_as_organization(soggetto: Soggetto, url: str) -> dict[str, object]:
    """The soggetto as an organisation whose page is `url`, without what is not known."""
    indirizzo = {
        "streetAddress": soggetto.indirizzo,
        "postalCode": soggetto.cap,
        "addressLocality": soggetto.localita,
    }
    dati = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization" if soggetto.natura in PUBBLICHE else "Organization",
        "name": soggetto.denominazione,
        "alternateName": soggetto.sigla,
        "description": soggetto.descrizione,
        "url": soggetto.sito or url,
        "email": soggetto.pec,
        "vatID": soggetto.partita_iva and f"IT{soggetto.partita_iva}",
        "taxID": soggetto.codice_fiscale,
        "address": {"@type": "PostalAddress", **_known(indirizzo)}
        if any(indirizzo.values())
        else "",
    }
    return _known(dati)


def _known(dati: dict[str, object]) -> dict[str, object]:
    return {nome: valore for nome, valore in dati.items() if valore}


def field_label(nome: str) -> str:
    """What people call a field of the card."""
    if nome == "slug":
        return "Indirizzo della scheda"
    verbose = str(Soggetto._meta.get_field(nome).verbose_name)
    return verbose[:1].upper() + verbose[1:]


@dataclass(frozen=True)
class Affiancati:
    """A field of two cards: `diversi` when they do not say the same."""

    campo: str
    resta: str
    via: str

    @property
    def diversi(self) -> bool:
        return self.resta != self.via


def side_by_side(resta: Soggetto, via: Soggetto) -> list[Affiancati]:
    """The fields of two cards, those that both leave empty excepted."""
    campi = [c for c in Soggetto._meta.concrete_fields if c.editable and not c.primary_key]
    righe = (
        Affiancati(field_label(c.name), _said(resta, c.name), _said(via, c.name)) for c in campi
    )
    return [riga for riga in righe if riga.resta or riga.via]


def _said(soggetto: Soggetto, nome: str) -> str:
    parole = getattr(soggetto, f"get_{nome}_display", None)
    return str((parole() if parole else getattr(soggetto, nome)) or "")
