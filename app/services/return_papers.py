"""What the papers of a return say: the receipt the collector signs, the note that goes with the post."""

from collections.abc import Sequence

from app.core.money import Dong
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.offices import Account
from app.domain.results import Payment, Result, ResultReturn
from app.printing.forms.consignment import ConsignmentData, PostalPaper, PostalParty
from app.printing.forms.result_receipt import ResultReceiptData, ReturnedResult
from app.printing.forms.slip import SlipFee
from app.services.desk import Desk
from app.services.issuing import letterhead

# What a form says is Vietnamese in every language of the screen.
_WAYS = {PaymentWay.CASH: "tiền mặt", PaymentWay.VIETQR: "chuyển khoản VietQR"}


def receipt_of(
    desk: Desk,
    dossier: Dossier,
    given: ResultReturn,
    results: Sequence[Result],
    *,
    back: Sequence[str],
    taken: Sequence[str],
    payment: Payment | None,
    account: Account,
) -> ResultReceiptData:
    """Return the receipt of one return."""
    return ResultReceiptData(
        head=letterhead(desk),
        number=dossier.number,
        content=dossier.content,
        owner=dossier.parties.effective_owner.full_name,
        receiver=given.name,
        results=_returned(dossier, results),
        receiver_identity=given.identity,
        receiver_phone=given.phone,
        authorisation=given.authorisation,
        originals_returned=tuple(back),
        originals_taken=tuple(taken),
        fees=() if payment is None else (SlipFee("nộp khi nhận kết quả", payment.amount),),
        payment="" if payment is None else _WAYS[payment.way],
        returned_at=given.at,
        clerk_name=account.full_name,
        acts_for=account.acts_for,
    )


def note_of(
    desk: Desk,
    dossier: Dossier,
    sent: ResultReturn,
    results: Sequence[Result],
    *,
    seal: str,
    back: Sequence[str],
    owed: Dong,
    account: Account,
) -> ConsignmentData:
    """Return the note of a result that goes to the citizen by post (TT 17/2017, article 9)."""
    office, to = desk.office, dossier.parties.submitter
    papers = tuple(PostalPaper(_named(one), originals=1) for one in results)
    return ConsignmentData(
        head=letterhead(desk),
        sender=PostalParty(office.name, office.address, office.phone),
        receiver=PostalParty(to.full_name, dossier.return_detail or to.address, to.phone, to.email),
        content=dossier.content,
        papers=(papers or (PostalPaper(dossier.content, originals=1),))
        + tuple(PostalPaper(name, originals=1) for name in back),
        returning=True,
        number=sent.tracking,
        dossier_number=dossier.number,
        result=", ".join(_named(one) for one in results) or dossier.content,
        sent_at=sent.at,
        sent_from=office.name,
        fee=owed or None,
        seal_number=seal,
        sender_name=account.full_name,
        carrier_name=sent.name,
    )


def _returned(dossier: Dossier, results: Sequence[Result]) -> tuple[ReturnedResult, ...]:
    """Return what is handed over; of a result nobody described the receipt says at least what was asked for."""
    if not results and dossier.status is Status.DONE:
        return (ReturnedResult(dossier.content),)
    return tuple(ReturnedResult(one.title, one.number, one.issued_on) for one in results)


def _named(result: Result) -> str:
    return f"{result.title} {result.number}".strip()
