"""docs/server/nginx.conf before a gunicorn that is not there: it is understood; no log tells who asked for what."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ocop_portal.ground.machine import wait_until
from tests.project.server_tools import server_tool
from tests.project.small_checkout import free_port

SERVER = Path(__file__).resolve().parent.parent.parent / "docs" / "server"
HOST = "ocop.vidu.example"
CALLER, SEARCH, TOKEN = "127.0.0.1", "So-Phia", "cq2r1t-4f0a77d0b1"
# What stands around the site on a real server; folders are the test's own, so that any account can run it.
MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/main.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    access_log {folder}/main.access.log;
    include {folder}/ocop.conf;
}}
"""


class Site:
    """The site with ports, a certificate and folders of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plain, self.sealed = free_port(), free_port()
        text = (SERVER / "nginx.conf").read_text(encoding="utf-8")
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.M)  # not every machine has IPv6
        for real, ours in {
            "listen 80": f"listen {CALLER}:{self.plain}",
            "listen 443": f"listen {CALLER}:{self.sealed}",
            f"/etc/letsencrypt/live/{HOST}": str(folder),
            "/etc/nginx/ocop-proxy.conf": str(SERVER / "ocop-proxy.conf"),
            "/var/log/nginx": str(folder),
            "/var/lib/ocop": str(folder),
            "/run/ocop.sock": str(folder / "ocop.sock"),
        }.items():
            assert real in text
            text = text.replace(real, ours)
        (folder / "ocop.conf").write_text(text, encoding="utf-8")
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
        make_certificate(folder)
        self.command = [server_tool("nginx", "nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def logs(self) -> dict[str, str]:
        """What stands in each log."""
        return {path.name: path.read_text(encoding="utf-8") for path in self.folder.glob("*.log")}


def make_certificate(folder: Path) -> None:
    """A certificate of nobody's, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False
    )
    certificate = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def served(site: Site) -> Iterator[Site]:
    """nginx, serving the site; it ends with the test."""
    server = subprocess.Popen(site.command, stderr=subprocess.DEVNULL)
    try:
        assert wait_until(lambda: server.poll() is not None or listens(site.sealed), 20)
        assert server.poll() is None, site.logs()
        yield site
    finally:
        server.terminate()
        server.wait(20)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((CALLER, port)) == 0


def ask(
    site: Site, path: str, *, method: str = "GET", name: str = HOST, length: int = 0, sent: bytes = b""
) -> tuple[int, str]:
    """Status and body of one request over TLS; of what it announces, `sent` is sent."""
    context = ssl.create_default_context(cafile=str(site.folder / "fullchain.pem"))
    with (
        socket.create_connection((CALLER, site.sealed), timeout=20) as line,
        context.wrap_socket(line, server_hostname=name) as sealed,
    ):
        head = f"{method} {path} HTTP/1.1\r\nHost: {name}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        sealed.sendall(head.encode() + sent)
        answer = b"".join(iter(lambda: sealed.recv(65536), b"")).decode()
    return int(answer.split()[1]), answer.partition("\r\n\r\n")[2]


