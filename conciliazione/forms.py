"""Pieces of forms that every room shares."""

from django import forms

from conciliazione.ricevute import new_token


class ReceiptForm(forms.Form):
    """A form that creates something once: its hidden token goes to `ricevute.once`."""

    gettone = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=new_token)
