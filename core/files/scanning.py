"""The virus scanner: ClamAV's clamd, when OCOP_CLAMD_SOCKET names one.

The talk is INSTREAM of clamd(8): length, bytes, …, zero; one line comes back. The client libraries found wrap these
forty lines and have not been kept for years.
"""

from __future__ import annotations

import socket
import struct

from django.conf import settings

SECONDS = 20
PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class ScannerSilent(Exception):
    """The scanner is named but gave no usable answer."""


def signature_in(content: bytes) -> str:
    """The name of what the scanner found; empty for nothing, and when no scanner is named. Raises ScannerSilent."""
    if not settings.CLAMD_SOCKET:
        return ""
    try:
        with _connection(settings.CLAMD_SOCKET) as talk:
            answer = _asked(talk, content)
    except (OSError, ValueError) as error:
        raise ScannerSilent(str(error)) from error
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerSilent(answer or "no answer")


def _connection(address: str) -> socket.socket:
    """A path is a socket of this machine, anything else host:port."""
    if address.startswith("/"):
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(SECONDS)
        try:
            talk.connect(address)
        except OSError:
            talk.close()
            raise
        return talk
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _asked(talk: socket.socket, content: bytes) -> str:
    talk.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        talk.sendall(struct.pack("!I", len(piece)) + piece)
    talk.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = talk.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0").decode(errors="replace").strip()
