import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.problems import OutsideProblem
from app.models.files import FileVault

MIB = 1 << 20


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    return FileVault(tmp_path / "files", bytes(32))


@given(data=st.binary(max_size=300), times=st.sampled_from([1, 1, 1, 9000]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_content_comes_out_as_it_went_in(vault: FileVault, data: bytes, times: int) -> None:
    content = data * times
    reference = vault.put(content)
    assert reference.digest == hashlib.sha256(content).hexdigest()
    assert (vault.read(reference.digest), vault.size(reference.digest)) == (
        content,
        len(content) == reference.size and reference.size,
    )


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB])
def test_a_file_is_stored_like_its_bytes(vault: FileVault, tmp_path: Path, size: int) -> None:
    source = tmp_path / "scan.pdf"
    content = os.urandom(size)
    source.write_bytes(content)
    reference = vault.put(source)
    assert vault.put(content) == reference
    assert vault.read(reference.digest) == content
    assert vault.size(reference.digest) == size
    for start in {0, 1, size // 2, max(0, size - 1), size}:
        assert b"".join(vault.pieces(reference.digest, start)) == content[start:]
    assert list(vault.digests()) == [reference.digest]


def test_nothing_readable_lies_on_the_disk(vault: FileVault) -> None:
    reference = vault.put(b"Dang Van Duc 001099001234" * 10)
    assert b"Dang Van Duc" not in vault.path(reference.digest).read_bytes()


@pytest.mark.parametrize("place", [0, 10, 40, 1000, -1])
def test_a_changed_byte_is_noticed(vault: FileVault, place: int) -> None:
    reference = vault.put(bytes(5000))
    path = vault.path(reference.digest)
    changed = bytearray(path.read_bytes())
    changed[place] ^= 1
    path.write_bytes(changed)
    with pytest.raises(OutsideProblem) as raised:
        vault.read(reference.digest)
    assert raised.value.code == "files.damaged"
    # Storing it again mends it.
    assert vault.put(bytes(5000)) == reference
    assert vault.read(reference.digest) == bytes(5000)


def test_cut_exchanged_and_foreign_files_are_noticed(vault: FileVault, tmp_path: Path) -> None:
    long, other = vault.put(bytes(3 * MIB)), vault.put(b"other")
    sound = vault.path(long.digest).read_bytes()
    piece = MIB + 16
    for wrong in (
        sound[: 36 + 2 * piece],
        sound[:36],
        b"",
        sound[:36] + sound[36 + piece : 36 + 2 * piece] + sound[36 : 36 + piece] + sound[36 + 2 * piece :],
        vault.path(other.digest).read_bytes(),
    ):
        vault.path(long.digest).write_bytes(wrong)
        with pytest.raises(OutsideProblem) as raised:
            vault.read(long.digest)
        assert raised.value.code == "files.damaged"
    with pytest.raises(OutsideProblem):
        FileVault(tmp_path / "files", bytes(31) + b"1").read(other.digest)


def test_missing_is_not_damaged(vault: FileVault) -> None:
    assert "0" * 64 not in vault
    for ask in (vault.read, vault.size):
        with pytest.raises(OutsideProblem) as raised:
            ask("0" * 64)
        assert raised.value.code == "files.missing"


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_a_digest_cannot_be_a_path(vault: FileVault, digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        vault.read(digest)


def test_a_full_disk_leaves_nothing_behind(vault: FileVault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.models.files.os.fsync", full)
    with pytest.raises(OutsideProblem) as raised:
        vault.put(b"content")
    assert raised.value.code == "files.disk_full"
    assert list(vault.path("0" * 64).parent.parent.rglob("*")) == []


def test_what_a_killed_program_left_is_swept(vault: FileVault) -> None:
    reference = vault.put(b"content")
    vault.path(reference.digest).parent.parent.joinpath("1234.part").write_bytes(b"half")
    assert vault.sweep() == 1
    assert vault.sweep() == 0
    assert vault.read(reference.digest) == b"content"


def test_a_missing_source_is_a_plain_problem(vault: FileVault, tmp_path: Path) -> None:
    with pytest.raises(OutsideProblem) as raised:
        vault.put(tmp_path / "gone.pdf")
    assert raised.value.code == "files.write_failed"
