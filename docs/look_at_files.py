"""Writes the demo company's lists and papers, and turns them into pictures of pages to look at. Run by `make sheets`.

Spreadsheets go through LibreOffice, pages through poppler; of the papers the text is read back by `pdftotext`.
"""

import shutil
import subprocess
import sys
import unicodedata
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.records.estimate import EstimateLine
from industrack_core.domain.records.listing import ListQuery
from industrack_core.exchange.demo.demo import demo_company
from industrack_core.exchange.exports.exports import KINDS, export_list
from industrack_core.exchange.papers.day_sheets import day_sheets
from industrack_core.exchange.papers.day_sheets_pdf import write_day_sheets
from industrack_core.exchange.papers.documents import estimate_document
from industrack_core.exchange.papers.documents_pdf import write_document
from tests.exchange.test_paper import NAMES

PLACE = Path("build/sheets")
MOMENT = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
TOOLS = ("soffice", "pdftoppm", "pdftotext")


def main() -> int:
    """Write everything below `build/sheets`; 1 when a tool is missing or a name is not read back."""
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    if lacking:
        print(f"This needs {', '.join(lacking)}: install LibreOffice Calc and poppler's tools.")
        return 1
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    with TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/demo.db"
        founding = open_desk(database, create=True, clock=lambda: MOMENT, founding_act=_demo)
        with closing(founding) as desk:
            _write(desk)
    books = sorted(map(str, PLACE.glob("*.xlsx")))
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(PLACE), *books], check=True,
                   capture_output=True)  # fmt: skip
    for paper in sorted(PLACE.glob("*.pdf")):
        subprocess.run(["pdftoppm", "-r", "100", "-png", str(paper), str(paper.with_suffix(""))], check=True)
    lost = _lost_names()
    print(f"{len(list(PLACE.glob('*.png')))} pages to look at in {PLACE}.")
    print(f"{len(NAMES) - len(lost)} of {len(NAMES)} names are read back as they were written. {' '.join(lost)}")
    return 1 if lost else 0


def _demo(desk: Desk) -> LoadRecords:
    return demo_company(desk.reserve_ids, desk.clock())


def _write(desk: Desk) -> None:
    for kind in KINDS:
        export_list(desk, kind, PLACE / f"{kind}.xlsx")
    office = desk.office()
    with open(PLACE / "day-sheets.pdf", "wb") as file:
        write_day_sheets(day_sheets(desk, office, MOMENT.date(), office.rows_of(office.default_calendar)), file)
    row = desk.list_page(ListQuery("estimate", "number"), None, limit=1).rows[0]
    estimate = desk.estimate(row.id)
    assert estimate is not None
    lines = tuple(EstimateLine(text=name, price=10_000) for name in NAMES)
    for name, record in (("estimate-paper", estimate), ("names", replace(estimate, lines=lines))):
        with open(PLACE / f"{name}.pdf", "wb") as file:
            write_document(estimate_document(desk, record), file)


def _lost_names() -> list[str]:
    text = subprocess.run(["pdftotext", str(PLACE / "names.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    # the marks of direction around a name are the reader's, not the paper's
    found = unicodedata.normalize("NFKC", text.translate(dict.fromkeys(range(0x202A, 0x202F))))
    return [name for name in NAMES if unicodedata.normalize("NFKC", name) not in found]


if __name__ == "__main__":
    sys.exit(main())
