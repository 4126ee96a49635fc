from django.apps import AppConfig


class PianoConfig(AppConfig):
    name = "piano"
    verbose_name = "Piano territoriale"
