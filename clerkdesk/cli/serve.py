"""`clerkdesk serve`: the province server, and what its administrator does before desks may enrol."""

import os
from argparse import Namespace
from pathlib import Path
from typing import Protocol

from clerkdesk.cli.parser import ClerkParser
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.cli.verb import Session, Verb
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.wire import HandedIn


class ServerRun(Protocol):
    """What `clerkdesk.server.run` offers."""

    def run(
        self,
        folder: Path,
        host: str,
        port: int,
        public_url: str = "",
        *,
        database: str = "",
        bucket: str = "",
    ) -> None:
        """Serve until told to stop."""
        ...


class ServerAdmin(Protocol):
    """What `clerkdesk.server.admin` offers."""

    def add_agency(self, folder: Path, agency: Agency, address: str = "") -> None:
        """Put an agency into the directory, or change its entry."""
        ...

    def add_administrator(self, folder: Path, login: str, name: str, address: str = "") -> str:
        """Let a person into the administrators' page; returns the password."""
        ...

    def begin_generation(self, folder: Path, address: str = "", bucket: str = "") -> int:
        """Say that the server was put back from a backup; returns the new generation."""
        ...

    def one_time_code(self, folder: Path, agency_code: str, address: str = "") -> str:
        """A code with which one desk of the agency enrols.

        Raises:
            NotFound: there is no such agency.
        """
        ...

    def take_bundle_in(
        self, folder: Path, file: Path, address: str = "", bucket: str = ""
    ) -> HandedIn:
        """Take in a bundle from a stick.

        Raises:
            FileNotRead, NotABundle, BundleTorn, BundleNotEnrolled, BundleForked, BundleGap
        """
        ...


def add_agency(
    admin: ServerAdmin,
    folder: Path,
    agency: Agency,
    terminal: Terminal,
    *,
    database: str = "",
    as_json: bool = False,
) -> int:
    """Put an agency into the directory of the province."""
    admin.add_agency(folder, agency, database)
    if as_json:
        terminal.json({"code": agency.code, "name": agency.name})
    else:
        terminal.say(
            _("Danh bạ đã có cơ quan {name} ({code}).").format(name=agency.name, code=agency.code)
        )
    return Exit.DONE


def enrolment_code(
    admin: ServerAdmin,
    folder: Path,
    agency_code: str,
    terminal: Terminal,
    *,
    database: str = "",
    as_json: bool = False,
) -> int:
    """Make a code that enrols one desk; it is shown this one time."""
    code = admin.one_time_code(folder, agency_code, database)
    if as_json:
        terminal.json({"agency": agency_code, "code": code})
    else:
        terminal.say(code)
    return Exit.DONE


def take_bundle(
    admin: ServerAdmin,
    folder: Path,
    file: Path,
    terminal: Terminal,
    *,
    database: str = "",
    bucket: str = "",
    as_json: bool = False,
) -> int:
    """Take in what a desk without a line has sent on a stick."""
    taken = admin.take_bundle_in(folder, file, database, bucket)
    if as_json:
        terminal.json(
            {
                "device": taken.device,
                "ops": taken.ops,
                "files": taken.files,
                "left_out": taken.left_out,
            }
        )
    else:
        words = _("Đã nhận từ máy {device}: {ops} thay đổi mới, {files} tệp.")
        terminal.say(words.format(device=taken.device, ops=taken.ops, files=taken.files))
    if taken.left_out:
        terminal.tell(_("Còn {n} thay đổi chưa nối được vào nhật ký.").format(n=taken.left_out))
        return Exit.NOT_ALL
    return Exit.DONE


