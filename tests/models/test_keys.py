import json
import stat
import sys

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem, PersonProblem
from app.models.keys import KEY_FILE, KeyRing
from app.models.recovery_phrase import new_recovery_phrase, phrase_digits


class _Drawer(KeyringBackend):
    """A system's store that works."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library left it untyped
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError(username)
        del self.kept[service, username]


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> _Drawer:
    backend = _Drawer()
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
    return backend


@pytest.fixture
def headless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", NoKeyring())  # type: ignore[no-untyped-call]  # the library left it untyped


PHRASE = "4821 0937 5566 1203 9948 7710 2435 6189 0374 "
# 38 random digits and the two that check them.
PHRASE += f"56{98 - int(PHRASE.replace(' ', '') + '5600') % 97:02}"


def test_a_phrase_can_be_written_down() -> None:
    phrase = new_recovery_phrase()
    assert [len(group) for group in phrase.split()] == [4] * 10
    assert phrase_digits(phrase.replace(" ", "-")) == phrase_digits(phrase) == phrase.replace(" ", "")
    assert new_recovery_phrase() != phrase


@given(place=st.integers(0, 39), other=st.integers(0, 39), digit=st.sampled_from("0123456789"))
def test_every_wrong_or_exchanged_digit_is_noticed(place: int, other: int, digit: str) -> None:
    sound = list(phrase_digits(PHRASE))
    wrong, swapped = sound.copy(), sound.copy()
    wrong[place] = digit
    swapped[place], swapped[other] = swapped[other], swapped[place]
    for typed in (wrong, swapped):
        if typed == sound:
            assert phrase_digits("".join(typed)) == "".join(sound)
        else:
            with pytest.raises(PersonProblem) as raised:
                phrase_digits("".join(typed))
            assert raised.value.code == "keys.phrase_mistyped"


@pytest.mark.parametrize("typed", ["", "1234", PHRASE + " 1", "một hai ba", "٠" * 40])
def test_what_is_no_phrase_is_said_to_be_mistyped(typed: str) -> None:
    with pytest.raises(PersonProblem) as raised:
        phrase_digits(typed)
    assert raised.value.code == "keys.phrase_mistyped"


def test_both_ways_lead_to_the_same_key(folder: StoreFolder, drawer: _Drawer) -> None:
    made = KeyRing.create(folder, PHRASE)
    key = made.unlock_with_system()
    assert len(key) == 32
    assert KeyRing(folder).unlock_with_phrase(PHRASE) == key
    assert key.hex() not in folder.keys.read_text()
    assert not (folder.root / KEY_FILE).exists()
    made.forget()
    assert drawer.kept == {}
    with pytest.raises(OutsideProblem) as raised:
        made.unlock_with_system()
    assert raised.value.code == "keys.not_remembered"


def test_another_phrase_opens_nothing(folder: StoreFolder, headless: None) -> None:
    ring = KeyRing.create(folder, PHRASE)
    with pytest.raises(PersonProblem) as raised:
        ring.unlock_with_phrase(new_recovery_phrase())
    assert raised.value.code == "keys.wrong_phrase"


def test_without_a_system_store_the_phrase_is_needed(folder: StoreFolder, headless: None) -> None:
    ring = KeyRing.create(folder, PHRASE)
    with pytest.raises(OutsideProblem) as raised:
        ring.unlock_with_system()
    assert raised.value.code == "keys.not_remembered"
    assert ring.remember(ring.unlock_with_phrase(PHRASE)) is False


def test_a_practice_office_opens_without_asking(folder: StoreFolder, headless: None) -> None:
    ring = KeyRing.create(folder, PHRASE, key_file=True)
    assert ring.unlock_with_system() == ring.unlock_with_phrase(PHRASE)
    if sys.platform != "win32":
        assert stat.S_IMODE((folder.root / KEY_FILE).stat().st_mode) == 0o600
    ring.forget()
    with pytest.raises(OutsideProblem):
        ring.unlock_with_system()


def test_the_phrase_can_change_and_the_key_stays(folder: StoreFolder, headless: None) -> None:
    ring = KeyRing.create(folder, PHRASE)
    key, fresh = ring.unlock_with_phrase(PHRASE), new_recovery_phrase()
    ring.change_phrase(key, fresh)
    assert KeyRing(folder).unlock_with_phrase(fresh) == key == ring.unlock_with_phrase(fresh)
    with pytest.raises(PersonProblem):
        KeyRing(folder).unlock_with_phrase(PHRASE)


def test_keys_are_never_overwritten_and_must_be_sound(folder: StoreFolder, headless: None) -> None:
    with pytest.raises(OutsideProblem) as missing:
        KeyRing(folder)
    KeyRing.create(folder, PHRASE)
    with pytest.raises(OutsideProblem) as there:
        KeyRing.create(folder, PHRASE)
    content = json.loads(folder.keys.read_text())
    content["phrase"]["memory_kib"] = 1
    folder.keys.write_text(json.dumps(content))
    with pytest.raises(OutsideProblem) as unreadable:
        KeyRing(folder)
    codes = [raised.value.code for raised in (missing, there, unreadable)]
    assert codes == ["keys.missing", "keys.exist", "keys.unreadable"]
