"""Headless Chromium, driven over WebDriver; no library between."""

import base64
import shutil
import subprocess
import tempfile
from pathlib import Path

import httpx
import pytest

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1366,900",
)


class Browser:
    """One window; skips where Chromium and its driver are not installed."""

    def __init__(self) -> None:
        driver, chromium = shutil.which("chromedriver"), shutil.which("chromium")
        if driver is None or chromium is None:
            pytest.skip("needs headless Chromium (Debian: chromium, chromium-driver)")
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._driver = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._driver.stdout is not None
        port = ""
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                port = line.rstrip(".\n").rpartition(" ")[2]
                break
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        options = {
            "binary": chromium,
            "args": [*_ARGUMENTS, f"--user-data-dir={self._profile.name}"],
        }
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        answer = self._client.post("/session", json=wanted).json()["value"]
        self._session = f"/session/{answer['sessionId']}"

    def open(self, url: str) -> None:
        self._post("url", url=url)

    @property
    def url(self) -> str:
        return str(self._get("url"))

    @property
    def text(self) -> str:
        """What a person reads."""
        return str(self._get(f"element/{self._find('body')}/text"))

    def type(self, css: str, text: str) -> None:
        element = self._find(css)
        self._post(f"element/{element}/clear")
        self._post(f"element/{element}/value", text=text)

    def click(self, xpath: str) -> None:
        """Click and wait for the page that follows."""
        before = self._find("html")
        self._post(f"element/{self._find(xpath, using='xpath')}/click")
        for _attempt in range(200):
            answer = self._client.get(f"{self._session}/element/{before}/name")
            if answer.status_code == 404:
                return
        raise AssertionError("no other page came")

    def press(self, label: str) -> None:
        """Click the button or link that is called so."""
        self.click(f"//*[self::button or self::a][normalize-space()='{label}']")

    def value_of(self, script: str) -> object:
        return self._post("execute/sync", script=f"return {script}", args=[])

    def picture(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(str(self._get("screenshot"))))

    def close(self) -> None:
        self._client.delete(self._session)
        self._client.close()
        self._driver.terminate()
        self._driver.wait(10)
        assert self._driver.stdout is not None
        self._driver.stdout.close()
        self._profile.cleanup()

    def _find(self, what: str, using: str = "css selector") -> str:
        found = self._post("element", using=using, value=what)
        assert isinstance(found, dict), found
        return str(found[_ELEMENT])

    def _get(self, path: str) -> object:
        return self._client.get(f"{self._session}/{path}").json()["value"]

    def _post(self, path: str, **message: object) -> object:
        answer = self._client.post(f"{self._session}/{path}", json=message)
        value = answer.json()["value"]
        assert answer.is_success, value
        return value
