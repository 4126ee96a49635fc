"""What people type in the pages of the network."""

from rete.forms.segnalazioni import ChiusuraForm, SegnalazioneForm, local_path

__all__ = ["ChiusuraForm", "SegnalazioneForm", "local_path"]
