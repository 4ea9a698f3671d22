"""What the flags of the Windows spooler mean to a clerk; pure, so that it is tested everywhere."""

from enum import IntFlag

from app.printing.queue import PrintState


class JobFlag(IntFlag):
    """JOB_INFO_1.Status (winspool.h)."""

    PAUSED = 0x0001
    ERROR = 0x0002
    DELETING = 0x0004
    SPOOLING = 0x0008
    PRINTING = 0x0010
    OFFLINE = 0x0020
    PAPER_OUT = 0x0040
    PRINTED = 0x0080
    DELETED = 0x0100
    BLOCKED = 0x0200
    USER_INTERVENTION = 0x0400
    COMPLETE = 0x1000


class PrinterFlag(IntFlag):
    """PRINTER_INFO_2.Status (winspool.h)."""

    PAUSED = 0x00000001
    ERROR = 0x00000002
    PAPER_JAM = 0x00000008
    PAPER_OUT = 0x00000010
    PAPER_PROBLEM = 0x00000040
    OFFLINE = 0x00000080
    NOT_AVAILABLE = 0x00001000
    USER_INTERVENTION = 0x00100000


_ENDED = (
    (PrintState.CANCELLED, JobFlag.DELETED | JobFlag.DELETING),
    (PrintState.DONE, JobFlag.PRINTED | JobFlag.COMPLETE),
)
_UNREACHABLE = PrinterFlag.OFFLINE | PrinterFlag.NOT_AVAILABLE | PrinterFlag.PAUSED


def judge(job: int, printer: int) -> PrintState:
    """Return what the flags of a job that the spooler still holds mean, with those of its printer."""
    for state, flags in _ENDED:
        if job & flags:
            return state
    if printer & PrinterFlag.PAPER_JAM:
        return PrintState.JAM
    if job & JobFlag.PAPER_OUT or printer & (PrinterFlag.PAPER_OUT | PrinterFlag.PAPER_PROBLEM):
        return PrintState.OUT_OF_PAPER
    if job & (JobFlag.OFFLINE | JobFlag.PAUSED) or printer & _UNREACHABLE:
        return PrintState.OFFLINE
    # Faults without a nearer name: somebody has to go to the printer.
    if job & (JobFlag.ERROR | JobFlag.BLOCKED | JobFlag.USER_INTERVENTION) or printer & (
        PrinterFlag.ERROR | PrinterFlag.USER_INTERVENTION
    ):
        return PrintState.OFFLINE
    return PrintState.PRINTING if job & JobFlag.PRINTING else PrintState.QUEUED
