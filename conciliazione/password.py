"""What Django says of a short password, in Italian: its catalogue has lost that sentence."""

from django.contrib.auth import password_validation


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's own rule, with its message in the language of the portal."""

    def get_error_message(self) -> str:
        return f"Questa password è troppo corta: servono almeno {self.min_length} caratteri."
