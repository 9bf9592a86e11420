"""An S3 server of one test run on loopback: moto's, which speaks the real protocol."""

import importlib.util
import os
import socket
import subprocess
import sys
import time

import httpx
import pytest
from obstore.store import S3Store


class S3Bucket:
    """Started at once, with an empty bucket; `environment` is what a server process needs."""

    def __init__(self) -> None:
        if importlib.util.find_spec("moto") is None or importlib.util.find_spec("flask") is None:
            pytest.skip("needs moto's server (PyPI: moto[server])")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{port}"
        self.address = "s3://province"
        self.environment = {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ALLOW_HTTP": "true",
        }
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "moto.server",
                "-H",
                "127.0.0.1",
                "-p",
                str(port),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **self.environment},
        )
        for _attempt in range(200):
            try:
                httpx.put(f"{self.endpoint}/province", timeout=5)
                return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("moto's server did not start")

    def store(self) -> S3Store:
        return S3Store(
            "province",
            endpoint=self.endpoint,
            region="us-east-1",
            access_key_id="test",
            secret_access_key="test",
            client_options={"allow_http": True},
        )

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(10)