def ask_plainly(site: Site, host: str) -> bytes:
    """The first words that come back to somebody who asks without TLS."""
    with socket.create_connection((CALLER, site.plain), timeout=20) as line:
        line.sendall(f"GET /?q={SEARCH} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        return line.recv(12)


def test_the_site_is_understood(site):
    done = subprocess.run([*site.command, "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[emerg]" not in done.stderr


def test_a_site_that_is_not_understood_is_told(site):
    text = (site.folder / "ocop.conf").read_text(encoding="utf-8")
    (site.folder / "ocop.conf").write_text(text.replace("server_tokens off;", "server_tokens of;"), encoding="utf-8")
    done = subprocess.run([*site.command, "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert 'invalid value "of"' in done.stderr


@pytest.mark.slow
def test_no_log_tells_who_asked_for_what(served):
    status, page = ask(served, f"/san-pham/?q={SEARCH}")
    assert (status, "Cổng đang tạm ngừng" in page) == (503, True)
    statuses = [
        ask(served, f"/tai-khoan/mat-khau-moi/MQ/{TOKEN}/?q={SEARCH}")[0],
        ask(served, f"/static/x?q={SEARCH}")[0],
        ask(served, f"/_kho/x?q={SEARCH}")[0],
        ask(served, f"/?q={SEARCH}", method="POST", length=7 * 1024 * 1024)[0],
        *(ask(served, f"/tai-khoan/?q={SEARCH}")[0] for _time in range(25)),
    ]
    assert statuses[:4] == [503, 404, 404, 413]
    assert set(statuses[4:]) == {503, 429}  # the sign-in door is narrow
    assert ask_plainly(served, HOST) == b"HTTP/1.1 301"
    assert ask_plainly(served, f"{SEARCH}.example") == b""
    with pytest.raises(ssl.SSLError):
        ask(served, f"/?q={SEARCH}", name=f"{SEARCH.lower()}.example")

    logs = served.logs()
    assert set(logs) == {"main.log", "main.access.log", "ocop.access.log", "ocop.error.log"}
    assert {name: word for name, text in logs.items() for word in (CALLER, SEARCH, TOKEN) if word in text} == {}
    lines = logs["ocop.access.log"].splitlines()
    assert len(lines) == 1 + len(statuses)
    assert re.fullmatch(r'\S+ 127\.0\.0\.0 GET "/san-pham/" 503 502 \d+ [\d.]+ [0-9a-f]{32}', lines[0])
    assert '"/tai-khoan/mat-khau-moi/-" 503 502 ' in lines[1]


def test_no_log_tells_whose_page_staff_opened_and_which_code_was_checked(served):
    name, code, certificate = "ho-so-phia-minh-hoa", "BN7K39QFM2X", "OC7K39QFM2X"
    shown = {
        f"/staff/chu-the/{name}/": "/staff/-",
        f"/staff//chu-the/{name}/sua/": "/staff/-",
        "/staff/": "/staff/",
        f"/admin/producers/producer/?q={name}": "/admin/-",
        f"/admin/producers/producer/{name}/change/": "/admin/-",
        f"/xac-minh/{code}/": "/xac-minh/-",
        f"/en/xac-minh/{code}/in/": "/en/xac-minh/-",
        f"/km/xac-minh/{certificate}/qr.svg": "/km/xac-minh/-",
        f"/xac-minh/{code}/bien-nhan.pdf": "/xac-minh/-",
        f"/xac-minh/?ma={code}": "/xac-minh/",
        "/chu-the/": "/chu-the/",
    }
    assert [ask(served, path)[0] for path in shown] == [503] * len(shown)
    logs = served.logs()
    assert {log: word for log, text in logs.items() for word in (name, code, certificate) if word in text} == {}
    assert re.findall(r'GET "([^"]*)"', logs["ocop.access.log"]) == list(shown.values())


@pytest.mark.slow
def test_a_photo_of_a_label_comes_through_in_every_language(served):
    large = 7 * 1024 * 1024
    addresses = [f"{language}/bao-cao-nhan/" for language in ("", "/en", "/km")]
    asked = {address: ask(served, address, method="POST", length=large, sent=bytes(large))[0] for address in addresses}
    assert asked == dict.fromkeys(addresses, 503)  # it reached gunicorn, which is not there
    for narrow in ("/en/bao-cao-nhan/da-nhan/", "/en/xac-minh/", "/fr/bao-cao-nhan/"):
        assert ask(served, narrow, method="POST", length=large)[0] == 413


def test_what_costs_much_is_given_seldom(served):
    def statuses(*paths: str) -> list[int]:
        return [ask(served, path)[0] for path in paths]

    books = ["/du-lieu-mo/san-pham.xlsx", "/du-lieu-mo/chu-the.xlsx", "/du-lieu-mo/quyet-dinh.xlsx?sao=3"]
    receipts = ["/xac-minh/BN7K39QFM2X/bien-nhan.pdf", "/en/xac-minh/BN7K39QFM2X/bien-nhan.pdf?a=1"]
    assert statuses(*books, *receipts, *books) == [503] * 7 + [429]
    assert statuses(*[f"/du-lieu-mo/san-pham.{form}" for form in ("csv", "json")] * 10) == [503] * 20
    assert statuses(*["/du-lieu-mo/san-pham-may.csv"] * 5)[-3:] == [429] * 3
    assert statuses("/du-lieu-mo/", "/km/xac-minh/BN7K39QFM2X/", "/san-pham/", "/km/du-lieu-mo/") == [503] * 4
