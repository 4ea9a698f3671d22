"""The only door to the network: signed requests over httpx, and a cause for every way of not being answered.

An answer is believed when it carries the receiver's signature over this very attempt. Everything else – a status, a
page of a captive portal, a cut body, a time-out – is "no answer" and says why.
"""

import secrets
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from ipaddress import ip_address
from json import loads
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import httpx

from app.core.clock import Clock
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.operations import Operation, canonical_json
from app.sync.comparing import Own
from app.sync.digests import Comparison
from app.sync.enrolment import Admission, Application, read_code
from app.sync.greeting import Greeting, Welcome
from app.sync.keys import KeyPair
from app.sync.receipts import Receipts
from app.sync.signing import SIGNATURE, UNHASHED, Stamp, digest, is_answer
from app.sync.wire import WIRE_VERSION, decode_batch, encode_batch, operation_from

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
T = TypeVar("T")
_DNS = ("name or service not known", "getaddrinfo", "name resolution", "nodename nor servname", "no address associated")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this counter is to its receiver.

    Attributes:
        counter: the counter's id, 16 bytes.
        receiver_key: the public key learned at enrolment; nobody else is believed.
    """

    counter: bytes
    key: KeyPair
    receiver_key: bytes
    practice: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A believed answer."""

    status: int
    body: bytes
    headers: httpx.Headers


def is_this_machine(url: str) -> bool:
    """Return whether url leads to this very machine, without asking any name server."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(url: str, *, practice: bool) -> None:
    """Check that this counter may talk to url at all.

    Raises:
        PersonProblem: ``sync.address_invalid``; ``sync.practice_not_local`` where a practice office would leave the
            machine; ``sync.address_not_encrypted`` where real records would leave it in the clear.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise PersonProblem("sync.address_invalid", address=url)
    if practice and not is_this_machine(url):
        raise PersonProblem("sync.practice_not_local", address=url)
    if parts.scheme == "http" and not is_this_machine(url):
        raise PersonProblem("sync.address_not_encrypted", address=url)


def cause_of(error: httpx.HTTPError) -> str:
    """Return why the line failed, as a problem's code."""
    chain: BaseException | None = error
    while chain is not None:
        if isinstance(chain, ssl.SSLError):
            return "sync.tls"
        chain = chain.__cause__ or chain.__context__
    if isinstance(error, httpx.TimeoutException):
        return "sync.timeout"
    if isinstance(error, httpx.ProxyError):
        return "sync.proxy"
    if isinstance(error, httpx.ConnectError):
        words = str(error).lower()
        if any(word in words for word in _DNS):
            return "sync.dns"
        return "sync.refused_connection" if "refused" in words else "sync.offline"
    return "sync.cut"


@cache
def trusted_roots() -> ssl.SSLContext:
    """Return what makes a certificate believed; read once, because it costs more than a whole contact."""
    return httpx.create_ssl_context()


