"""Keys of one's own: who has which, who loses one, and what cannot be."""

import pytest
from textual.keys import _character_to_key

from industrack_tui.commands.key_map import PRESETS, KeyMap, every_command, holds_in, key_map, printed
from industrack_tui.commands.key_names import SIGNS, key_named, key_text
from industrack_tui.settings import OwnKeys


def made(preset: str = "default", **keys: tuple[str, ...]) -> KeyMap:
    return key_map(OwnKeys(preset, {name.replace("__", "."): each for name, each in keys.items()}))


@pytest.mark.parametrize(("name", "sign"), SIGNS.items())
def test_signs_have_the_names_that_come_with_the_key(name: str, sign: str) -> None:
    assert _character_to_key(sign) == name
    assert key_named(sign) == name
    assert key_text(name) == sign


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("P", "P"),
        ("p", "p"),
        ("shift+p", "P"),
        ("ä", "ä"),
        ("ctrl+p", "ctrl+p"),
        ("Ctrl+P", "ctrl+p"),
        ("ESC", "escape"),
        ("page up", "pageup"),
        ("PageUp", "pageup"),
        ("del", "delete"),
        ("f9", "f9"),
        ("shift+left", "shift+left"),
        ("ctrl+[", "ctrl+left_square_bracket"),
        ("ctrl++", "ctrl+plus"),
        ("+", "plus"),
        ("question_mark", "question_mark"),
        ("g b", "g b"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("", ""),
        (" ", ""),
        ("f25", ""),
        ("blub", ""),
        ("hyper+x", ""),
        ("PP", ""),
        ("ctrl+", ""),
        ("日", "日"),
        ("€", ""),
    ],
)
def test_a_key_is_read_as_people_write_it(text: str, key: str) -> None:
    assert key_named(text) == key


@pytest.mark.parametrize("key", sorted({key for each in every_command().values() for key in each.usual_keys}))
def test_what_is_shown_of_a_key_can_be_written(key: str) -> None:
    assert key_named(key_text(key)) == key


def test_without_keys_of_ones_own_nothing_differs() -> None:
    assert key_map(OwnKeys()) == KeyMap()


def test_own_keys_take_the_place_of_all_usual_ones() -> None:
    assert made(board__hint=("J", "ctrl+n")).keys == {"board.hint": ("J", "ctrl+n")}
    assert made(board__hint=()).keys == {"board.hint": ()}


def test_an_own_key_wins_wherever_it_holds_and_the_loser_is_named() -> None:
    found = made(app__palette=("P", "D"))
    assert found.keys["app.palette"] == ("P", "D")
    assert found.keys["job.dispatch"] == ()
    assert found.lost["job.dispatch"] == (("D", "app.palette"),)
    assert any("D was for job.dispatch" in each for each in found.told)


def test_commands_of_two_panes_can_have_one_key() -> None:
    assert made(board__hint=("J",), queue__first=("J",)).told == ()
    assert "x was for job.unassign" in made(board__hint=("x",)).told[0]
    assert made(queue__first=("x",)).told == ()


def test_two_own_commands_on_one_key_of_one_pane() -> None:
    found = made(job__status=("J",), job__crew=("e", "J"))
    assert found.keys == {"job.status": ("J",)}
    assert found.told == ("keys: J is for job.status already, and both hold in one place.",)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("board.hnt", "J", "keys: there is no command board.hnt; the nearest is board.hint."),
        ("xyzzy", "J", "keys: there is no command xyzzy."),
        ("job.carry", "blub", "keys: blub: there is no such key."),
        ("job.carry", "ctrl+m", "keys: ctrl+m: a terminal sends it for enter, too."),
        ("job.carry", "ctrl+i", "keys: ctrl+i: a terminal sends it for tab, too."),
        ("job.carry", "ctrl+s", "keys: ctrl+s: it stops the screen in many terminals."),
        ("job.carry", "ctrl+q", "keys: ctrl+q: it leaves the console wherever one is."),
        ("job.carry", "alt+x", "keys: alt+x: many terminals keep it for themselves."),
        ("job.carry", "f12", "keys: f12: not every terminal has it."),
        ("job.carry", "g m", "keys: g m: only what g leads to has two keys."),
    ],
)
def test_what_cannot_be_is_told_and_leaves_the_usual_keys(name: str, text: str, told: str) -> None:
    found = key_map(OwnKeys(keys={name: (text,)}))
    assert found.keys == {}
    assert found.told == (told,)


def test_a_place_in_the_file_stands_before_what_is_told() -> None:
    own = OwnKeys(keys={"job.carry": ("ctrl+m",)}, places={"job.carry": "config.toml, line 3"})
    assert key_map(own).told == ("config.toml, line 3: ctrl+m: a terminal sends it for enter, too.",)


def test_help_back_and_quit_always_keep_a_key() -> None:
    found = key_map(OwnKeys(keys={"app.help": (), "app.back": (), "app.quit": ()}))
    assert found.keys == {}
    assert len(found.told) == 3
    found = made(job__carry=("?", "f1", "escape", "q"))
    assert {"app.help", "app.back"} & set(found.keys) == set()
    assert found.keys["app.quit"] == ("ctrl+q",)


def test_two_keys_follow_the_key_of_their_menu() -> None:
    found = made(go__menu=("J",))
    assert found.keys["go.customers"] == ("J c",)
    assert found.keys["go.menu"] == ("J",)
    found = made(go__customers=("g k",))
    assert found.keys == {"go.customers": ("g k",)}
    assert made(go__customers=("g i",)).told == ("keys: g i was for go.inventory, which has lost it.",)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_moves_what_the_other_program_takes_and_nothing_else(preset: str) -> None:
    taken = {
        "default": set[str](),
        "zellij": {"ctrl+g", "ctrl+o", "ctrl+p", "ctrl+q", "ctrl+t"},
        "docker": {"ctrl+p", "ctrl+q"},
        "byobu": {f"f{number}" for number in range(2, 10)},
    }[preset]
    found, commands = key_map(OwnKeys(preset)), every_command()
    assert found.told == ()
    assert found.lost == {}
    hit = {name for name, each in commands.items() if taken & set(each.usual_keys)}
    assert set(found.keys) == hit
    for name in hit:
        assert not taken & set(found.keys[name])
        rivals = {
            other for other, each in commands.items() if other != name and holds_in(each) & holds_in(commands[name])
        }
        for key in found.keys[name]:
            assert not [each for each in rivals if key in found.keys.get(each, commands[each].usual_keys)]


def test_ones_own_keys_go_before_a_presets() -> None:
    found = key_map(OwnKeys("docker", {"app.palette": ("P",)}))
    assert found.keys["app.palette"] == ("P",)
    assert "there is no preset" in key_map(OwnKeys("emacs")).told[0].lower()


def test_what_is_printed_has_a_line_for_each_command_and_what_was_told() -> None:
    found = made(app__palette=("P",), board__hnt=("J",))
    lines = printed(found)
    assert lines[-len(found.told) :] == list(found.told)
    assert len(lines) == len(every_command()) + len(found.told)
    assert any(line.startswith("* app.palette") and " P " in line for line in lines)
