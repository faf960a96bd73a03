"""Keys of one's own: the usual ones, then a preset's, then the person's; and what is wrong with them, in sentences.

Nothing that is wrong here keeps the console from opening: what cannot be is left out and told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from difflib import get_close_matches

from industrack_core.domain.dataclass import dataclass
from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command, Pane
from industrack_tui.commands.forms import FORM_KEYS
from industrack_tui.commands.key_names import key_named, key_text
from industrack_tui.commands.lists import HOLD_IN_LISTS, LIST_COMMANDS
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.settings import OwnKeys

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "default": {},
    # what zellij takes in its normal mode: ctrl with g, o, p, q and t
    "zellij": {
        "app.palette": ("f2",), "app.quit": ("q",), "form.cancel": ("escape",),
        "form.parts": ("ctrl+r",), "form.work": ("ctrl+f",), "form.pick-time": ("ctrl+n",),
    },
    # what leaves a container: ctrl+p ctrl+q
    "docker": {"app.palette": ("f2",), "app.quit": ("q",), "form.cancel": ("escape",)},
    # f2 to f9; the parts of the form are reached by their menu, ctrl+g and a letter
    "byobu": {
        "form.save": ("ctrl+r",), "form.dispatch": ("ctrl+f",), "form.customer": (), "form.location": (),
        "form.details": (), "form.schedule": (), "form.items": (), "form.crew": (),
    },
}  # fmt: skip
"""Keys that another program between the person and the console takes for itself, and what stands in for them."""
ALWAYS = ("app.help", "app.back", "app.quit")
"""Commands that keep a key, whatever is chosen: who has lost the way finds out."""
_TWINS = {
    "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "ctrl+left_square_bracket": "esc",
}  # fmt: skip
_TAKEN = {
    "ctrl+s": "stops the screen in many terminals", "ctrl+a": "is taken by screen", "ctrl+b": "is taken by tmux",
    "ctrl+z": "sends programs to the background", "ctrl+c": "interrupts programs",
    "ctrl+q": "leaves the console wherever one is",
}  # fmt: skip


@dataclass(frozen=True)
class KeyMap:
    """The keys that differ from the usual ones, by the command's id; what was told about it; and of commands that lost
    a key to another: which, and to whom."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    lost: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def every_command() -> dict[str, Command]:
    """All commands by id: of board, queue, lists, their rows, and the job form."""
    of_rows = (command for commands in ROW_COMMANDS.values() for command in commands)
    return {command.id: command for command in (*COMMANDS, *LIST_COMMANDS, *of_rows, *FORM_KEYS)}


def key_map(own: OwnKeys) -> KeyMap:
    """Who has which key: the usual ones, but a preset's before them, and the person's own before those."""
    return _Making(own).made()


