"""Bodies are JSON as RFC 8259 has it: Python's own reader takes NaN and Infinity as well."""

import json
import math
from collections.abc import Callable, Coroutine

from fastapi import Request, Response
from fastapi.routing import APIRoute

_FLOATS = "clerkdesk.floats"


def has_floats(request: Request) -> bool:
    """Whether a number in the body, read strictly, is no whole one."""
    return bool(request.scope.get(_FLOATS, True))


class StrictRequest(Request):
    """A request whose numbers are numbers."""

    async def json(self) -> object:
        """The body.

        Raises:
            ValueError: it is no JSON.
        """
        floats = False

        def finite(text: str) -> float:
            nonlocal floats
            floats = True
            return _finite(text)

        value: object = json.loads(await self.body(), parse_constant=_refuse, parse_float=finite)
        self.scope[_FLOATS] = floats
        return value


class StrictRoute(APIRoute):
    """A route that reads its body strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[None, None, Response]]:
        """Hand the strict request on."""
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strict


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError("the number is too large")
    return value
