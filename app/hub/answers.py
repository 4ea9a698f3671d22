"""From a request to a signed answer: who asks, whether it may be believed, and what went wrong."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.core.problems import PersonProblem, Problem
from app.domain.operations import canonical_json
from app.hub.enrolling import EnrolledCounter, enrolled
from app.hub.receiver import Receiver
from app.sync.keys import is_signed
from app.sync.signing import SIGNATURE, UNHASHED, Stamp, digest, sign_answer, stamp_from

_STATUS = {"hub.full": 507, "hub.database_failed": 503}
_PATIENCE = {429: "5", 503: "10", 507: "60"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the receiver takes at once.

    Attributes:
        in_flight: requests worked on at the same time; more are told to come back (503).
        per_counter: of them, of one counter (429).
        body: bytes of a compressed request.
        file: bytes of one file.
    """

    in_flight: int = 64
    per_counter: int = 4
    body: int = 16 << 20
    file: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Refuse(Exception):  # noqa: N818 - a reply by way of an exception
    """The request is answered with a signed error."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.reply = Reply(status, canonical_json({"error": code}))


@dataclass(frozen=True, slots=True)
class Asked:
    """An authenticated request."""

    counter: EnrolledCounter
    stamp: Stamp
    request: Request
    body: bytes

    @property
    def nonce(self) -> bytes:
        """The attempt, 16 bytes."""
        return bytes.fromhex(self.stamp.nonce)


Handler = Callable[[Asked], Awaitable[Reply]]
Endpoint = Callable[[Request], Awaitable[Response]]


class Gate:
    """Turns handlers into endpoints that authenticate, limit, sign and name every trouble."""

    def __init__(self, receiver: Receiver, limits: Limits) -> None:
        self._receiver = receiver
        self._limits = limits
        self._busy: Counter[bytes] = Counter()

    def endpoint(self, handler: Handler, *, streamed: bool = False) -> Endpoint:
        """Return handler as an endpoint; streamed: it reads the body itself, piece by piece."""

        async def answer(request: Request) -> Response:
            try:
                stamp, signature = stamp_from(request.method, _path(request), request.headers)
            except ValueError:
                return Response(canonical_json({"error": "unsigned"}), 400, media_type="application/json")
            try:
                reply = await self._reply(handler, request, stamp, signature, streamed=streamed)
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is there to read it
            return self._signed(stamp, reply)

        return answer

    async def _reply(
        self, handler: Handler, request: Request, stamp: Stamp, signature: bytes, *, streamed: bool
    ) -> Reply:
        try:
            counter = await run_in_threadpool(self._known, stamp, signature)
            body = b"" if streamed else await read_body(request, self._limits.body)
            _check_digest(stamp, UNHASHED if streamed else digest(body))
            self._enter(counter.counter_id)
            try:
                return await handler(Asked(counter, stamp, request, body))
            finally:
                self._busy[counter.counter_id] -= 1
        except Refuse as refused:
            return refused.reply
        except PersonProblem as problem:
            return Refuse(403, problem.code).reply
        except Problem as problem:
            return Refuse(_STATUS.get(problem.code, 500), problem.code).reply
        except (ValueError, KeyError, TypeError):
            return Refuse(400, "malformed").reply

    def _known(self, stamp: Stamp, signature: bytes) -> EnrolledCounter:
        counter = enrolled(self._receiver, bytes.fromhex(stamp.counter))
        if counter is None:
            raise Refuse(401, "counter_unknown")
        if not is_signed(stamp.message(), signature, counter.public_key):
            raise Refuse(401, "signature")
        if stamp.practice != self._receiver.practice:
            raise Refuse(403, "receiver_is_practice" if self._receiver.practice else "receiver_not_practice")
        return counter

    def _enter(self, counter: bytes) -> None:
        if self._busy[counter] >= self._limits.per_counter:
            raise Refuse(429, "busy")
        if self._busy.total() >= self._limits.in_flight:
            raise Refuse(503, "busy")
        self._busy[counter] += 1

    def _signed(self, stamp: Stamp, reply: Reply) -> Response:
        # A HEAD answer travels without a body: its offset is what is signed instead.
        content = reply.headers.get("Upload-Offset", "").encode() if stamp.method == "HEAD" else reply.body
        headers = {**reply.headers, SIGNATURE: sign_answer(self._receiver.key, stamp.nonce, reply.status, content)}
        if reply.status in _PATIENCE:
            headers["Retry-After"] = _PATIENCE[reply.status]
        return Response(reply.body if stamp.method != "HEAD" else b"", reply.status, headers)


def _check_digest(stamp: Stamp, expected: str) -> None:
    if stamp.digest != expected:
        raise Refuse(400, "digest")


def _path(request: Request) -> str:
    query = request.scope["query_string"].decode("latin-1")
    path: str = request.scope["raw_path"].decode("latin-1")
    return f"{path}?{query}" if query else path


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body of a request; raises Refuse where it is longer than limit bytes."""
    pieces, total = [], 0
    async for piece in request.stream():
        total += len(piece)
        if total > limit:
            raise Refuse(413, "too_large")
        pieces.append(piece)
    return b"".join(pieces)
