"""What is said and typed at the fields of a form, beside its values."""

from industrack_tui.forms.entry_state import EntryState


def test_what_is_said_at_entries_moves_with_them() -> None:
    state = EntryState()
    state.pending = {f"items.{place}.price": f"text {place}" for place in range(12)} | {
        "items.add": "bolt",
        "note": "x",
    }
    state.wrong = {"items.2": "gone", "items.3": "stays", "items.3.quantity": "how many?"}
    state.notes = {"tasks.3": "another list"}
    state.leave_out("items", 2)
    kept = {f"items.{place}.price": f"text {place}" for place in (0, 1)}
    moved = {f"items.{place - 1}.price": f"text {place}" for place in range(3, 12)}
    assert state.pending == kept | moved | {"items.add": "bolt", "note": "x"}
    assert state.wrong == {"items.2": "stays", "items.2.quantity": "how many?"}
    assert state.notes == {"tasks.3": "another list"}


def test_it_is_typed_in_while_a_text_means_nothing_yet() -> None:
    state = EntryState()
    state.pending = {"customer": "  "}
    assert not state.is_typed_in
    state.pending = {"customer": "russo"}
    assert state.is_typed_in
