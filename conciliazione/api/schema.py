"""How a view of ours enters the OpenAPI document: with the operation that it describes."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent


class PublicSchema(AutoSchema):
    """The operation that the view itself describes, and its schemas among the components."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> dict[str, object] | None:
        operazione = self.view.describe()
        if operazione is None:
            return None
        for nome, schema in operazione.schemi.items():
            registry.register_on_missing(
                ResolvedComponent(nome, ResolvedComponent.SCHEMA, schema=schema, object=nome)
            )
        return dict(operazione.corpo)
