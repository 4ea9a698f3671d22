"""Whatever fields an office, a counter or an account has, today or after the next change, they come back equal."""

from typing import Any, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.offices import Account, Counter, Office
from app.models.store import Store

_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_KEPT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _every_field(record: type[Any], **chosen: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return records with every field drawn, those with a default too."""
    hints = get_type_hints(record)
    drawn = {name: _TEXT if hint is str else st.from_type(hint) for name, hint in hints.items()}
    return st.builds(record, **{**drawn, **chosen})


@given(office=_every_field(Office), counter=_every_field(Counter, ordinal=st.integers(1, 99)))
@_KEPT
def test_an_office_and_its_counter(store: Store, office: Office, counter: Counter) -> None:
    with store.work() as work:
        work.offices.save_office(office)
        work.offices.save_counter(counter)
        assert work.offices.office() == office
        assert work.offices.counter() == counter


@given(account=_every_field(Account), secret=_TEXT)
@_KEPT
def test_an_account(store: Store, account: Account, secret: str) -> None:
    with store.work() as work:
        work.accounts.add(account, secret)
        assert work.accounts.get(account.id) == account
        assert work.accounts.secret(account.id) == secret
