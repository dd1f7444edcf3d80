"""Blueprints of the API that are described once somebody asks for the API's document."""

from collections.abc import Callable
from typing import Any

from flask_openapi3 import APIBlueprint
from flask_openapi3.types import ParametersTuple
from flask_openapi3.utils import parse_parameters


class ApiBlueprint(APIBlueprint):
    """flask-openapi3's, save that no schema is made while routes are added: that was most of what a server's start did,
    and few ever ask."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._undescribed: list[tuple[str, Callable[..., Any], dict[str, Any]]] = []

    def describe(self) -> None:
        """Makes the description of every route that was added since the last call: `paths`, `tags` and schemas."""
        undescribed, self._undescribed = self._undescribed, []
        for rule, view, described in undescribed:
            super()._collect_openapi_info(rule, view, **described)

    def _collect_openapi_info(self, rule: str, func: Callable[..., Any], **described: Any) -> ParametersTuple:
        self._undescribed.append((rule, func, described))
        return parse_parameters(func, doc_ui=False)
