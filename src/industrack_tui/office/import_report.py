"""What an import says of itself when it has looked through a file, or is done."""

from typing import TYPE_CHECKING

from industrack_tui.dialogs.dialog import Parts

if TYPE_CHECKING:
    from industrack_core.exchange.imports.import_report import ImportReport

_MOST_LINES = 200
_STAYS = "what is counted is in. Import the file again to complete it."


def partly(report: "ImportReport") -> Parts:
    """What is in of an import that could not go on."""
    return [(report.counted, "panel_strong"), (f"Not complete: {_STAYS}", "panel_warning")]


def report_lines(report: "ImportReport") -> Parts:
    """What an import did, or would do; then what stays out and why, then what to know."""
    said: Parts = [(report.counted, "panel_strong")]
    if report.interrupted:
        said.append((f"Interrupted: {_STAYS}", "panel_warning"))
    if report.made_too:
        said.append((report.made_too, "panel"))
    if report.under:
        said.append((f"Column names are in line {report.under}; what is above was not read.", "panel_muted"))
    if report.columns:
        said.append((report.columns, "panel_muted"))
    bad, remarks = sorted(report.bad, key=lambda row: row.line), sorted(report.remarks, key=lambda each: each.line)
    listed = [(row.sentence, "panel_error") for row in bad]
    listed += [(f"line {each.line}: {each.text}", "panel_warning") for each in remarks]
    more = report.bad_count + report.remark_count - min(len(listed), _MOST_LINES)
    said += [("", "panel"), *listed[:_MOST_LINES]] if listed else []
    if more > 0:
        said.append((f"and {more:,} more", "panel_muted"))
    return said
