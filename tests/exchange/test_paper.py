"""Papers as PDF: every letter that was put in is read out again; what cannot be printed is said."""

import io
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from industrack_core.exchange.papers import paper_fonts
from industrack_core.exchange.papers.documents import Document
from industrack_core.exchange.papers.documents_pdf import write_document
from industrack_core.exchange.papers.letterhead import Letterhead
from industrack_core.exchange.papers.paper_fonts import is_shaped
from industrack_core.exchange.papers.paper_size import is_letter

NAMES = (
    "Łucja Dąbrowska", "Grzegorz Żółć", "Jiří Dvořák", "Růžena Šťastná", "Kőszegi Ágnes", "Szűcs Ödön",
    "Nguyễn Thị Hạnh", "Đặng Hữu Phước", "Ștefan Țurcanu", "Ioana Mureșan", "Алексей Ёлкин", "Наталья Щербакова",
    "Олександр Їжакевич", "Ганна Ґонта", "Ελένη Παπαδοπούλου", "Γιώργος Ψαράς", "İpek Şahin", "Ömer Çağlar Işık",
    "Þórður Æsuson", "Guðrún Ýr", "Jānis Bērziņš", "Līga Ķēniņa", "Šarūnas Žemaitis", "Eglė Čiurlionytė", "Õnne Mägi",
    "Jürgen Weiß", "Françoise Lœuvre", "José Ibáñez Güell", "João Magalhães Conceição", "Luka Đurđević",
    "Ljubiša Ћирић", "محمد الأحمد", "فاطمة الزهراء الإبراهيم", "شاپور پژمان گیلانی", "ہارون لاہوری کے لیے", "שרה לוי",
    "פרופ׳ יצחק רבינוביץ", "Հակոբ Մանուկյան", "გიორგი მაისურაძე", "สมชาย ใจดี น้ำทิพย์", "अनिल कुमार श्रीवास्तव",
    "सुनीता शर्मा", "Ləman Əliyeva", "Айгүл Қасымова", "Zoe\u0308 Chloe\u0301", "fi ffl affluent office",
)  # fmt: skip
"""Of more than twenty languages, in the letters that come with the program."""
PAPER = Document(
    Letterhead("Company"), "DE", "Estimate 1", (), (), "", ("Item", "Total"), (), (("Total", "1.00"),), "", signed=True
)


def written(document: Document) -> tuple[bytes, str]:
    file = io.BytesIO()
    said = write_document(document, file)
    return file.getvalue(), said


def pages(content: bytes) -> list[str]:
    """What a reader finds on each page, in logical order."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [unicodedata.normalize("NFKC", page.get_textpage().get_text_bounded()).replace("\r\n", "\n")
                for page in document]  # fmt: skip
    finally:
        document.close()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without fonts."""
    monkeypatch.setattr(paper_fonts, "font_folders", list)


@pytest.mark.usefixtures("bare")
def test_names_are_read_as_they_were_written() -> None:
    lines = tuple((name, "1.00") for name in NAMES)
    content, said = written(replace(PAPER, lines=lines, address=NAMES))
    found = "\n".join(pages(content))
    assert [name for name in NAMES if found.count(unicodedata.normalize("NFKC", name)) != 2] == []
    assert said == ""


@pytest.mark.usefixtures("bare")
def test_what_no_font_has_is_said_by_name() -> None:
    content, said = written(replace(PAPER, address=("李小龙 & Sons", "\U0001f9d9 Merlin"), note="李小龙"))
    assert said == "No font here can write 李小龙, \U0001f9d9: squares stand there. Install one, then print again."
    (page,) = pages(content)
    assert "□□□ & Sons" in page
    assert "?" not in page


# what reads the fonts leaves a damaged file to be closed by itself
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_fonts_of_the_machine_are_taken_for_other_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file is damaged, one is a font: the damaged one is passed over."""
    thai = Path(paper_fonts.__file__).parent / "fonts" / "NotoSansThai-Regular.ttf"
    (tmp_path / "deep").mkdir()
    (tmp_path / "a-sans.ttf").write_bytes(b"\0\1\0\0no font at all")
    (tmp_path / "cut-sans.otf").write_bytes(thai.read_bytes()[:20_000])
    (tmp_path / "deep" / "b-sans.TTF").write_bytes(thai.read_bytes())
    monkeypatch.setattr(paper_fonts, "font_folders", lambda: [tmp_path, tmp_path / "none"])
    monkeypatch.setattr(paper_fonts, "_OTHERS", ())
    content, said = written(replace(PAPER, address=("สมชาย ใจดี",)))
    assert said == ""
    assert "สมชาย ใจดี" in pages(content)[0]


@pytest.mark.parametrize(
    ("country", "width", "height"), [("US", 612, 792), ("ca", 612, 792), ("DE", 595, 842), ("", 595, 842)]
)
def test_paper_is_cut_as_the_country_cuts_it(country: str, width: int, height: int) -> None:
    assert is_letter(country) is (height == 792)
    content, _ = written(replace(PAPER, country=country))
    with pypdfium2.PdfDocument(content) as document:
        assert tuple(map(round, document[0].get_size())) == (width, height)


def test_pages_are_counted_and_the_heading_stands_on_each() -> None:
    lines = tuple((f"Item {number} {{nb}} %s <b>", "1.00") for number in range(150))
    found = pages(written(replace(PAPER, lines=lines, note="{nb}\n" * 50))[0])
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page
    assert all("Item Total" in page for page in found if "Item 1" in page)
    joined = "\n".join(found)
    assert all(f"Item {number} {{nb}} %s <b> 1.00" in joined for number in range(150))
    assert joined.count("Accepted by") == 1


def test_words_without_end_are_broken_and_kept() -> None:
    content, said = written(replace(PAPER, title="x" * 900, note="y" * 4000, lines=(("z" * 200, "1.00"),) * 3))
    joined = "".join(pages(content)).replace("\r\n", "").replace("\n", "")
    assert (joined.count("y"), joined.count("z"), said) == (4000 + joined.count("Company") * 2, 600, "")


@pytest.mark.parametrize("content", [b"gone", b"\x89PNG\r\n\x1a\nno picture", b"\xff\xd8\xff\xe0", b"<svg/>"])
def test_a_logo_that_is_none_is_said(content: bytes) -> None:
    paper, said = written(replace(PAPER, company=Letterhead("Company", ("Street 1",), content)))
    assert said == "The logo is no PNG or JPEG picture that can be read: the paper is without it."
    assert "Street 1" in pages(paper)[0]


@pytest.mark.parametrize(
    ("text", "shaped"), [("plain", False), ("Łódź Ελ Ж 李", False), ("שרה", True), ("e\u0301", True), ("ใจ", True)]
)
def test_which_texts_are_shaped(text: str, shaped: bool) -> None:
    assert is_shaped(text) is shaped
