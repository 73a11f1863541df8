"""The real nginx with `deploy/nginx.conf` in front of a real instance."""

from __future__ import annotations

import os
import re
import shutil
import signal
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kuvend.web.middleware import MOST_SENT
from tests.support.serving import Served, eventually, free_port, serving

CONF = Path(__file__).parents[2] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NGINX, reason="nginx is not installed: `make test` as root installs it"),
]


@dataclass
class Front:
    """A proxy on a port of its own."""

    port: int
    tree: Served

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str]]:
        """Return status and headers of an answer, whatever it is."""
        given = {"Host": "ogp.example.al", **{name.replace("_", "-"): value for name, value in headers.items()}}
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", body, given, method=method)
        trusting = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen(request, context=trusting, timeout=60) as answer:
                answer.read()
                return answer.status, {name.lower(): value for name, value in answer.headers.items()}
        except urllib.error.HTTPError as error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}


def configured(folder: Path, *, upstream: int, port: int) -> Path:
    """Write a whole configuration around our part, with places of its own."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=ogp.example.al"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    ours = CONF.read_text()
    for old, new in (
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("/etc/ssl/ogp.example.al.pem", str(certificate)),
        ("/etc/ssl/ogp.example.al.key", str(key)),
        ("/var/cache/nginx/kuvend", str(folder / "cache")),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
    ):
        assert old in ours
        ours = ours.replace(old, new)
    whole = folder / "nginx.conf"
    account = "user root;" if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    head = f"{account}\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nworker_processes 1;\n"
    whole.write_text(f"{head}events {{}}\nhttp {{\naccess_log off;\n{temporary}{ours}}}\n")
    return whole


@pytest.fixture(scope="module")
def front(instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    settings = {"KUVEND_HOST": "ogp.example.al", "KUVEND_SCHEME": "https", "KUVEND_PROXIES": "1"}
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    port = free_port()
    with serving(instance, **settings) as tree:
        conf = configured(folder, upstream=tree.port, port=port)
        process = subprocess.Popen([str(NGINX), "-c", str(conf), "-g", "daemon off;"])
        proxy = Front(port, tree)
        try:
            eventually(lambda: _status(proxy) == 200)
            yield proxy
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()


def _status(proxy: Front) -> int:
    try:
        return proxy.ask("/healthz")[0]
    except OSError:
        return 0


def test_nginx_understands_the_file(tmp_path: Path) -> None:
    conf = configured(tmp_path, upstream=free_port(), port=free_port())
    done = subprocess.run([str(NGINX), "-t", "-c", str(conf)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_greatest_form_passes_and_a_stranger_is_refused_by_the_application(front: Front) -> None:
    most = re.search(r"client_max_body_size\s+(\d+)m", CONF.read_text())
    assert most and int(most[1]) * 2**20 > max(MOST_SENT.values())
    for _time in range(5):  # the application answers before it has read all: a busy nginx may see the end first (502)
        status, headers = front.ask("/sq/account/login/code/", method="POST", body=b"x" * (2 * 2**20))
        if status != 502:
            break
    assert status == 413 and "x-content-type-options" in headers  # not nginx's own answer


def test_a_form_is_taken_through_the_proxy(front: Front) -> None:
    import http.cookiejar

    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=ssl._create_unverified_context()), urllib.request.HTTPCookieProcessor(jar)
    )
    page = opener.open(_asked(front, "/en/account/login/code/")).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    status, _headers = front.ask(
        "/en/account/login/code/",
        method="POST",
        body=f"csrfmiddlewaretoken={token[1]}&email=".encode(),
        Cookie=cookies,
        Referer="https://ogp.example.al/en/account/login/code/",
        Content_Type="application/x-www-form-urlencoded",
    )
    assert status != 403


def _asked(front: Front, path: str) -> urllib.request.Request:
    return urllib.request.Request(f"https://127.0.0.1:{front.port}{path}", headers={"Host": "ogp.example.al"})


def test_the_figures_stay_inside(front: Front) -> None:
    assert front.ask("/metrics")[0] == 404


def test_too_many_at_once_from_one_address_are_told_so_and_readiness_is_public(front: Front) -> None:
    assert front.ask("/readyz")[0] == 200
    answers = [front.ask("/en/account/login/code/", method="POST", body=b"")[0] for _ in range(60)]
    assert 429 in answers


def test_one_copy_serves_all_browsers_and_stays_when_the_application_is_gone(front: Front) -> None:
    assert front.ask("/sq/about/", Accept_Encoding="gzip")[1]["x-cache"] in {"MISS", "EXPIRED"}
    status, headers = front.ask("/sq/about/", Accept_Encoding="gzip, deflate, br, zstd")
    assert (status, headers["x-cache"], headers["content-encoding"]) == (200, "HIT", "gzip")
    front.ask("/sq/")
    front.tree.end(signal.SIGTERM)
    for path in ("/sq/about/", "/sq/"):
        status, headers = front.ask(path, Accept_Encoding="gzip" if "about" in path else "")
        assert (status, headers["x-cache"] in {"HIT", "STALE", "UPDATING"}) == (200, True)
    assert front.ask("/sq/calendar/?never=asked")[0] == 502
