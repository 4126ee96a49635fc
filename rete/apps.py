from django.apps import AppConfig


class ReteConfig(AppConfig):
    name = "rete"
    verbose_name = "Rete"
