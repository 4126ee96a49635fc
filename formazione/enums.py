"""The closed lists of training and communication."""

from django.db.models import TextChoices


class GenereTestata(TextChoices):
    LOCALE = "locale", "Periodico o quotidiano locale"
    NAZIONALE = "nazionale", "Pagina locale di quotidiano nazionale"
