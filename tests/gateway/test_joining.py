"""The page's modules as one script: nothing is changed but what only readers need."""

import pytest

from industrack_field.joining import as_one_script, outermost, without_comments
from industrack_field.shell import PAGE

BARE = {
    "a comment goes": ("let a = 1; // one\n/* two\nlines */ let b = 2;\n", "let a=1;let b=2;"),
    "the last semicolon of a block goes": ("{ a(); { b; } }\nfor (;;) { c = {}; }", "{a();{b}}\nfor(;;){c={}}"),
    "what is never changed is as short as the rest": ("const a = 'const';", "let a='const';"),
    "words stay apart": ("async function f() { return await g() }", "async function f(){return await g()}"),
    "a line that ends a statement": ("a()\nb()\n}\nc()", "a()\nb()}\nc()"),
    "a line that goes on": ("a(\n  b,\n  c\n)\n  .d()\n  ?? e;", "a(b,c).d()??e;"),
    "a line behind an increment": ("a++\nb--\n+c", "a++\nb--\n+c"),
    "signs that would grow together": ("a + +b - -c + ++d", "a+ +b- -c+ ++d"),
    "a text with all of it": ('a = "// no /* no */  \\" `" + \'  "\' ;', 'a="// no /* no */  \\" `"+\'  "\';'),
    "a template's blanks": ("`a  // b\n  ${ c + 1 }  d`  + e", "`a  // b\n  ${c+1}  d`+e"),
    "a template in a template": ("`${t(`a  ${ b }`)}${x && `  ${y}`}` ;", "`${t(`a  ${b}`)}${x&&`  ${y}`}`;"),
    "braces in a template": ("`${ f({ a: { b: 1 } }) }  }` ;", "`${f({a:{b:1}})}  }`;"),
    "a template with signs of money": (r"`$ $$ \${ a } \`  ` ;", r"`$ $$ \${ a } \`  `;"),
    "a pattern": (r"a.replace(/[/\"'`]  \/x/g , b)", r"a.replace(/[/\"'`]  \/x/g,b)"),
    "a pattern behind a word": ("return /a  b/ .test(c)", "return/a  b/.test(c)"),
    "a pattern before a word": ("x = /a/ in b", "x=/a/ in b"),
    "a number's method": ("1 .toFixed()", "1 .toFixed()"),
    "a division": ("a = b / c / d; e = (f) / 2; g = h[0] / 3", "a=b/c/d;e=(f)/2;g=h[0]/3"),
    "signs of all the world": ("a = { b: “c”, d: \"➤  ►\" }".replace("“c”", '"ü"'), 'a={b:"ü",d:"➤  ►"}'),
}  # fmt: skip


@pytest.mark.parametrize("name", BARE)
def test_only_what_means_nothing_goes(name: str) -> None:
    text, expected = BARE[name]
    assert without_comments(text) == expected
    assert without_comments(expected) == expected


@pytest.mark.parametrize("text", ["a = `never ends", "a = 'never ends\n", "} / 2", "a = “", "/* never ends"])
def test_what_cannot_be_read_for_certain_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        without_comments(text)


def test_what_a_module_needs_comes_before_it_and_once() -> None:
    modules = {
        "app.js": 'import { two } from "/b.js";\nimport { one } from "/a.js";\n\ntwo(one);\n',
        "b.js": 'import { one } from "/a.js";\n\nexport const two = (x) => x + one;\n',
        "a.js": "/** One. */\nexport const one = 1;\n",
        "other.js": "never();\n",
    }
    assert as_one_script(modules, "app.js") == "let one=1;\nlet two=(x)=>x+one;\ntwo(one);\n"


REFUSED = {
    "of the same name": ("const one = 2;\n", "must be its own: one"),
    "taken apart": ("const { one } = {};\n", "must be its own"),
    "not there": ('import { x } from "/c.js";\n', "imports c.js, which is not there"),
    "under another name": ('import { one as two } from "/a.js";\n', "imports one as two, which a.js does not export"),
    "not exported": ('import { two } from "/a.js";\n', "imports two, which a.js does not export"),
    "as a whole": ('import x from "/a.js";\n', "in a way"),
    "behind something": ('const y = 1; import { one } from "/a.js";\n', "in a way"),
    "several in one line": ("const y = 1, x = 2;\n", "each has a line"),
    "a slash behind a bracket": ("if (a) /'/.test(b), c('http://x');\n", "a slash behind a bracket"),
    "a loop without a statement": ("{ while (f(1)); }\n", "nothing but a semicolon"),
    "no other way": ("{ if (one) f(1); else ; }\n", "nothing but a semicolon"),
    "for everybody": ("export default 3;\n", "in a way"),
    "later": ('f(await import("/a.js"));\n', "in a way"),
    "later, with a blank": ('f(await import ("/a.js"));\n', "in a way"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_modules_that_cannot_be_joined_are_an_error(name: str) -> None:
    text, words = REFUSED[name]
    modules = {"a.js": "export const one = 1;\n", "app.js": f'import {{ one }} from "/a.js";\n{text}'}
    with pytest.raises(ValueError, match=words):
        as_one_script(modules, "app.js")


def test_names_of_the_page_are_its_modules_own() -> None:
    names = outermost(path.read_text(encoding="utf-8") for path in PAGE.glob("*.js") if path.name != "sw.js")
    assert len(names) == len(set(names)) > 200
