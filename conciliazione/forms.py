"""Pieces of forms that every room shares."""

from django import forms
from django.core.exceptions import ValidationError

from conciliazione.intervalli import check_overlaps
from conciliazione.ricevute import new_token


class ReceiptForm(forms.Form):
    """A form that creates something once: its hidden token goes to `ricevute.once`."""

    gettone = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=new_token)


class OverlapForm(forms.ModelForm):
    """A form of one row that says in words that its period overlaps another's."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            try:
                check_overlaps(self.instance)
            except ValidationError as errore:
                self.add_error(None, errore)
