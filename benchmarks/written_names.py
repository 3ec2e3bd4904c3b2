"""Street names as people write them: misheard, mistyped, shortened, in an older spelling.

Made by chance from official names, the same for each seed; used to train and to measure.
"""

from __future__ import annotations

import random
import re

_OLD_AND_NEW = (
    ("ij", "y"), ("y", "ij"), ("ij", "ei"), ("ei", "ij"), ("aa", "ae"), ("oo", "o"), ("o", "oo"),
    ("ee", "e"), ("e", "ee"), ("aa", "a"), ("a", "aa"), ("se", "sche"), ("sche", "se"),
    ("k", "ck"), ("ck", "k"), ("k", "c"), ("c", "k"), ("g", "gh"), ("ch", "g"), ("g", "ch"),
    ("f", "ph"), ("f", "v"), ("v", "f"), ("s", "z"), ("z", "s"), ("t", "th"), ("th", "t"),
    ("d", "t"), ("t", "d"), ("dt", "d"), ("d", "dt"), ("ui", "uy"), ("uy", "ui"), ("ou", "au"),
    ("au", "ou"), ("ks", "x"), ("x", "ks"), ("ss", "s"), ("s", "ss"), ("ll", "l"), ("l", "ll"),
    ("nn", "n"), ("n", "nn"), ("rr", "r"), ("r", "rr"), ("ie", "i"), ("i", "ie"), ("eu", "u"),
    ("qu", "kw"), ("kw", "qu"), ("ae", "aa"), ("é", "e"), ("ë", "e"), ("oe", "u"), ("u", "oe"),
    ("a", "e"), ("e", "a"), ("o", "a"), ("i", "e"), ("e", "i"), ("u", "o"), ("o", "u"), ("a", "o"),
    ("y", "i"), ("i", "y"), ("eu", "eau"), ("ch", "k"), ("ck", "ch"), ("g", "k"), ("k", "g"),
    ("b", "p"), ("p", "b"), ("m", "n"), ("n", "m"), ("w", "v"), ("v", "w"), ("h", ""), ("h", ""),
    ("j", "i"), ("tj", "tsj"), ("cht", "gt"), ("r", ""), ("n", ""), ("t", ""), ("e", ""), ("l", ""),
    ("en", "e"), ("e", "en"), ("mb", "m"), ("nt", "n"), ("sd", "d"), ("er", "re"),
)  # fmt: skip
_NEIGHBOURS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wa qeas wrsd etdf rygf tuhg yijh uokj ipkl ol qwsz awedxz serfcx drtgvc ftyhbv gyujnb "
        "huikmn jiolm kop asx zsdc xdfv cfgb vghn bhjm njk".split(),
        strict=True,
    )
)
KINDS = (
    "dwarsstraat straat straatje steeg weg laan plein hof singel kade gracht dreef pad park "
    "plantsoen dijk markt boulevard vaart haven"
).split()
_SHORT_KINDS = {
    "straat": "str str. st strt straa straar", "laan": "ln laa", "weg": "wg we", "plein": "pln pl.",
    "singel": "sngl sing.", "steeg": "stg", "gracht": "gr. gra", "plantsoen": "plnts plants.",
    "kade": "kd", "dreef": "dr", "boulevard": "blvd",
}  # fmt: skip
_JOINTS = ("van der", "van den", "van de", "van", "de", "den", "der")
_FIRST_NAMES = (
    "Jan Johan Johannes Jacob Jacobus Pieter Piet Petrus Willem Wilhelm Gerrit Gerard Hendrik "
    "Henri Adriaan Adrianus Cornelis Karel Carel Frans Frederik Louis Lodewijk Anna Antoon Anton"
).split()


def written(name: str, chance: random.Random) -> str:
    """`name` with one to three faults."""
    text = name
    for _ in range(chance.choices((1, 2, 3), (75, 20, 5))[0]):
        (fault,) = chance.choices(_FAULTS, _HOW_OFTEN)
        text = fault(text, chance)
    if chance.random() < 0.15:
        text = text.upper() if chance.random() < 0.5 else text.lower()
    return " ".join(text.split())


def _mistyped(text: str, chance: random.Random) -> str:
    for _ in range(chance.choices((1, 2, 3), (82, 15, 3))[0]):
        if len(text) < 4:
            return text
        at = chance.randrange(0 if chance.random() < 0.1 else 1, len(text) - 1)
        letter = text[at]
        beside = chance.choice(_NEIGHBOURS.get(letter.lower(), "aeiou"))
        text = chance.choice(
            (
                text[:at] + text[at + 1] + letter + text[at + 2 :],
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + beside + text[at + 1 :],
                text[:at] + chance.choice("aeiounrst") + text[at + 1 :],
                text[:at] + chance.choice("aeiounrst") + text[at:],
            )
        )
    return text


