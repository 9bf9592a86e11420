"""Asks a running server what its OpenAPI allows and forbids: `python -m tests.fakes.fuzz_openapi URL TOKEN COUNT SECRET`.

Prints JSON: how many requests were answered, and every answer that a desk must never get (a defect, a
refusal that is no problem object, or `SECRET`, which belongs to another agency).
"""

import json
import sys
import time
from collections.abc import Sequence

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings


def main(arguments: Sequence[str]) -> int:
    """Ask, spread over all operations."""
    url, token, count, secret = arguments[0], arguments[1], int(arguments[2]), arguments[3]
    schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    asked, wrong = 0, []
    for operation in operations:

        @seed(2016)
        @settings(
            max_examples=-(-3 * count // (2 * len(operations))),
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            nonlocal asked
            query = dict(case.query or {})
            if "wait" in query:
                query["wait"] = 0  # a long poll that waits is no finding
                case.query = query
            sent = {"Authorization": f"Bearer {token}"}
            answer = case.call(headers=sent, timeout=30)
            if answer.status_code == 429:  # as a desk does: wait and ask again
                time.sleep(1)
                answer = case.call(headers=sent, timeout=30)
            asked += 1
            media_type = (answer.headers.get("content-type") or [""])[0]
            said = f"{case.method} {case.formatted_path} {answer.status_code}"
            if answer.status_code >= 500:
                wrong.append(f"{said}: a defect")
            is_problem = media_type.startswith("application/problem+json")
            if answer.status_code >= 400 and case.method != "HEAD" and not is_problem:
                wrong.append(f"{said}: {media_type} {answer.content[:200]!r}")
            if secret.encode() in answer.content:
                wrong.append(f"{said}: shows what is another agency's")

        ask()
    sys.stdout.write(json.dumps({"operations": len(operations), "asked": asked, "wrong": wrong}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
