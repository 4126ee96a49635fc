"""What is found of the signatures of a file, in values and in the words of an office."""

import re
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Self

from django.utils import timezone

from conciliazione.date import format_day


class Catena(StrEnum):
    """How much the certificate of who signs is worth, as far as we can tell."""

    VERIFICATA = "verificata"
    NON_VERIFICATA = "non verificata"
    NON_RICONOSCIUTA = "non riconosciuta"


class Copertura(StrEnum):
    """What of the file as it is today a signature speaks of."""

    TUTTO = "tutto"
    CON_AGGIUNTE = "con aggiunte"
    IN_PARTE = "in parte"


_CODICE_FISCALE = re.compile(r"(?:TINIT-|IT:)([A-Z0-9]{16})")
_PARTITA_IVA = re.compile(r"(?:VATIT-|TINIT-|IT:)([0-9]{11})")

_CATENE = {
    Catena.VERIFICATA: "Il certificato è di un’autorità riconosciuta: {emittente}.",
    Catena.NON_VERIFICATA: (
        "Catena non verificata: su questo portale non sono configurate le autorità riconosciute"
        " (il certificato si dice di {emittente})."
    ),
    Catena.NON_RICONOSCIUTA: (
        "Il certificato non è di un’autorità riconosciuta: si dice di {emittente}."
    ),
}
_COPERTURE = {
    Copertura.TUTTO: "Il documento è quello firmato, senza modifiche.",
    Copertura.CON_AGGIUNTE: (
        "Il documento è quello firmato; dopo sono state aggiunte solo altre firme o sono stati"
        " compilati campi."
    ),
    Copertura.IN_PARTE: (
        "Attenzione: dopo questa firma il documento è stato modificato; la firma vale solo per come"
        " era prima."
    ),
}
_PROBLEMI = {
    "senza-documento": (
        "Il file contiene la firma ma non il documento firmato: chiedere il file .p7m con il"
        " documento incluso."
    ),
    "inesplorabile": (
        "Il portale non riesce a leggere le firme di questo file: verificarlo con un programma di"
        " firma."
    ),
}


@dataclass(frozen=True)
class Firma:
    """One signature. `codice` is the serial number of the subject, as the certificate writes it.

    `integra`: what was signed is what is in the file. `quando` is ISO 8601, UTC; empty when
    nobody says it. When `problema` is true the signature could not be read and the rest is empty.
    """

    forma: str
    firmatario: str = ""
    codice: str = ""
    emittente: str = ""
    certificato: str = ""
    quando: str = ""
    marca_temporale: bool = False
    integra: bool = False
    copertura: Copertura = Copertura.IN_PARTE
    catena: Catena = Catena.NON_VERIFICATA
    autofirmato: bool = False
    scaduto: bool = False
    problema: bool = False

    @property
    def copre_tutto(self) -> bool:
        """Whether nothing but other signatures or filled fields came after it."""
        return self.integra and self.copertura != Copertura.IN_PARTE

    @property
    def in_parole(self) -> tuple[str, ...]:
        """What to know of it, in plain sentences."""
        if self.problema:
            return ("C’è una firma che il portale non riesce a leggere.",)
        if not self.integra:
            guasta = "Attenzione: la firma non corrisponde al documento, che è stato modificato."
            return (self._who_and_when(), guasta)
        frasi = [self._who_and_when(), _COPERTURE[self.copertura], self._chain()]
        if self.scaduto:
            frasi.append("Attenzione: il giorno della firma il certificato non era valido.")
        return tuple(frasi)

    def _who_and_when(self) -> str:
        chi = f"Firma di {self.firmatario or 'una persona senza nome'}{self._code_in_words()}"
        if not self.quando:
            return f"{chi}, senza data."
        momento = timezone.localtime(datetime.fromisoformat(self.quando))
        garante = "marca temporale" if self.marca_temporale else "ora dichiarata da chi firma"
        return f"{chi}, {format_day(momento.date())} alle {momento:%H:%M} ({garante})."

    def _code_in_words(self) -> str:
        if trovato := _CODICE_FISCALE.fullmatch(self.codice):
            return f" (codice fiscale {trovato[1]})"
        if trovato := _PARTITA_IVA.fullmatch(self.codice):
            return f" (partita IVA {trovato[1]})"
        return f" ({self.codice})" if self.codice else ""

    def _chain(self) -> str:
        if self.autofirmato and self.catena != Catena.VERIFICATA:
            return "Il certificato non è di un’autorità: se l’è fatto chi firma."
        return _CATENE[self.catena].format(emittente=self.emittente or "nessuno")

    def as_dict(self) -> dict[str, object]:
        """Plain values, with the sentences."""
        return {**vars(self), "copre_tutto": self.copre_tutto, "in_parole": list(self.in_parole)}

    @classmethod
    def from_dict(cls, scritti: dict[str, object]) -> Self:
        """What `as_dict` wrote; what is computed is computed again."""
        valori = {campo.name: scritti[campo.name] for campo in fields(cls)}
        copertura, catena = Copertura(valori["copertura"]), Catena(valori["catena"])
        return cls(**{**valori, "copertura": copertura, "catena": catena})


@dataclass(frozen=True)
class EsitoFirma:
    """Every signature of a file. `corrisponde` says whether what is signed is the original given,
    with nothing but signatures added; None when none was given. `problema` is a word for what
    could not be done, empty when nothing went wrong.
    """

    firme: tuple[Firma, ...] = ()
    corrisponde: bool | None = None
    problema: str = ""

    @property
    def valida(self) -> bool:
        """Whether there is a signature and each one is of the whole document, by somebody known."""
        return bool(self.firme) and all(
            firma.copre_tutto and firma.catena == Catena.VERIFICATA and not firma.scaduto
            for firma in self.firme
        )

    @property
    def in_parole(self) -> str:
        """The whole in one paragraph for who must judge."""
        if self.problema:
            return _PROBLEMI[self.problema]
        if not self.firme:
            return "Il file non contiene firme elettroniche."
        frasi = [frase for firma in self.firme for frase in firma.in_parole]
        return " ".join([*self._match(), *frasi, "La revoca dei certificati non è controllata."])

    def _match(self) -> list[str]:
        if self.corrisponde is None:
            return []
        if self.corrisponde:
            return ["Il documento firmato è quello prodotto dal portale."]
        return ["Attenzione: il documento firmato non è quello prodotto dal portale."]

    def as_dict(self) -> dict[str, object]:
        """Plain values that JSON can write."""
        return {
            "firme": [firma.as_dict() for firma in self.firme],
            "corrisponde": self.corrisponde,
            "problema": self.problema,
            "valida": self.valida,
            "in_parole": self.in_parole,
        }

    @classmethod
    def from_dict(cls, scritti: dict[str, object]) -> Self:
        """What `as_dict` wrote; what is computed is computed again."""
        firme = tuple(Firma.from_dict(firma) for firma in scritti["firme"])
        return cls(firme, scritti["corrisponde"], scritti["problema"])
