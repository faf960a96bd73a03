"""Acts as the journal names them, where something is to be known of them by their names alone."""

from industrack_core.domain.acts.field_acts import FIELD_ACTS

UNDO, REDO, REPAIR, ARCHIVE = "Undo", "Redo", "Repair", "Archive"
REPORTS = FIELD_ACTS
"""Acts of phones and of the gateway."""
FOUNDING, INVENTED = "LoadRecords", "InventCompany"
LARGE_ACTS = (FOUNDING, INVENTED, REPAIR, ARCHIVE)
"""After these everything may be different."""
