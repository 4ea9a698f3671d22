"""Files to the receiver: tus 1.0 by digest, resumed where the receiver says it stopped."""

from base64 import b64encode
from collections.abc import Callable, Iterator

from app.core.problems import OutsideProblem
from app.sync.receipts import is_file_receipt
from app.sync.transport import Answer, Channel, refusal

TUS = {"Tus-Resumable": "1.0.0"}
FILE_RECEIPT = "MC-File-Receipt"
OFFSET, LENGTH, METADATA = "Upload-Offset", "Upload-Length", "Upload-Metadata"
WRONG_DIGEST = 460
"""tus: the checksum does not match."""

Progress = Callable[[int], None]
ReadFrom = Callable[[int], Iterator[bytes]]


def file_path(digest: str, size: int) -> str:
    """Return the address of a file at the receiver: its content is its name, so both sides know it beforehand."""
    return f"/v1/files/{digest}.{size}"


def upload(
    channel: Channel, digest: str, size: int, read_from: ReadFrom, progress: Progress = lambda _offset: None
) -> bytes:
    """Bring a file to the receiver, from where it stands there; return the signed receipt.

    Args:
        channel: to the receiver.
        digest: SHA-256 of the whole file, hex.
        size: bytes of the whole file.
        read_from: returns the file's pieces from an offset on.
        progress: told the offset that the receiver has confirmed, and each piece that has been sent.

    Raises:
        OutsideProblem: cut, refused or ``sync.file_differs``; what the receiver has stays there for the next try.
    """
    offset, answer = _standing(channel, digest, size)
    progress(offset)
    if offset < size or not answer.headers.get(FILE_RECEIPT):
        answer = channel.ask(
            "PATCH",
            file_path(digest, size),
            _counted(read_from(offset), offset, progress),
            headers={**TUS, OFFSET: str(offset), "Content-Type": "application/offset+octet-stream"},
        )
        if answer.status == WRONG_DIGEST:
            raise OutsideProblem("sync.file_differs", digest=digest)
        if answer.status >= 400:
            raise refusal(answer)
    receipt: str = answer.headers.get(FILE_RECEIPT, "")
    if not is_file_receipt(receipt, digest, size, channel.identity.receiver_key):
        raise OutsideProblem("sync.receipt_invalid")
    return receipt.encode()


def _standing(channel: Channel, digest: str, size: int) -> tuple[int, Answer]:
    """Return how much of the file the receiver has, and its answer; begin the upload where it has nothing."""
    answer = channel.ask("HEAD", file_path(digest, size), headers=TUS)
    if answer.status == 404:
        name = b64encode(digest.encode()).decode()
        answer = channel.ask("POST", "/v1/files", headers={**TUS, LENGTH: str(size), METADATA: f"sha256 {name}"})
    if answer.status >= 400:
        raise refusal(answer)
    stated = answer.headers.get(OFFSET, "")
    offset = int(stated) if stated.isdigit() else 0
    if offset > size:
        raise OutsideProblem("sync.not_understood", status=answer.status, detail="offset")
    return offset, answer


def _counted(pieces: Iterator[bytes], offset: int, progress: Progress) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        offset += len(piece)
        progress(offset)
