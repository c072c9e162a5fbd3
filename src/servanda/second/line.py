"""The line to the second reader: the only place of the product that opens a connection to a model server.

One POST to the one configured address. No proxy of the environment, no redirect, no cookie, nothing compressed; the
certificate is checked against the system's authorities. The whole exchange has one limit of time, whatever the other
side does with it (a name that does not resolve, headers that drip), and can be stopped at any moment.
"""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
from datetime import date
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from servanda.domain.wording import N_
from servanda.reading.second import messages
from servanda.reading.second.form import json_schema
from servanda.second.address import Address
from servanda.second.clearance import Cleared

LARGEST = 2 * 2**20  # bytes of an answer
MOST_TOKENS = 16_000
CONNECT = 10.0  # seconds
LONGEST_WAIT = 24 * 3600  # a Retry-After beyond this says nothing


class NoAnswer(Exception):
    """The second reader gave nothing that can be used: `code`, N_ `message`, `data`. Holds no word of the other side."""

    MESSAGES = {
        "gone": N_("Nobody answers at {host}."),
        "name": N_("The name {host} is not known on this network."),
        "certificate": N_("The certificate of {host} is not trusted on this machine."),
        "timeout": N_("There was no answer within {seconds} seconds."),
        "broken": N_("The connection broke off before the answer was complete."),
        "too_large": N_("The answer is larger than {limit} KiB and was not taken."),
        "redirect": N_("{host} points to another address; this is not followed."),
        "key": N_("{host} does not accept the key of this installation."),
        "unknown": N_("{host} knows neither this address nor this model."),
        "busy": N_("{host} is busy. Try again later."),
        "busy_until": N_("{host} is busy and asks to wait {seconds} seconds."),
        "status": N_("{host} answered with fault {status}."),
        "not_json": N_(
            "The second reader did not answer in the form that was asked for: nothing of it is used."
        ),
        "cut": N_("The second reader stopped in the middle of its answer: nothing of it is used."),
        "stopped": N_("Stopped before an answer came."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


def ask(cleared: Cleared, published: date | None, stop: threading.Event) -> str:
    """Send the text and return the words of the answer. Raises NoAnswer.

    stop  set by whoever no longer wants the answer: the connection is closed at once.
    """
    if not isinstance(cleared, Cleared):
        raise TypeError("only a text that was cleared can be sent")
    exchange = _Exchange(cleared.address, _body(cleared, published))
    return _content(exchange.run(stop))


def _body(cleared: Cleared, published: date | None) -> bytes:
    address = cleared.address
    asked: dict[str, Any] = {
        "model": address.model,
        "messages": messages(cleared.text, published),
        "temperature": 0,
        "max_tokens": MOST_TOKENS,
        "stream": False,
    }
    if address.format == "json_object":
        asked["response_format"] = {"type": "json_object"}
    elif address.format == "json_schema":
        named = {"name": "statement", "schema": json_schema()}
        asked["response_format"] = {"type": "json_schema", "json_schema": named}
    return json.dumps(asked, ensure_ascii=False).encode("utf-8")


class _Exchange:
    """One request in a thread of its own, so that nothing the other side or the resolver does can outlast the limit."""

    def __init__(self, address: Address, body: bytes) -> None:
        self.address, self._body = address, body
        self._done = threading.Event()
        self._over = threading.Event()
        self._socket: Any = None
        self._answer: bytes | None = None
        self._fault: BaseException | None = None

    def run(self, stop: threading.Event) -> bytes:
        """The bytes of the answer. Raises NoAnswer."""
        end = time.monotonic() + self.address.seconds
        threading.Thread(target=self._work, daemon=True, name="second-reader").start()
        try:
            while not self._done.wait(0.05):
                if stop.is_set():
                    raise NoAnswer("stopped")
                if time.monotonic() >= end:
                    raise NoAnswer("timeout", seconds=self.address.seconds)
        finally:
            self._over.set()
            self._hang_up()
        if self._fault:
            raise self._fault
        return self._answer or b""

    def _hang_up(self) -> None:
        held = self._socket
        if held is not None:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def _work(self) -> None:
        try:
            self._answer = self._exchange()
        except NoAnswer as fault:
            self._fault = fault
        except BaseException as error:
            self._fault = _fault_of(error, self.address)
        finally:
            self._done.set()

    def _exchange(self) -> bytes:
        exchange = self

        class Plain(urllib3.connection.HTTPConnection):
            def connect(self) -> None:
                super().connect()
                exchange._connected(self.sock)

        class Secure(urllib3.connection.HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                exchange._connected(self.sock)

        timeout = urllib3.Timeout(connect=CONNECT, read=self.address.seconds)
        url = urllib3.util.parse_url(self.address.completions)
        settings: dict[str, Any] = {"timeout": timeout, "maxsize": 1, "retries": False}
        pool: urllib3.HTTPConnectionPool
        if url.scheme == "https":
            context = ssl.create_default_context()
            pool = urllib3.HTTPSConnectionPool(url.host or "", url.port, ssl_context=context, **settings)
            pool.ConnectionCls = Secure
        else:
            pool = urllib3.HTTPConnectionPool(url.host or "", url.port, **settings)
            pool.ConnectionCls = Plain
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "Servanda",
        }
        if self.address.key:
            headers["Authorization"] = f"Bearer {self.address.key}"
        with contextlib.closing(pool):
            answer = pool.urlopen(
                "POST",
                url.request_uri,
                body=self._body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                self._judge(answer)
                return self._read(answer)
            finally:
                answer.close()

    def _connected(self, held: Any) -> None:
        self._socket = held
        if self._over.is_set():  # nobody waits any longer: nothing is sent
            self._hang_up()
            raise NoAnswer("stopped")

    def _judge(self, answer: Any) -> None:
        status, host = answer.status, self.address.host
        if 300 <= status < 400:
            raise NoAnswer("redirect", host=host)
        if status in (401, 403):
            raise NoAnswer("key", host=host)
        if status == 404:
            raise NoAnswer("unknown", host=host)
        if status in (429, 503):
            wait = (answer.headers.get("Retry-After") or "").strip()
            if wait.isascii() and wait.isdecimal() and len(wait) < 7 and int(wait) <= LONGEST_WAIT:
                raise NoAnswer("busy_until", host=host, seconds=int(wait))
            raise NoAnswer("busy", host=host)
        if status != 200:
            raise NoAnswer("status", host=host, status=status)
        if (answer.headers.get("Content-Encoding") or "identity").strip().lower() != "identity":
            raise NoAnswer("not_json")

    def _read(self, answer: Any) -> bytes:
        said = answer.headers.get("Content-Length") or ""
        if said.isdecimal() and len(said) < 20 and int(said) > LARGEST:
            raise NoAnswer("too_large", limit=LARGEST // 1024)
        parts, size = [], 0
        for part in answer.stream(64 * 1024, decode_content=False):
            size += len(part)
            if size > LARGEST:
                raise NoAnswer("too_large", limit=LARGEST // 1024)
            parts.append(part)
        return b"".join(parts)


def _fault_of(error: BaseException, address: Address) -> BaseException:
    """The failure in our own words: what the library says could repeat what was sent."""
    if isinstance(error, urllib3.exceptions.NameResolutionError):
        return NoAnswer("name", host=address.host)
    if isinstance(error, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError):
        return NoAnswer("gone", host=address.host)
    if isinstance(error, urllib3.exceptions.SSLError | ssl.SSLError):
        return NoAnswer("certificate", host=address.host)
    if isinstance(error, urllib3.exceptions.ReadTimeoutError):
        return NoAnswer("timeout", seconds=address.seconds)
    if isinstance(error, HTTPError | OSError | ValueError):
        return NoAnswer("broken")
    return error


def _content(answer: bytes) -> str:
    """The words of a chat completion. Raises NoAnswer."""
    try:
        found = json.loads(answer)
        choice = found["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise NoAnswer("not_json") from error
    if isinstance(choice, dict) and choice.get("finish_reason") == "length":
        raise NoAnswer("cut")
    if not isinstance(content, str):
        raise NoAnswer("not_json")
    return content
