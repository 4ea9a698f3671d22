"""The receiver's doors (HTTP). Each is a few lines: what it means lives in the rooms behind it."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.core.problems import PersonProblem, Problem
from app.domain.operations import canonical_json
from app.hub import reading
from app.hub.answers import Asked, Gate, Limits, Refuse, Reply, read_body
from app.hub.database import trouble_named
from app.hub.enrolling import admit
from app.hub.intake import take
from app.hub.receiver import Receiver
from app.hub.vault import is_noted, note_file
from app.sync.enrolment import Application
from app.sync.greeting import Greeting, Welcome
from app.sync.receipts import sign_file, sign_receipts
from app.sync.uploads import FILE_RECEIPT, LENGTH, METADATA, OFFSET, TUS, WRONG_DIGEST
from app.sync.wire import MAX_OPERATIONS, MAX_PLAIN, WIRE_VERSION, compress, decode_batch, encode_arrival

_ENROL_BODY = 10_000


class Doors:
    """The handlers of one receiver."""

    def __init__(self, receiver: Receiver, limits: Limits) -> None:
        self._receiver = receiver
        self._limits = limits

    async def hello(self, asked: Asked) -> Reply:
        """Compare what both sides hold."""
        receiver = self._receiver
        greeting = Greeting.from_json(asked.body)
        held, restores = await run_in_threadpool(receiver.greet, asked.counter.counter_id, greeting.own)
        welcome = Welcome(
            receiver.incarnation,
            receiver.practice,
            receiver.now(),
            (WIRE_VERSION,),
            MAX_OPERATIONS,
            MAX_PLAIN // 8,
            held,
            restores,
        )
        return _json(welcome.to_json())

    async def push(self, asked: Asked) -> Reply:
        """Take a batch of operations."""
        return await run_in_threadpool(self._push, asked)

    def _push(self, asked: Asked) -> Reply:
        receiver = self._receiver
        arrivals = decode_batch(asked.body)
        if not 1 <= len(arrivals) <= MAX_OPERATIONS:
            raise Refuse(413, "too_many")
        with trouble_named():
            items = take(receiver.engine, asked.counter.counter_id, arrivals, receiver.now())
        return _json(sign_receipts(receiver.key, receiver.incarnation, asked.nonce, items).to_json())

    async def lacking(self, asked: Asked) -> Reply:
        """Say which of some operations are not held."""
        op_ids = [bytes.fromhex(one) for one in json.loads(asked.body)]
        missing = await run_in_threadpool(reading.lacking, self._receiver, op_ids)
        return _json(canonical_json({"lacking": [op_id.hex() for op_id in missing]}))

    async def operations(self, asked: Asked) -> Reply:
        """Give back operations that a counter has forgotten."""
        query = asked.request.query_params
        incarnation, after = bytes.fromhex(query["incarnation"]), int(query["after"])
        found = await run_in_threadpool(reading.forgotten, self._receiver, asked.counter.counter_id, incarnation, after)
        return Reply(200, compress(b"".join(map(encode_arrival, found))))

    async def compare(self, asked: Asked) -> Reply:
        """Say what is held of a day: of the asking counter, or of its whole office."""
        query = asked.request.query_params
        found = await run_in_threadpool(
            reading.compare,
            self._receiver,
            date.fromisoformat(query["day"]),
            counter=b"" if query.get("scope") == "office" else asked.counter.counter_id,
            office_code=asked.counter.office_code,
        )
        return _json(canonical_json({name: getattr(found, name) for name in found.__slots__}))

    async def begin_file(self, asked: Asked) -> Reply:
        """Begin an upload (tus: creation)."""
        name, _, encoded = asked.request.headers.get(METADATA, "").partition(" ")
        digest = b64decode(encoded, validate=True).decode() if name == "sha256" else ""
        size = int(asked.request.headers.get(LENGTH, "-1"))
        self._check_file(digest, size)
        return await run_in_threadpool(self._begin, digest, size)

    def _begin(self, digest: str, size: int) -> Reply:
        headers = {**TUS, "Location": f"/v1/files/{digest}.{size}"}
        if self._is_whole(digest):
            return Reply(201, b"", {**headers, **self._whole(digest, size)})
        with trouble_named():
            self._receiver.vault.begin(digest)
        return Reply(201, b"", {**headers, OFFSET: str(self._receiver.vault.size_of_part(digest) or 0)})

    async def file_offset(self, asked: Asked) -> Reply:
        """Say how much of a file is here (tus: HEAD)."""
        digest, size = self._named(asked.request)
        await self._receiver.vault.settle(digest)
        return await run_in_threadpool(self._offset, digest, size)

    def _offset(self, digest: str, size: int) -> Reply:
        if self._is_whole(digest):
            return Reply(200, b"", self._whole(digest, size))
        here = self._receiver.vault.size_of_part(digest)
        if here is None:
            return Reply(404)
        return Reply(200, b"", {**TUS, OFFSET: str(here), LENGTH: str(size), "Cache-Control": "no-store"})

    async def append_file(self, asked: Asked) -> Reply:
        """Take a piece of a file (tus: PATCH); the last piece makes the file visible when its digest is right."""
        digest, size = self._named(asked.request)
        if await run_in_threadpool(self._is_whole, digest):
            return Reply(204, b"", self._whole(digest, size))
        here = self._receiver.vault.size_of_part(digest)
        if here is None or asked.request.headers.get(OFFSET) != str(here):
            raise Refuse(409 if here is not None else 404, "offset")
        with trouble_named():
            if not await self._receiver.vault.append(digest, asked.request.stream(), size - here):
                raise Refuse(409, "taken_over")
        return await run_in_threadpool(self._finish, digest, size)

    def _finish(self, digest: str, size: int) -> Reply:
        here = self._receiver.vault.size_of_part(digest)
        if here != size:
            return Reply(204, b"", {**TUS, OFFSET: str(here or 0)})
        with trouble_named():
            if not self._receiver.vault.finish(digest):
                raise Refuse(WRONG_DIGEST, "file_differs")
            with self._receiver.engine.begin() as connection:
                note_file(connection, digest, size, self._receiver.now())
        return Reply(204, b"", self._whole(digest, size))

    def _is_whole(self, digest: str) -> bool:
        """Return whether the file is confirmed and there; one that was taken from the disk comes again."""
        with trouble_named(), self._receiver.engine.begin() as connection:
            there = self._receiver.vault.path(digest).exists()
            if there and not is_noted(connection, digest):
                # Killed between making it visible and noting it: it was checked before it was made visible.
                size = self._receiver.vault.path(digest).stat().st_size
                note_file(connection, digest, size, self._receiver.now())
        return there

    def _whole(self, digest: str, size: int) -> dict[str, str]:
        receipt = sign_file(self._receiver.key, digest, size, self._receiver.incarnation)
        return {**TUS, OFFSET: str(size), LENGTH: str(size), FILE_RECEIPT: receipt, "Cache-Control": "no-store"}

    def _named(self, request: Request) -> tuple[str, int]:
        digest, _, size = request.path_params["name"].partition(".")
        self._check_file(digest, int(size))
        return digest, int(size)

    def _check_file(self, digest: str, size: int) -> None:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef") or size < 0:
            raise Refuse(400, "malformed")
        if size > self._limits.file:
            raise Refuse(413, "too_large")


def _json(body: bytes) -> Reply:
    return Reply(200, body, {"Content-Type": "application/json"})


def create_app(receiver: Receiver, limits: Limits | None = None) -> Starlette:
    """Return the receiver as a web application; closes the receiver when it is shut down."""
    allowed = limits or Limits()
    doors, gate = Doors(receiver, allowed), Gate(receiver, allowed)

    appending = gate.endpoint(doors.append_file, streamed=True)

    async def append(request: Request) -> Response:
        with receiver.vault.coming(request.path_params["name"].partition(".")[0]):
            return await appending(request)

    async def enrol(request: Request) -> Response:
        return await _enrol(receiver, request)

    async def health(_request: Request) -> Response:
        return JSONResponse({"ok": True, "practice": receiver.practice, "receiver": receiver.incarnation.hex()})

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        receiver.close()

    return Starlette(
        routes=[
            Route("/v1/health", health),
            Route("/v1/enrol", enrol, methods=["POST"]),
            Route("/v1/hello", gate.endpoint(doors.hello), methods=["POST"]),
            Route("/v1/push", gate.endpoint(doors.push), methods=["POST"]),
            Route("/v1/lacking", gate.endpoint(doors.lacking), methods=["POST"]),
            Route("/v1/operations", gate.endpoint(doors.operations)),
            Route("/v1/compare", gate.endpoint(doors.compare)),
            Route("/v1/files", gate.endpoint(doors.begin_file), methods=["POST"]),
            Route("/v1/files/{name}", gate.endpoint(doors.file_offset), methods=["HEAD"]),
            Route("/v1/files/{name}", append, methods=["PATCH"]),
        ],
        lifespan=lifespan,
    )


async def _enrol(receiver: Receiver, request: Request) -> Response:
    try:
        application = Application.from_json(await read_body(request, _ENROL_BODY))
        admission = await run_in_threadpool(admit, receiver, application)
    except (ValueError, Refuse):
        return JSONResponse({"error": "malformed"}, 400)
    except PersonProblem as problem:
        return JSONResponse({"error": problem.code.removeprefix("hub.")}, 403)
    except Problem as problem:
        return JSONResponse({"error": problem.code}, 503, {"Retry-After": "10"})
    return Response(admission.to_json(), media_type="application/json")