class Channel:
    """Signed requests to one receiver."""

    def __init__(self, url: str, identity: Identity, clock: Clock, client: httpx.Client | None = None) -> None:
        """Take the receiver's address.

        Raises:
            PersonProblem: see check_address.
        """
        check_address(url, practice=identity.practice)
        self.identity = identity
        self._clock = clock
        # A practice office stays on this machine even where a proxy is set in the environment.
        self._client = client or httpx.Client(
            base_url=url.rstrip("/"),
            verify=trusted_roots(),
            timeout=TIMEOUT,
            trust_env=not is_this_machine(url),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> "Channel":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterator[bytes] = b"",
        *,
        nonce: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send one attempt and return the receiver's answer, a refusal included.

        Raises:
            OutsideProblem: there is no answer that can be believed; the code says why.
        """
        attempt = nonce or secrets.token_bytes(16)
        who = self.identity
        hashed = digest(body) if isinstance(body, bytes) else UNHASHED
        date_now = self._clock.now().isoformat()
        stamp = Stamp(method, path, who.counter.hex(), date_now, attempt.hex(), hashed, who.practice)
        try:
            response = self._client.request(
                method, path, content=body, headers={**(headers or {}), **stamp.headers(who.key)}
            )
        except httpx.HTTPError as error:
            raise OutsideProblem(cause_of(error)) from error
        signature = response.headers.get(SIGNATURE, "")
        # A HEAD answer has no body; what it says is signed by its own headers' line.
        content = response.content if method != "HEAD" else response.headers.get("Upload-Offset", "").encode()
        if not is_answer(who.receiver_key, attempt.hex(), response.status_code, content, signature):
            raise OutsideProblem(stranger(response), status=response.status_code, retry_after=_patience(response))
        return Answer(response.status_code, content, response.headers)

    def get(self, method: str, path: str, body: bytes = b"", *, nonce: bytes = b"") -> Answer:
        """Return a good answer.

        Raises:
            OutsideProblem: no answer, or the receiver is busy, full or broken.
            PersonProblem: the receiver refuses this counter; somebody has to act.
        """
        answer = self.ask(method, path, body, nonce=nonce)
        if answer.status < 400:
            return answer
        raise refusal(answer)


def refusal(answer: Answer) -> OutsideProblem | PersonProblem:
    """Return the problem that a signed error of the receiver means."""
    try:
        code = str(loads(answer.body)["error"])
    except (ValueError, KeyError, TypeError):
        code = "server_error"
    patience = _patience_of(answer.headers)
    if answer.status in {429, 503}:
        return OutsideProblem("sync.busy", retry_after=patience or 5.0)
    if answer.status == 507:
        return OutsideProblem("sync.receiver_full", retry_after=patience or 60.0)
    if code in {"counter_unknown", "signature", "receiver_is_practice", "receiver_not_practice", "counter_stopped"}:
        return PersonProblem(f"sync.{code}")
    if answer.status >= 500:
        return OutsideProblem("sync.server_error", status=answer.status)
    return OutsideProblem("sync.not_understood", status=answer.status, detail=code)


def stranger(response: httpx.Response) -> str:
    """Return what an answer without the receiver's signature most likely is."""
    kind = response.headers.get("Content-Type", "")
    if response.status_code == 511 or response.is_redirect or (response.status_code < 400 and "html" in kind):
        return "sync.captive_portal"
    if response.status_code == 407:
        return "sync.proxy"
    if response.status_code in {429, 503}:
        return "sync.busy"
    if response.status_code >= 500:
        return "sync.server_error"
    return "sync.stranger"


def _patience(response: httpx.Response) -> float:
    return _patience_of(response.headers)


def _patience_of(headers: httpx.Headers) -> float:
    text = headers.get("Retry-After", "")
    return float(text) if text.isdigit() else 0.0


class HttpLine:
    """The line of the engine, over a channel."""

    def __init__(self, channel: Channel, program: str = "") -> None:
        self._channel = channel
        self._program = program

    def hello(self, nonce: bytes, own: Sequence[Own]) -> Welcome:
        """Exchange what both sides know; raises PersonProblem where practice meets real."""
        greeting = Greeting(tuple(own), WIRE_VERSION, self._program)
        answer = self._channel.get("POST", "/v1/hello", greeting.to_json(), nonce=nonce)
        welcome = understood(Welcome.from_json, answer.body)
        if welcome.practice != self._channel.identity.practice:
            code = "sync.receiver_is_practice" if welcome.practice else "sync.receiver_not_practice"
            raise PersonProblem(code)
        return welcome

    def push(self, nonce: bytes, operations: Sequence[Operation]) -> Receipts:
        """Send operations and return their receipts, to be verified by the engine."""
        answer = self._channel.get("POST", "/v1/push", encode_batch(operations), nonce=nonce)
        return understood(Receipts.from_json, answer.body)

    def lacking(self, op_ids: Sequence[bytes]) -> tuple[bytes, ...]:
        """Return those that the receiver does not hold."""
        answer = self._channel.get("POST", "/v1/lacking", canonical_json([op_id.hex() for op_id in op_ids]))
        return understood(lambda body: tuple(bytes.fromhex(one) for one in loads(body)["lacking"]), answer.body)

    def pull(self, incarnation: bytes, after: int) -> tuple[Operation, ...]:
        """Return the next operations that the receiver holds."""
        query = urlencode({"incarnation": incarnation.hex(), "after": after})
        answer = self._channel.get("GET", f"/v1/operations?{query}")
        return understood(lambda body: tuple(operation_from(one) for one in decode_batch(body)), answer.body)

    def compare(self, day: date, *, whole_office: bool = False) -> Comparison:
        """Return what the receiver holds of a day: of this counter, or of its whole office."""
        query = urlencode({"day": day.isoformat(), "scope": "office" if whole_office else "counter"})
        answer = self._channel.get("GET", f"/v1/compare?{query}")
        return understood(lambda body: Comparison(**loads(body)), answer.body)


def understood(read: Callable[[bytes], T], body: bytes) -> T:
    """Return what read makes of a signed body.

    Raises:
        OutsideProblem: ``sync.not_understood``: both programs speak different versions.
    """
    try:
        return read(body)
    except (ValueError, KeyError, TypeError) as error:
        raise OutsideProblem("sync.not_understood", status=200, detail=type(error).__name__) from error


def enrol(url: str, code: str, counter: bytes, key: KeyPair, *, practice: bool, client: httpx.Client) -> Admission:
    """Enrol a counter with a one-time code; may be repeated with the same key until it is answered.

    Raises:
        PersonProblem: ``sync.code_malformed``, ``sync.code_wrong``, or see check_address.
        OutsideProblem: no answer that proves to know the code.
    """
    check_address(url, practice=practice)
    signs = read_code(code)
    if signs is None:
        raise PersonProblem("sync.code_malformed")
    application = Application.make(signs, counter, key.public, practice=practice)
    try:
        response = client.post(f"{url.rstrip('/')}/v1/enrol", content=application.to_json())
    except httpx.HTTPError as error:
        raise OutsideProblem(cause_of(error)) from error
    if response.headers.get("Content-Type", "") != "application/json":
        raise OutsideProblem(stranger(response), status=response.status_code)
    if response.status_code != 200:
        # Nobody has proved anything yet, so this is a hint for the person and changes nothing here.
        raise refused_enrolment(response)
    admission = understood(Admission.from_json, response.content)
    if not admission.is_proved(signs, key.public):
        raise OutsideProblem("sync.stranger", status=response.status_code)
    return admission


def enrol_at(url: str, code: str, counter: bytes, key: KeyPair, *, practice: bool) -> Admission:
    """As enrol, with a connection of its own."""
    check_address(url, practice=practice)
    with httpx.Client(verify=trusted_roots(), timeout=TIMEOUT, trust_env=not is_this_machine(url)) as client:
        return enrol(url, code, counter, key, practice=practice, client=client)


def refused_enrolment(response: httpx.Response) -> OutsideProblem | PersonProblem:
    """Return the problem that an error during enrolment means."""
    problem = refusal(Answer(response.status_code, response.content, response.headers))
    if isinstance(problem, OutsideProblem) and problem.params.get("detail") in {"code_wrong", "code_used"}:
        return PersonProblem(f"sync.{problem.params['detail']}")
    return problem
