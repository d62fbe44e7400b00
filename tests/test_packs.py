"""The rule packs: every rule against its own examples, the pattern language, and what a pack may not be."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import panelrecord
from panelrecord.annotate.examples import Finding, check, document_of, unbracket
from panelrecord.annotate.reading import read
from panelrecord.annotate.sentences import cut
from panelrecord.annotate.streams import stream
from panelrecord.errors import PackInvalid
from panelrecord.packs import load
from panelrecord.packs.compile import compilation
from panelrecord.packs.grammar import Grammar, grammar
from panelrecord.packs.inflection import inflect
from panelrecord.packs.loader import Packs, Rule
from panelrecord.packs.search import Search
from panelrecord.packs.tokens import SHAPES, shape, tokenise

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "local.toml"
BUILT_IN = load()


@cache
def findings() -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in check(BUILT_IN):
        found.setdefault(finding.rule, []).append(finding)
    return found


# ------------------------------------------------- the packs, both ways round


@pytest.mark.parametrize("rule", BUILT_IN.rules)
def test_a_rule_reads_its_examples_and_none_of_its_rejects(rule: str) -> None:
    assert [f"{finding.kind}: {finding.message}" for finding in findings().get(rule, [])] == []


@pytest.mark.parametrize("words", [*BUILT_IN.lexicon, *BUILT_IN.verbs])
def test_every_word_of_a_class_stands_in_an_example(words: str) -> None:
    assert [finding.message for finding in findings().get(words, [])] == []


def test_rules_are_described_and_examples_differ() -> None:
    for rule in BUILT_IN.rules.values():
        assert rule.description, rule.id
        assert len(set(rule.examples)) == len(rule.examples), rule.id
        assert not set(rule.rejects) & {unbracket(example)[0] for example in rule.examples}, rule.id


def test_the_page_on_packs_names_every_layer() -> None:
    table = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8").partition("## Layers")[2].partition("## ")[0]
    first = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {layer for cell in first for layer in re.findall(r"`([a-z-]+)`", cell)}
    assert named == {rule.layer for rule in BUILT_IN.rules.values()}


def test_the_patterns_on_the_page_on_packs_read_what_stands_beside_them() -> None:
    page = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    (\S.*?\S) {3,}(\S.*)$", page.partition("## Patterns")[2].partition("## Layers")[0], re.M)
    assert len(shown) >= 4
    rules = [Rule(f"own.shown{number}.a", pattern, ("a",), ("b",)) for number, (pattern, _) in enumerate(shown)]
    merged = MappingProxyType({**BUILT_IN.rules, **{rule.id: rule for rule in rules}})
    language = grammar(Packs(BUILT_IN.versions, BUILT_IN.lexicon, BUILT_IN.verbs, BUILT_IN.phrases, merged))
    for rule, (_, text) in zip(rules, shown, strict=True):
        assert language.find(rule.layer, read(document_of(text), language).stream), rule.pattern


def test_the_example_of_an_own_pack_keeps_to_its_examples() -> None:
    known = [finding for found in findings().values() for finding in found]
    assert [finding for finding in check(load([EXAMPLE])) if finding not in known] == []


# ------------------------------------------------------- the pattern language


def grammar_of(
    pattern: str,
    lexicon: Mapping[str, Sequence[str]] | None = None,
    verbs: Mapping[str, Sequence[str]] | None = None,
    phrases: Mapping[str, str] | None = None,
) -> Grammar:
    rule = Rule("own.lexicon.rule", pattern, ("a",), ("b",))
    tables = [{name: tuple(words) for name, words in (table or {}).items()} for table in (lexicon, verbs)]
    own, acts = map(MappingProxyType, tables)
    return grammar(Packs((), own, acts, MappingProxyType(dict(phrases or {})), MappingProxyType({rule.id: rule})))


def readings(text: str, language: Grammar) -> list[Any]:
    """What each match reads: its groups, or the whole where it has none."""
    units = stream(cut(text, ((0, len(text)),), language), language)
    found = []
    for match in language.find("lexicon", units):
        groups = {group: match.span(units, group) for group in match.groups}
        whole = text[units.starts[match.first] : units.ends[match.last - 1]].strip()
        found.append({group: text[slice(*span)] for group, span in groups.items() if span} or whole)
    return found


COLOURS = {
    "colour": ["red", "green", "dark red"],
    "thing": ["door", "boat", "red"],
    "shade": ["dark red", "dark red brown", "dark"],
}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("boat", "A boat, a Boat and a BOAT.", ["boat", "Boat", "BOAT"]),
        (", boat", "red, boat; red boat", [", boat"]),
        (r"\( {any} \)", "a (red) boat", ["(red)"]),
        (r"\[ {any} \]", "a [red] boat", ["[red]"]),
        ("{colour} boat", "A green boat, a red boat, a big boat.", ["green boat", "red boat"]),
        ("{colour}", "a dark red boat", ["dark red"]),
        ("{shade}", "a dark red brown boat", ["dark red brown"]),
        ("[tone:{colour}] {thing}", "a dark red boat", [{"tone": "dark red"}]),
        ("{colour|thing} sank", "The boat sank. The red sank. The cat sank.", ["boat sank", "red sank"]),
        ("{thing -colour}", "a red boat, a door", ["boat", "door"]),
        ("{any -=a -=.}", "a boat.", ["boat"]),
        ("{any -colour -mark}", "green, boat", ["boat"]),
        ("a (red|green) boat", "a red boat, a green boat, a blue boat", ["a red boat", "a green boat"]),
        ("red? boat", "red boat, boat", ["red boat", "boat"]),
        ("[what:{any}*] sank", "the old boat sank", [{"what": "the old boat"}]),
        ("the {any}+? boat", "the red boat and the red boat", ["the red boat", "the red boat"]),
        ("the {any}+ boat", "the red boat and the red boat", ["the red boat and the red boat"]),
        ("{colour}{2}", "red green red", ["red green"]),
        ("{colour}{2,}", "red green red", ["red green red"]),
        ("^ boat", "Boat. The boat. Boat.", ["Boat", "Boat"]),
        ("{thing} $", "A boat door.\nA red boat", ["boat"]),
        ("^ {any} $", "red\ngreen\nboat", ["red", "green", "boat"]),
        ("red {any}+", "The red boat. A door.", ["red boat."]),
        ("[whole:a [part:{colour}] boat]", "a red boat", [{"whole": "a red boat", "part": "red"}]),
        ("[a:red]? [b:boat]", "boat", [{"b": "boat"}]),
        ("{nice} boat", "a very red boat", ["very red boat"]),
        ("{report} that", "She says that; she argued that; arguing that", ["says that", "argued that"]),
        ("{report.ing} that", "She says that; she argued that; arguing that", ["arguing that"]),
        ("{report} it", "They point out it; he pointed out it", ["point out it", "pointed out it"]),
        ("{Cap} {lower} {CAPS}", "Red boat NASA", ["Red boat NASA"]),
        ("{day} {year}", "3 2019, 300 2019", ["3 2019"]),
        ("nothing", "a boat", []),
    ],
)
def test_a_pattern_reads(pattern: str, text: str, found: list[object]) -> None:
    verbs = {"report": ["say said", "argue", "point_out"]}
    phrases = {"nice": "very {warm}", "warm": "(red|orange)"}
    assert readings(text, grammar_of(pattern, COLOURS, verbs, phrases)) == found


def test_a_search_goes_on_behind_the_cue_where_a_rule_has_one() -> None:
    text = "a said b said c"
    assert readings(text, grammar_of("[who:{any}] [cue:said] [what:{any}+]")) == [
        {"who": "a", "cue": "said", "what": "b said c"},
        {"who": "b", "cue": "said", "what": "c"},
    ]
    assert readings(text, grammar_of("[who:{any}] said [what:{any}+]")) == [{"who": "a", "what": "b said c"}]


def test_an_apostrophe_of_any_kind_is_the_same_word() -> None:
    assert readings("It isn’t; it isn't", grammar_of("{no}", {"no": ["isn't"]})) == ["isn’t", "isn't"]


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{nowhere}", "no class or phrase 'nowhere'"),
        ("{thing -nowhere}", "no class or phrase 'nowhere'"),
        ("[what:boat", "']' is missing"),
        ("(boat", "')' is missing"),
        ("boat]", "']' closes nothing"),
        ("[what:(boat])", "']' closes nothing"),
        ("{thing -thing}", "no token can be"),
        ("{thing", "cannot read '{thing'"),
        ("{}", "cannot read '{}'"),
        ("boat\\", "cannot read"),
        ("{loop}", "names itself"),
        ("{grab}", "cannot capture"),
        ("* boat", "no argument for repetition"),
        ("(?= boat)", "no argument for repetition"),
        ("boat{3,2}", "invalid repetition size"),
        ("boat{1,9999}", "invalid repetition size"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_named(pattern: str, says: str) -> None:
    phrases = {"loop": "a {round}", "round": "{loop} b", "grab": "[what:boat]"}
    with pytest.raises(PackInvalid, match=re.escape(says)) as caught:
        readings("a = boat", grammar_of(pattern, {"thing": ["boat"]}, phrases=phrases))
    assert "own.lexicon.rule" in caught.value.message


@pytest.mark.parametrize(("towns", "says"), [(300, "more than 255 kinds of words"), (9000, "stands for more than")])
def test_a_class_of_more_rows_of_words_than_can_be_told_apart_is_named(towns: int, says: str) -> None:
    rows = [f"port{number} north{number}" for number in range(towns)]
    with pytest.raises(PackInvalid, match=says) as caught:
        readings("a port1 north1", grammar_of("{town}", {"town": rows}))
    assert "own.lexicon.rule" in caught.value.message
    assert readings("a port1 north1", grammar_of("{town}", {"town": rows[:100]})) == ["port1 north1"]


def test_rules_read_together_find_what_each_finds_alone() -> None:
    """In examples of all rules, and in words so many of which differ that a byte cannot tell them apart."""
    language = grammar(BUILT_IN)
    examples = "\n\n".join(unbracket(rule.examples[0])[0] for rule in BUILT_IN.rules.values())
    words = " ".join(dict.fromkeys(word for entries in BUILT_IN.lexicon.values() for word in entries[:4]))
    units = read(document_of(f"{words}\n\n{examples}"), language).stream
    assert len(set(units.codes[:500])) > 255
    tried = 0
    for layer in {rule.layer for rule in BUILT_IN.rules.values()}:
        alone = [match for rule in language.layer(layer) for match in language.find_rule(rule, units)]
        assert language.find(layer, units) == alone, layer
        tried += len(alone)
    assert tried > 1000


def test_what_is_passed_over_without_a_search_would_not_have_matched() -> None:
    """The rules of every layer in rows of random codes, beside the same rules, each of them searched."""
    language = grammar(BUILT_IN)
    chance = random.Random(20)
    examples = [unbracket(rule.examples[0])[0] for rule in BUILT_IN.rules.values()]
    texts = [" ".join(chance.sample(examples, count)) for count in (1, 2, 2, 3, 40)]
    streams = [read(document_of(text), language).stream.codes for text in texts]
    words = "".join(streams)
    rows = [*streams, *("".join(chance.choices(words, k=size)) for size in (1, 3, 10, 30, 100, 5000))]
    found = 0
    for layer in {rule.layer for rule in BUILT_IN.rules.values()}:
        for group in compilation(BUILT_IN).groups(layer):
            each = Search(replace(group, expressions=tuple(replace(one, required=()) for one in group.expressions)))
            gated = Search(group)
            for codes in rows:
                matches = each.find(codes)
                assert gated.find(codes) == matches, (layer, len(codes))
                found += len(matches)
    assert found > 1000


def test_what_was_read_before_with_other_packs_changes_nothing() -> None:
    """The codes of the texts read before are kept, and those of a small pack are few."""
    small, large = grammar_of("{colour} boat", COLOURS), grammar(BUILT_IN)
    examples = "\n\n".join(unbracket(rule.examples[0])[0] for rule in BUILT_IN.rules.values())
    streams = [read(document_of(text), large).stream for text in (examples, examples[::-1], examples[500:])]
    for units in streams:
        large.find("person", units)
        assert readings("a red boat, a green boat", small) == ["red boat", "green boat"]


@pytest.mark.parametrize("pattern", ["{any}*", "boat?", "( | )", "[what:]", "boat{0}"])
def test_a_pattern_that_can_match_nothing_ends(pattern: str) -> None:
    assert all(readings("a boat", grammar_of(pattern)))


def test_no_pattern_takes_more_than_linear_time() -> None:
    """Nested repetitions over thousands of words: an engine that tries again would not end before the sun does."""
    assert readings("a " * 5000, grammar_of("( ( {any}* a )* {any}* )* {any} b")) == []


def test_codes_depend_on_nothing_but_the_packs() -> None:
    words = ["red", "Boat", "of", "NASA", "3", "said"]
    codes = []
    for table in (COLOURS, dict(reversed([(name, entries[::-1]) for name, entries in COLOURS.items()]))):
        language = grammar_of("{colour} said {thing}", table)
        codes.append([language.code(word) for word in words])
    assert codes[0] == codes[1]
    script = (
        "from panelrecord.packs import load; from panelrecord.packs.grammar import grammar;"
        "g = grammar(load()); print([g.code(w) for w in 'The chairman said on Monday that 3 boats sank'.split()])"
    )
    path = os.pathsep.join(sys.path)
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


# ------------------------------------------------------------ words and verbs


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ruiz's boat", ["Ruiz", "'s", "boat"]),
        ("Ruiz’s boat isn’t", ["Ruiz", "’s", "boat", "isn’t"]),
        ("Dr. Ruiz vs. A. B. Mensah.", ["Dr.", "Ruiz", "vs.", "A.", "B.", "Mensah", "."]),
        ("Haqooq-e-Khalq, U.S. and N.Y.", ["Haqooq-e-Khalq", ",", "U.S.", "and", "N.Y."]),
        ("ana@ruiz.example, www.ruiz.example.", ["ana@ruiz.example", ",", "www.ruiz.example", "."]),
        ("“Boat,” #sea @ana 3:30 14th 1990s", ["“", "Boat", ",", "”", "#sea", "@ana", "3:30", "14th", "1990s"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    made = tokenise(text, frozenset(("dr", "vs")))
    assert list(made.words) == tokens
    assert [text[start:end] for start, end in zip(made.starts, made.ends, strict=True)] == tokens


@pytest.mark.parametrize("text", ["", " ", "a  b", " a\n", "\ta \n b", "Dr.  A.\nB. ", "etc... so", "a\u00a0b\u2028c"])
def test_tokens_stand_where_they_were_whatever_the_white_space(text: str) -> None:
    made = tokenise(text, frozenset(("dr", "etc")))
    assert [text[start:end] for start, end in zip(made.starts, made.ends, strict=True)] == list(made.words)
    assert "".join(made.words) == "".join(text.replace("...", ".").split())  # the stop of «etc.» swallows the rest


def test_no_token_crosses_the_edge_of_a_stretch() -> None:
    text = "... Ana A.\n\nB. Dr.x  y"
    made = tokenise(text, frozenset(("dr",)), [(4, 10), (12, 17), (17, 22)])
    assert made.words == ("Ana", "A", ".", "B.", "Dr", ".", "x", "y")
    assert [text[start:end] for start, end in zip(made.starts, made.ends, strict=True)] == list(made.words)


@pytest.mark.parametrize(
    ("word", "look"),
    [
        ("boat", "lower"), ("barely", "ly"), ("arguing", "ing"), ("argued", "ed"), ("Boat", "Cap"), ("NASA", "CAPS"),
        ("K.", "initial"), ("31", "day"), ("32", "number"), ("14th", "ordinal"), ("2019", "year"), ("1990s", "decade"),
        ("6:30", "clock"), ("10am", "clock"), ("www.a.example", "url"), ("a@b.example", "email"), ("@ana", "tag"),
        ("https://a.example/@ana", "url"),
        ("“", "dquote"), ("'", "squote"), ("—", "dash"), ("…", "ellipsis"), (";", "mark"),
    ],
)  # fmt: skip
def test_shapes(word: str, look: str) -> None:
    assert shape(word) == look
    assert look in SHAPES


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("argue", "argue argues argued argued arguing"),
        ("deny", "deny denies denied denied denying"),
        ("say said", "say says said said saying"),
        ("stress", "stress stresses stressed stressed stressing"),
        ("agree", "agree agrees agreed agreed agreeing"),
        ("lie", "lie lies lied lied lying"),
        ("speak spoke spoken", "speak speaks spoke spoken speaking"),
        ("admit admitted admitted admitting", "admit admits admitted admitted admitting"),
    ],
)
def test_the_forms_of_a_verb(entry: str, forms: str) -> None:
    made = inflect(entry)
    assert [made.base, made.third, made.past, made.participle, made.ing] == forms.split()


def test_the_forms_of_a_verb_of_several_words() -> None:
    made = inflect("speak_out_against spoke_out_against spoken_out_against")
    assert (made.third, made.past, made.ing) == ("speaks out against", "spoke out against", "speaking out against")


# ------------------------------------------------------------------- loading

HEAD = '[pack]\nname = "own"\nversion = "1"\nlanguage = "en"\n'
RULE = '[[rule]]\nid = "own.lexicon.a"\npattern = "a"\nexamples = ["a"]\nrejects = ["b"]\n'


def own(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_pack_adds_to_the_built_in_one(tmp_path: Path) -> None:
    added = (
        '[lexicon]\nhonorific = ["taoiseach"]\nhue = ["teal"]\n[verbs]\nquaff = ["quaff"]\n[phrase]\nown = "{hue}"\n'
    )
    packs = load([own(tmp_path, HEAD + added + RULE)])
    assert packs.lexicon["honorific"] == (*BUILT_IN.lexicon["honorific"], "taoiseach")
    assert packs.lexicon["hue"] == ("teal",)
    assert list(packs.rules) == [*BUILT_IN.rules, "own.lexicon.a"]
    assert [(version.name, version.version) for version in packs.versions] == [("en", "1"), ("own", "1")]
    assert load() is BUILT_IN, "the built-in pack must not have changed"


def test_the_digest_of_a_pack_is_that_of_its_bytes(tmp_path: Path) -> None:
    one = load([own(tmp_path, HEAD)]).versions[-1].sha256
    assert one == load([own(tmp_path, HEAD)]).versions[-1].sha256
    assert one != load([own(tmp_path, HEAD + "\n")]).versions[-1].sha256


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[pack", "is no TOML"),
        (f"pack = {'[' * 9999}", "is no TOML"),
        ("", "has no [pack]"),
        ('pack = "own"\n', "a part 'pack' of the wrong form"),
        ('[pack]\nname = "own"\n', "has no [pack] with name and version"),
        (HEAD + "[words]\n", "the unknown part 'words'"),
        ("rule = 3\n" + HEAD, "a part 'rule' of the wrong form"),
        (HEAD + '[lexicon]\na = "red"\n', "lexicon 'a' is no list of words"),
        (HEAD + '[lexicon]\na = ["red", 3]\n', "lexicon 'a' is no list of words"),
        (HEAD + '[lexicon]\na = [" "]\n', "lexicon 'a' is no list of words"),
        (HEAD + '[verbs]\na = [""]\n', "verbs 'a' is no list of words"),
        (HEAD + "[phrase]\na = 3\n", "phrase 'a' is no pattern"),
        (HEAD + RULE.replace("own.lexicon.a", "own.a"), "without an id of three parts"),
        ("rule = [3]\n" + HEAD, "without an id of three parts"),
        (HEAD + RULE.replace('pattern = "a"\n', ""), "has no pattern"),
        (HEAD + RULE.replace('examples = ["a"]\n', ""), "has no examples"),
        (HEAD + RULE.replace('rejects = ["b"]', "rejects = []"), "has no rejects"),
        (HEAD + RULE + 'speed = "high"\n', "the unknown key 'speed'"),
        (HEAD + RULE + RULE, "names the rule 'own.lexicon.a' a second time"),
        (HEAD + RULE.replace('"a"\nex', "3\nex"), "pattern of the wrong form"),
        (HEAD + RULE.replace('["a"]', '"a"'), "examples of the wrong form"),
        (HEAD + RULE + "gives = [1]\n", "gives of the wrong form"),
        (HEAD + RULE + "gives = {place = 1}\n", "gives of the wrong form"),
        (HEAD + RULE + "description = 3\n", "description of the wrong form"),
    ],
)
def test_what_is_no_pack_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    path = own(tmp_path, text)
    with pytest.raises(PackInvalid) as caught:
        load([path])
    assert says in caught.value.message
    assert caught.value.name == str(path)
    assert "docs/packs.md" in caught.value.mend


def test_a_rule_or_phrase_of_the_built_in_pack_cannot_be_replaced(tmp_path: Path) -> None:
    rule, phrase = next(iter(BUILT_IN.rules)), next(iter(BUILT_IN.phrases))
    with pytest.raises(PackInvalid, match="a second time"):
        load([own(tmp_path, HEAD + RULE.replace("own.lexicon.a", rule))])
    with pytest.raises(PackInvalid, match="a second time"):
        load([own(tmp_path, f'{HEAD}[phrase]\n{phrase} = "a"\n')])


def test_a_pack_that_is_not_there_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(PackInvalid, match="cannot be read"):
        load([tmp_path / "none.toml"])
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PackInvalid, match="is no TOML"):
        load([path])


# ------------------------------------------------------------------- checking


@pytest.mark.parametrize(
    ("rule", "kind", "says"),
    [
        (RULE.replace('["a"]', '["b"]'), "example", "'b' gives no match"),
        (RULE.replace('"a"\nex', '"[x:a]"\nex'), "example", "'a' gives x:a"),
        (RULE.replace('["b"]', '["b", "an a"]'), "reject", "'an a' is matched"),
        (RULE.replace('"a"\nex', '"(a"\nex'), "pattern", "')' is missing"),
        (RULE + '[lexicon]\nhue = ["teal"]\n', "lexicon", "'teal' stands in no example"),
        (RULE + '[verbs]\nquaff = ["quaff"]\n', "lexicon", "'quaff' stands in no example"),
    ],
)
def test_a_rule_that_does_not_keep_to_its_examples_is_found(tmp_path: Path, rule: str, kind: str, says: str) -> None:
    packs = load([own(tmp_path, HEAD + rule)])
    alone = {name: made for name, made in packs.rules.items() if name.startswith("own.")}
    packs = Packs(packs.versions, packs.lexicon, packs.verbs, packs.phrases, MappingProxyType(alone))  # not all rules
    new = [finding for finding in check(packs) if finding.rule in ("own.lexicon.a", "hue", "quaff")]
    assert [finding.kind for finding in new] == [kind]
    assert says in new[0].message


def test_brackets_of_an_example() -> None:
    assert unbracket("[who:Ana Ruiz] saw [what:a [thing:boat]].") == (
        "Ana Ruiz saw a boat.",
        [("who", 0, 8), ("what", 13, 19), ("thing", 15, 19)],
    )


@pytest.mark.parametrize(
    ("rule", "cause"),
    [
        ('id = "own.gossip.x"\npattern = "[who:tea]"', "is of no layer that is read"),
        ('id = "own.part.x"\npattern = "[who:tea]"', "lacks the key under gives 'part'"),
        ('id = "own.attribution.x"\npattern = "[who:tea] said"', "lacks the group 'cue'"),
    ],
)
def test_a_rule_that_its_layer_cannot_read_is_refused(tmp_path: Path, rule: str, cause: str) -> None:
    pack = tmp_path / "own.toml"
    head = '[pack]\nname = "own"\nversion = "1"\nlanguage = "en"\n\n[[rule]]\n'
    pack.write_text(f'{head}{rule}\nexamples = ["tea"]\nrejects = ["milk"]\n', encoding="utf-8")
    with pytest.raises(PackInvalid) as refusal:
        load([pack])
    assert cause in refusal.value.message


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("[cue:{no_such_class}]", "no_such_class"),
        ("[cue:tea] ( ( {any}{1,99} ){1,99} ){1,99}", "invalid repetition size"),
        ("[cue:tea] {boom12}", "stands for more than"),
        ("[cue:tea] {deep999}", "too deep"),
    ],
)
def test_a_pattern_that_cannot_be_compiled_is_told_before_any_article_is_read(
    tmp_path: Path, pattern: str, says: str
) -> None:
    phrases = {"boom0": "{any}?", "deep0": "tea"}
    phrases |= {f"boom{n}": f"{{boom{n - 1}}} " * 4 for n in range(1, 13)}
    phrases |= {f"deep{n}": f"{{deep{n - 1}}}" for n in range(1, 1000)}
    table = "\n".join(f'{name} = "{phrase}"' for name, phrase in phrases.items())
    rule = f'[[rule]]\nid = "own.narration.x"\npattern = "{pattern}"\nexamples = ["[cue:tea]"]\nrejects = ["milk"]\n'
    with pytest.raises(PackInvalid) as refusal:
        panelrecord.convert(b"", packs=[own(tmp_path, f"{HEAD}[phrase]\n{table}\n{rule}")])  # it is no article at all
    assert says in refusal.value.message
    assert "own.narration.x" in refusal.value.message