def _respelled(text: str, chance: random.Random) -> str:
    for _ in range(chance.choices((1, 2, 3, 4), (60, 27, 10, 3))[0]):
        possible = [pair for pair in _OLD_AND_NEW if pair[0] in text[1:].lower()]
        if not possible:
            return text
        old, new = chance.choice(possible)
        places = [found.start() for found in re.finditer(re.escape(old), text) if found.start()]
        if places:
            at = chance.choice(places)
            text = text[:at] + new + text[at + len(old) :]
    return text


def _word_left_out(text: str, chance: random.Random) -> str:
    given = text.split(" ")
    if len(given) < 2:
        return text
    out = chance.randrange(len(given) - 1)
    until = chance.choice((out + 1, len(given) - 1)) if out == 0 else out + 1
    return " ".join(given[:out] + given[until:])


def _initials(text: str, chance: random.Random) -> str:
    given = text.split(" ")
    small = [at for at, word in enumerate(given[:-1]) if word[:1].isupper() and len(word) > 2]
    if not small:
        return text
    at = chance.choice(small)
    cut = chance.choice((1, 1, 1, 3))
    given[at] = given[at][:cut] + chance.choice((".", "", "."))
    return " ".join(given)


def _other_first_name(text: str, chance: random.Random) -> str:
    first, _, rest = text.partition(" ")
    alike = [name for name in _FIRST_NAMES if name[0] == first[0] and name != first]
    return f"{chance.choice(alike)} {rest}" if rest and first in _FIRST_NAMES and alike else text


def _kind(text: str) -> str:
    return next((kind for kind in KINDS if text.lower().endswith(kind)), "")


def _kind_shortened(text: str, chance: random.Random) -> str:
    kind = _kind(text)
    if not kind or kind not in _SHORT_KINDS:
        return text
    return text[: -len(kind)] + chance.choice(_SHORT_KINDS[kind].split())


def _kind_mistyped(text: str, chance: random.Random) -> str:
    kind = _kind(text)
    return text[: -len(kind)] + _mistyped("x" + kind, chance)[1:] if kind else text


def _kind_left_out(text: str, chance: random.Random) -> str:
    kind = _kind(text)
    bare = text[: -len(kind)].strip() if kind else ""
    return bare if len(bare) > 5 and " " not in bare else text


def _kind_apart(text: str, chance: random.Random) -> str:
    kind = _kind(text)
    return f"{text[: -len(kind)]} {kind}" if kind and text[: -len(kind)].strip() else text


def _linked_otherwise(text: str, chance: random.Random) -> str:
    kind = _kind(text)
    stem = text[: -len(kind)] if kind else text
    if not kind or len(stem) < 3:
        return text
    bare = (
        stem[: -len(end)]
        if (end := next((e for e in ("en", "s", "e") if stem.endswith(e)), ""))
        else stem
    )
    return bare + chance.choice(("", "s", "e", "en", "se", "sche")) + kind


def _joined(text: str, chance: random.Random) -> str:
    given = text.split(" ")
    if len(given) < 2:
        return text
    at = chance.randrange(len(given) - 1)
    return " ".join([*given[:at], given[at] + given[at + 1].lower(), *given[at + 2 :]])


def _joint(text: str, chance: random.Random) -> str:
    for joint in _JOINTS:
        if f" {joint} " in text:
            return text.replace(f" {joint} ", f" {chance.choice((*_JOINTS, 'v.', 'v.d.'))} ", 1)
    return text


def _word_added(text: str, chance: random.Random) -> str:
    first, _, rest = text.partition(" ")
    if first in _OPTIONAL and rest:
        return rest
    return f"{chance.choice(_OPTIONAL)} {text}"


_OPTIONAL = ("St.", "Sint", "De", "Het", "Ged.")


def _small_or_old_kind(text: str, chance: random.Random) -> str:
    kind = _kind(text)
    ways = _OTHER_KINDS.get(kind)
    return text[: -len(kind)] + chance.choice(ways.split()) if ways else text


_OTHER_KINDS = {
    "straat": "straatje straet strate straatgen", "steeg": "steegje steech stege",
    "laan": "laantje laen", "plein": "pleintje pleyn", "weg": "weggetje wegh wech",
    "gracht": "gragt graft", "singel": "cingel zingel", "hof": "hofje", "pad": "paadje padt",
    "kade": "kaai caay kaede", "markt": "merkt marckt", "straatje": "straat", "dijk": "dyck dijck",
}  # fmt: skip


_FAULTS = (
    _mistyped, _respelled, _word_left_out, _initials, _other_first_name, _kind_shortened,
    _kind_mistyped, _kind_left_out, _kind_apart, _linked_otherwise, _joined, _joint,
    _word_added, _small_or_old_kind,
)  # fmt: skip
_HOW_OFTEN = (14, 34, 10, 6, 3, 6, 4, 1, 7, 12, 4, 3, 3, 5)