class _Making:
    """A key map that is being made."""

    def __init__(self, own: OwnKeys) -> None:
        self.own = own
        self.commands = every_command()
        self.told: list[str] = []
        self.keys = {command.id: command.usual_keys for command in self.commands.values()}
        self.lost: dict[str, list[tuple[str, str]]] = {}

    def made(self) -> KeyMap:
        self.told.extend(self.own.told)
        preset = PRESETS.get(self.own.preset)
        if preset is None:
            self._tell("preset", f"there is no preset {self.own.preset}; there are {', '.join(PRESETS)}")
        self._take_over(preset or {})
        self._take_over(self._readable())
        self._lead_sequences()
        self._give_back()
        changed = {each: keys for each, keys in self.keys.items() if keys != self.commands[each].usual_keys}
        lost = {each: tuple(pairs) for each, pairs in self.lost.items()}
        return KeyMap(changed, tuple(self.told), lost)

    def _tell(self, name: str, sentence: str) -> None:
        self.told.append(f"{self.own.places.get(name, 'keys')}: {sentence}.")

    def _readable(self) -> dict[str, tuple[str, ...]]:
        """What of the person's keys can be: known commands, keys that there are and that come here."""
        found: dict[str, tuple[str, ...]] = {}
        for name, texts in self.own.keys.items():
            if name not in self.commands:
                nearest = get_close_matches(name, self.commands, 1)
                also = f"; the nearest is {nearest[0]}" if nearest else ""
                self._tell(name, f"there is no command {name}{also}")
                continue
            keys = tuple(key for text in texts if (key := self._key(name, text)))
            if keys or not texts:
                found[name] = keys
        return found

    def _key(self, name: str, text: str) -> str:
        """The key that is meant, empty when it cannot be; then that is told."""
        key = key_named(text)
        why_not = self._why_no_key(name, key)
        if why_not:
            self._tell(name, f"{text}: {why_not}")
        return "" if why_not else key

    def _why_no_key(self, name: str, key: str) -> str:
        if not key:
            return "there is no such key"
        modifiers, _, last = key.rpartition("+")
        if key in _TWINS:
            return f"a terminal sends it for {_TWINS[key]}, too"
        if key in _TAKEN and key not in self.commands[name].usual_keys:
            return f"it {_TAKEN[key]}"
        if {"alt", "super", "meta", "cmd"} & set(modifiers.split("+")) or modifiers == "ctrl+shift":
            return "many terminals keep it for themselves"
        if last[:1] == "f" and last[1:].isdigit() and (int(last[1:]) > 10 or modifiers):
            return "not every terminal has it"
        if name in _OF_FORM and len(key_text(key)) == 1:
            return "in a form it is typed"
        if " " in key and not name.startswith("go."):
            return "only what g leads to has two keys"
        return ""

    def _take_over(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """These commands have these keys now; whoever had one of them loses it."""
        winners: dict[str, tuple[str, ...]] = {}
        for name, keys in chosen.items():
            kept = []
            for key in keys:
                rival = next((each for each in winners if key in winners[each] and self._meet(name, each)), None)
                if rival is None:
                    kept.append(key)
                else:
                    self._tell(name, f"{key_text(key)} is for {rival} already, and both hold in one place")
            winners[name] = tuple(kept)
        self.keys |= winners
        for name, keys in winners.items():
            for other, others in list(self.keys.items()):
                new = [key for key in keys if key not in self.commands[name].usual_keys]
                taken = [key for key in new if key in others] if other not in winners else []
                if taken and self._meet(name, other):
                    self.keys[other] = tuple(key for key in others if key not in taken)
                    self.lost.setdefault(other, []).extend((key, name) for key in taken)
                    for key in taken:
                        self._tell(name, f"{key_text(key)} was for {other}, which has lost it")

    def _meet(self, one: str, other: str) -> bool:
        """Whether both hold in one place. A list's own commands go before those of every list, as they always do."""
        return not holds_in(self.commands[one]).isdisjoint(holds_in(self.commands[other]))

    def _lead_sequences(self) -> None:
        """What is reached by two keys begins with the menu's key, whichever that is now."""
        menu, usual = self.keys["go.menu"], set(self.commands["go.menu"].usual_keys)
        for name, keys in self.keys.items():
            led = {key.split()[0] for key in self.commands[name].usual_keys if " " in key}
            if not name.startswith("go.") or led - usual:  # layouts are in the menu of views
                continue
            self.keys[name] = tuple(
                f"{menu[0]} {key.split()[-1]}" if " " in key and menu else key for key in keys if " " not in key or menu
            )
        letters: dict[str, str] = {}
        for name, keys in self.keys.items():
            for key in keys:
                if " " in key and letters.setdefault(key, name) != name:
                    self._tell(name, f"{key_text(key)} is for {letters[key]}, too: the menu takes the first")

    def _give_back(self) -> None:
        for name in ALWAYS:
            if not self.keys[name]:
                self.keys[name] = self.commands[name].usual_keys
                told = " ".join(map(key_text, self.keys[name]))
                self._tell(name, f"{name} keeps {told}: without it nobody finds the way")


def holds_in(command: Command) -> frozenset[str]:
    """Where a command's keys hold: the board, the queue, the job form, lists by their names."""
    if command.id in _OF_FORM:
        return frozenset((Pane.FORM,))
    if command.pane is Pane.ANY:
        return frozenset((Pane.BOARD, Pane.QUEUE)) | (_EVERY_LIST if command.id in HOLD_IN_LISTS else frozenset())
    if command.pane is not Pane.LIST:
        return frozenset((command.pane,))
    return frozenset(_LIST_OF[command.id]) if command.id in _LIST_OF else _EVERY_LIST


_OF_FORM = frozenset(command.id for command in FORM_KEYS)
_EVERY_LIST = frozenset((Pane.LIST, *(f"list of {name}" for name in ROW_COMMANDS)))
_LIST_OF = {command.id: (f"list of {name}",) for name, commands in ROW_COMMANDS.items() for command in commands}


def printed(made: KeyMap, commands: Iterable[Command] | None = None) -> list[str]:
    """The keys as they are now, a line for each command, and what was told about them."""
    listed: Sequence[Command] = tuple(commands if commands is not None else every_command().values())
    width = max(len(command.id) for command in listed)
    lines = []
    for command in listed:
        keys = " ".join(map(key_text, made.keys.get(command.id, command.usual_keys))) or "-"
        marked = "*" if command.id in made.keys else " "
        lines.append(f"{marked} {command.id:<{width}}  {keys:<18} {command.label}")
    return [*lines, *made.told]
