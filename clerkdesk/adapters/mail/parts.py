"""What a mail is made of while it is read: words, files, enclosed mails; with limits on all of them."""

from dataclasses import dataclass, field

from clerkdesk.adapters.mail.plain_body import tidy
from clerkdesk.domain.errors import BadMail
from clerkdesk.domain.formats import sniff
from clerkdesk.domain.mails import Bounce
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.texts import _

MOST_PARTS, DEEPEST, MOST_BYTES = 400, 6, 300 * 1024 * 1024
WINMAIL = ("winmail.dat", "win.dat")
_SIGNATURES = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
)
_UNNAMED = {"application/pdf": "van-ban.pdf", "image/jpeg": "anh.jpg", "image/png": "anh.png"}


@dataclass
class Parts:
    """Gathers; raises BadMail where a mail is built to exhaust the machine."""

    name: str
    words: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[PacketFile] = field(default_factory=list)
    bounces: list[Bounce] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    """Names of pictures that only decorate the words."""
    _count: int = 0
    _size: int = 0

    def count(self, size: int = 0, depth: int = 0) -> None:
        """One more part of `size` bytes.

        Raises:
            BadMail: too many, too much, or too deep.
        """
        self._count += 1
        self._size += size
        if self._count > MOST_PARTS or self._size > MOST_BYTES or depth > DEEPEST:
            raise BadMail(self.name, _("thư có quá nhiều phần lồng nhau hoặc quá lớn"))

    def add_file(self, name: str, media_type: str, content: bytes) -> None:
        """Keep an attachment; two of one name are told apart."""
        if media_type in _SIGNATURES:
            self.warn(_("Thư có chữ ký của hộp thư (S/MIME), chưa được kiểm tra."))
            return
        if not content:
            self.warn(_("Tệp «{name}» kèm theo thư rỗng.").format(name=name))
            return
        found = sniff(content).media_type or media_type or "application/octet-stream"
        name = name or _UNNAMED.get(found, "tep-dinh-kem.bin")
        same = [file for file in self.files if file.name == name]
        if any(file.content == content for file in same):
            return
        if same:
            head, dot, tail = name.rpartition(".")
            number = len(same) + 1
            name = f"{head} ({number}).{tail}" if dot else f"{name} ({number})"
        self.files.append(PacketFile(name, found, content))

    def add_mail(self, title: str, sender: str, body: str, files: tuple[PacketFile, ...]) -> None:
        """An enclosed mail: its words below those of the one around it, its files beside the others."""
        head = _("--- Thư kèm theo: {title} ({sender}) ---").format(title=title, sender=sender)
        self.words.append(f"{head}\n{body}")
        for file in files:
            self.add_file(file.name, file.media_type, file.content)

    def warn(self, sentence: str) -> None:
        """Tell something odd once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def body(self) -> str:
        """All words, as the clerk reads them."""
        return tidy("\n\n".join(self.words))
