"""Every key of the reception desk, as data. What it does is bound later by the presenter that knows how."""

from collections.abc import Callable
from functools import partial

from app.core.words import mark
from app.ui.actions import Action, ActionRegistry, always

SCOPE = "reception"
PAPER_KEYS = tuple(range(1, 10))

_KEYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("commit", mark("Tiếp nhận và in giấy hẹn"), ("Ctrl+Return", "Ctrl+Enter")),
    ("commit_next", mark("Tiếp nhận, người tiếp theo"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
    ("commit_more", mark("Tiếp nhận, thêm hồ sơ cùng người"), ("Alt+Return",)),
    ("commit_alike", mark("Tiếp nhận, thêm người cùng thủ tục"), ("Alt+Shift+Return",)),
    ("end_group", mark("Hết hồ sơ, in giấy chung"), ("Ctrl+E",)),
    ("new", mark("Hồ sơ mới"), ("Ctrl+N",)),
    ("same_procedure", mark("Cùng thủ tục"), ("Ctrl+G",)),
    ("next_draft", mark("Mở bản nháp khác"), ("Ctrl+O",)),
    ("preview", mark("Xem giấy hẹn"), ("Ctrl+P",)),
    ("submitter", mark("Người nộp"), ("Alt+N",)),
    ("owner", mark("Chủ hồ sơ"), ("Alt+O",)),
    ("own", mark("Người nộp là chủ hồ sơ"), ("Alt+C",)),
    ("authorised", mark("Nộp theo ủy quyền"), ("Alt+U",)),
    ("take_address", mark("Đổi sang địa chỉ mới"), ("Alt+A",)),
    ("take_known", mark("Điền theo người đã biết"), ("Alt+Q",)),
    ("alike", mark("Xem hồ sơ tương tự"), ("Alt+X",)),
    ("procedure", mark("Chọn thủ tục"), ("Alt+T",)),
    ("channel", mark("Chọn cách nộp"), ("Alt+K",)),
    ("case", mark("Chọn trường hợp"), ("Alt+H",)),
    ("consignment", mark("Số hiệu phiếu gửi"), ("Alt+F",)),
    ("resolver", mark("Chọn nơi giải quyết"), ("Alt+V",)),
    ("content", mark("Nội dung, số bộ, ghi chú"), ("Alt+D",)),
    ("papers", mark("Đến thành phần hồ sơ"), ("Alt+G",)),
    ("all_papers", mark("Đủ giấy tờ"), ("Ctrl+D",)),
    ("add_paper", mark("Thêm giấy tờ"), ("Ctrl+M",)),
    ("remove_paper", mark("Bỏ giấy tờ tự thêm"), ("Ctrl+Del",)),
    ("bring_file", mark("Lấy tệp"), ("Ctrl+B",)),
    ("paste", mark("Dán ảnh hoặc tệp"), ("Ctrl+V",)),
    ("original", mark("Bản chính"), ("C",)),
    ("certified", mark("Sao y"), ("S",)),
    ("photocopy", mark("Phô tô"), ("P",)),
    ("shown", mark("Xuất trình"), ("X",)),
    ("not_applicable", mark("Không áp dụng"), ("K",)),
    ("missing", mark("Thiếu"), ("T",)),
    ("fault", mark("Chưa đạt"), ("V",)),
    ("reuse", mark("Dùng lại bản đã có"), ("L",)),
    ("lookup", mark("Tra cứu"), ("D",)),
    ("validity", mark("Hạn dùng"), ("H",)),
    ("fewer_originals", mark("Bớt một bản chính"), ("Shift+C",)),
    ("fewer_certified", mark("Bớt một bản sao y"), ("Shift+S",)),
    ("fewer_photocopies", mark("Bớt một bản phô tô"), ("Shift+P",)),
    ("counts", mark("Nhập số bản"), ("N",)),
    ("rotate", mark("Xoay trang"), ("R",)),
    ("delete", mark("Xóa trang"), ("Del",)),
    ("earlier_page", mark("Đưa trang lên trước"), ("Ctrl+Left",)),
    ("later_page", mark("Đưa trang ra sau"), ("Ctrl+Right",)),
    ("redo", mark("Làm lại việc vừa hoàn tác"), ("Ctrl+Y",)),
    ("own_appointment", mark("Hẹn khác"), ("Alt+E",)),
    ("cash", mark("Tiền mặt"), ("Alt+1",)),
    ("vietqr", mark("VietQR"), ("Alt+2",)),
    ("later", mark("Thu sau"), ("Alt+3",)),
    ("import", mark("Nhập từ bảng tính"), ("Ctrl+I",)),
    ("import_drafts", mark("Giữ làm bản nháp"), ("Ctrl+J",)),
    ("import_template", mark("Lưu tệp mẫu"), ("Ctrl+S",)),
    ("import_mend", mark("Lưu các dòng lỗi"), ("Ctrl+Shift+S",)),
    ("print_again", mark("In lại"), ("Alt+I",)),
    ("guide", mark("Chưa nhận: yêu cầu bổ sung, từ chối"), ("Alt+B",)),
    ("resume", mark("Mở lại hồ sơ đã hướng dẫn"), ("Alt+M",)),
    ("came_out", mark("Giấy đã ra"), ("Alt+R",)),
    ("save_pdf", mark("Lưu PDF"), ("Alt+L",)),
    ("give_up", mark("Không in"), ()),
)


class Commands:
    """What each key does, bound by name after the buttons that show it were made."""

    def __init__(self) -> None:
        self._acts: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {}
        self._words: dict[str, Callable[[], str]] = {}
        self._over: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {}

    def take_over(self, **acts: tuple[Callable[[], None], Callable[[], bool]]) -> None:
        """Let only these names do something, and another thing, while a page lies over the desk; none: as before."""
        self._over = acts

    def bind(self, name: str, act: Callable[[], None], ready: Callable[[], bool] = always) -> None:
        """Let name do act while ready says so."""
        self._acts[name] = (act, ready)

    def call(self, name: str, words: Callable[[], str]) -> None:
        """Call name by words, which are marked and may change with what is on the screen."""
        self._words[name] = words

    def words(self, name: str, otherwise: str) -> str:
        """Return what name is called now."""
        return self._words[name]() if name in self._words else otherwise

    def do(self, name: str) -> None:
        """Do what is bound."""
        (self._over or self._acts)[name][0]()

    def ready(self, name: str) -> bool:
        """Return whether something is bound and can be done now."""
        acts = self._over or self._acts
        return name in acts and acts[name][1]()


def register(registry: ActionRegistry, commands: Commands) -> None:
    """Register every action of the workspace; a plain digit scans where no text is being typed."""
    for name, text, keys in _KEYS:
        registry.add(_action(name, text, keys, commands))
    for number in PAPER_KEYS:
        registry.add(_action(f"scan_{number}", mark("Quét giấy tờ số này"), (str(number), f"Ctrl+{number}"), commands))


def _action(name: str, text: str, keys: tuple[str, ...], commands: Commands) -> Action:
    do, ready, words = partial(commands.do, name), partial(commands.ready, name), partial(commands.words, name, text)
    return Action(f"{SCOPE}.{name}", text, do, keys, SCOPE, ready, words)