def _arguments(parser: ClerkParser) -> None:
    parser.add_argument(
        "--folder",
        type=Path,
        required=True,
        metavar=_("THƯ_MỤC"),
        help=_("thư mục dữ liệu của máy chủ; chưa có thì được tạo"),
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar=_("ĐỊA_CHỈ"),
        help=_("địa chỉ lắng nghe (mặc định: 127.0.0.1)"),
    )
    parser.add_argument(
        "--port",
        type=int,
        default=8750,
        metavar=_("CỔNG"),
        help=_("cổng (mặc định: 8750; 0: cổng trống)"),
    )
    parser.add_argument(
        "--public-url",
        default="",
        metavar="URL",
        help=_("địa chỉ mà các máy văn thư dùng, khi đứng sau máy chủ trung gian"),
    )
    parser.add_argument(
        "--add-agency",
        nargs=2,
        metavar=(_("MÃ"), _("TÊN")),
        help=_(
            "thêm hoặc sửa một cơ quan trong danh bạ rồi thoát (chạy được cả khi máy chủ đang chạy)"
        ),
    )
    parser.add_argument("--email", default="", help=_("thư điện tử của cơ quan đang thêm"))
    parser.add_argument(
        "--enrol-code",
        metavar=_("MÃ_CƠ_QUAN"),
        help=_("in mã dùng một lần để đăng ký một máy của cơ quan rồi thoát"),
    )
    parser.add_argument(
        "--database",
        default=os.environ.get("CLERKDESK_DATABASE", ""),
        metavar=_("ĐỊA_CHỈ"),
        help=_("PostgreSQL (mặc định: biến CLERKDESK_DATABASE; không có: SQLite trong thư mục)"),
    )
    parser.add_argument(
        "--bucket",
        default=os.environ.get("CLERKDESK_BUCKET", ""),
        metavar="s3://…",
        help=_("kho S3 cho tệp (mặc định: biến CLERKDESK_BUCKET; không có: thư mục)"),
    )
    parser.add_argument(
        "--add-admin",
        nargs=2,
        metavar=(_("TÊN_ĐĂNG_NHẬP"), _("HỌ_TÊN")),
        help=_("thêm quản trị viên cho trang quản trị, hoặc cấp mật khẩu mới, rồi thoát"),
    )
    parser.add_argument(
        "--restored",
        action="store_true",
        help=_("báo rằng máy chủ vừa được khôi phục từ bản sao lưu, trước khi chạy lại, rồi thoát"),
    )
    parser.add_argument(
        "--take-bundle",
        type=Path,
        metavar=_("TỆP"),
        help=_("nhận gói mà một máy gửi bằng USB rồi thoát (chạy được cả khi máy chủ đang chạy)"),
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def _run(arguments: Namespace, session: Session) -> int:
    folder, terminal = arguments.folder, session.terminal
    database, bucket = arguments.database, arguments.bucket
    if arguments.add_agency:
        code, name = arguments.add_agency
        agency = Agency(code, name, arguments.email)
        as_json = arguments.json
        return add_agency(_admin(), folder, agency, terminal, database=database, as_json=as_json)
    if arguments.enrol_code:
        return enrolment_code(
            _admin(),
            folder,
            arguments.enrol_code,
            terminal,
            database=database,
            as_json=arguments.json,
        )
    if arguments.add_admin:
        login, name = arguments.add_admin
        terminal.say(_admin().add_administrator(folder, login, name, database))
        return Exit.DONE
    if arguments.restored:
        terminal.say(str(_admin().begin_generation(folder, database, bucket)))
        return Exit.DONE
    if arguments.take_bundle:
        return take_bundle(
            _admin(),
            folder,
            arguments.take_bundle,
            terminal,
            database=database,
            bucket=bucket,
            as_json=arguments.json,
        )
    from clerkdesk.server import run  # the web server is loaded by the one verb that needs it

    host, port, url = arguments.host, arguments.port, arguments.public_url
    server: ServerRun = run
    server.run(folder, host, port, url, database=database, bucket=bucket)
    return Exit.DONE


def _admin() -> ServerAdmin:
    from clerkdesk.server import admin

    return admin


VERB = Verb(
    name="serve",
    summary=N_("Chạy máy chủ của tỉnh: đồng bộ và chuyển văn bản giữa các cơ quan"),
    example=(
        "clerkdesk serve --folder /srv/clerkdesk --host 127.0.0.1 --port 8750\n"
        "clerkdesk serve --folder /srv/clerkdesk --add-agency H13.99.1 'UBND xã An Mẫu'\n"
        "clerkdesk serve --folder /srv/clerkdesk --enrol-code H13.99.1\n"
        "clerkdesk serve --folder /srv/clerkdesk --take-bundle /media/usb/ClerkDesk-H13.cdgoi"
    ),
    exits=N_(
        "0 máy chủ đã dừng theo lệnh, hoặc đã làm xong việc quản trị; 1 gói chưa nhận được hết;\n"
        "2 không chạy được"
    ),
    arguments=_arguments,
    run=_run,
)
