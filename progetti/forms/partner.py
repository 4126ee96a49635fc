"""What a soggetto answers when it is asked to take part in a proposal."""

from django import forms

from conciliazione.copie import fingerprint

CONFERMA, RIFIUTA = "confirm", "refuse"

CAMBIATO = (
    "Nel frattempo chi propone ha cambiato ciò che chiede: rileggerlo qui sopra, poi rispondere."
)


class RispostaPartnerForm(forms.Form):
    """Whether it takes part; a refusal says why. By the personal link, also who answers."""

    risposta = forms.ChoiceField(
        label="La risposta",
        widget=forms.RadioSelect,
        choices=[(CONFERMA, "Sì, partecipa"), (RIFIUTA, "No, non partecipa")],
        error_messages={"required": "Scegliere se il soggetto partecipa."},
    )
    motivo = forms.CharField(
        label="Perché non partecipa",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Serve solo per dire di no: lo legge chi propone.",
    )
    nome = forms.CharField(
        label="Chi risponde",
        max_length=200,
        help_text="Nome, cognome e incarico di chi decide per il soggetto.",
        error_messages={"required": "Scrivere chi risponde."},
    )

    # What was asked when the page was opened.
    letto = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: object = None, *, compito: str, chiede_nome: bool) -> None:
        super().__init__(data)
        self.attuale = self.initial["letto"] = fingerprint({"compito": compito})
        if not chiede_nome:
            del self.fields["nome"]

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        if dati.get("risposta") == RIFIUTA and not dati.get("motivo", "").strip():
            self.add_error("motivo", "Scrivere perché il soggetto non partecipa.")
        if dati.get("letto") not in ("", None, self.attuale):
            self.add_error(None, CAMBIATO)
            self.data = self.data.copy()
            self.data["letto"] = self.attuale
        return dati
