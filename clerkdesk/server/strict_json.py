"""Bodies are JSON as RFC 8259 has it, read by orjson; what it cannot hold exactly, Python reads."""

import json
import math
from collections.abc import Callable, Coroutine, Iterable

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute

_BODY = "clerkdesk.body"


class StrictRequest(Request):
    """A request whose numbers are numbers."""

    async def json(self) -> object:
        """The body; whole numbers beyond 64 bits may have become floats, `read_exactly` does better.

        Raises:
            ValueError: it is no JSON.
        """
        body = self.scope[_BODY] = await self.body()
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:  # half a character, nested too deep: Python decides
            return _read(body)


class StrictRoute(APIRoute):
    """A route that reads its body strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[None, None, Response]]:
        """Hand the strict request on."""
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strict


def read_exactly(request: Request) -> object:
    """The body of a request with numbers of any length, as Python reads them."""
    return _read(request.scope[_BODY])


def has_floats(value: object) -> bool:
    """Whether a number of a JSON value is no whole one of 64 bits."""
    if type(value) is float:
        return True
    left = [value]
    while left:
        inner = left.pop()
        parts: Iterable[object] = ()
        if isinstance(inner, dict):
            parts = inner.values()
        elif isinstance(inner, list):
            parts = inner
        for part in parts:
            kind = type(part)
            if kind is float:
                return True
            if kind is dict or kind is list:
                left.append(part)
    return False


def _read(body: bytes) -> object:
    value: object = json.loads(body, parse_constant=_refuse, parse_float=_finite)
    return value


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError("the number is too large")
    return value
