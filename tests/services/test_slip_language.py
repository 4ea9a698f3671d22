"""The slip is a statutory form: it is Vietnamese whatever the screen speaks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.core.words import use_language
from app.domain.deadline_words import stored_limit_said
from app.domain.dossiers import PaymentWay, ReturnPlace
from app.domain.drafts import Draft
from app.services.desk import Desk
from app.services.reception import receive
from app.services.security import Session
from app.services.slips import ask_for_reprint, prepare, slip_pdf


@pytest.fixture(autouse=True)
def back_to_vietnamese() -> Iterator[None]:
    yield
    use_language("vi")


@pytest.mark.parametrize("payment", [PaymentWay.CASH, PaymentWay.LATER])
def test_the_slip_is_the_same_byte_for_byte_in_both_languages(
    desk: Desk, session: Session, filled: Callable[..., Draft], payment: PaymentWay
) -> None:
    use_language("en")
    draft = replace(
        filled("2.000815"), payment=payment, return_place=ReturnPlace.POST, return_detail="Thôn Hoa, xã Ví Dụ"
    )
    received = receive(desk, session, draft)
    reprint = ask_for_reprint(desk, session, received.dossier.id, "mất giấy")
    english = slip_pdf(desk, session, received.dossier.number)[1], prepare(desk, session, reprint).pdf
    use_language("vi")
    vietnamese = slip_pdf(desk, session, received.dossier.number)[1], prepare(desk, session, reprint).pdf
    assert english == vietnamese
    assert english[0] != english[1]


def test_what_a_dossier_keeps_is_vietnamese_whatever_the_screen_spoke(
    desk: Desk, session: Session, filled: Callable[..., Draft]
) -> None:
    kept = []
    for language in ("vi", "en"):
        use_language(language)
        dossier = receive(desk, session, filled("1.000593")).dossier
        kept.append((dossier.content, dossier.appointment.limit_text, [line.name for line in dossier.fees]))
    assert kept[0] == kept[1]
    assert kept[0][1].endswith("ngày làm việc")
    figure = kept[0][1].split()[0]
    assert stored_limit_said(kept[0][1]) == f"{figure} working days"


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("1 ngày làm việc", "1 working day"),
        ("0,5 giờ", "0,5 hours"),
        ("12 tháng", "12 months"),
        ("trong ngày", "same day"),
        ("Theo thông báo của Sở", "Theo thông báo của Sở"),
        ("", ""),
    ],
)
def test_a_kept_limit_is_said_in_the_language_of_the_screen(kept: str, said: str) -> None:
    use_language("en")
    assert stored_limit_said(kept) == said
    use_language("vi")
    assert stored_limit_said(kept) == kept
