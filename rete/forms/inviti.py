"""What a person who was invited types."""

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError

from rete.models import Utente

DIVERSE = "Le due password sono diverse: scrivere la stessa due volte."


class ChoosePasswordForm(forms.Form):
    """The password with which a person will enter, twice, by the rules of the portal."""

    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=128,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Scegliere una password."},
    )
    ripetuta = forms.CharField(
        label="La stessa password, un’altra volta",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Scriverla una seconda volta."},
    )

    def __init__(self, utente: Utente, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.utente = utente

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.utente)
        return password

    def clean_ripetuta(self) -> str:
        ripetuta, password = self.cleaned_data["ripetuta"], self.data.get("password")
        if ripetuta != password:
            raise ValidationError(DIVERSE)
        return ripetuta
