"""Abbreviations in Dutch street names and what they can stand for (after NEN 5825).

An abbreviation is ambiguous (dr: doctor, dreef, drift), so a name has *readings*: every way to
write it out in full. Two names can be the same street if they share a reading. Contains the tables
and the readings only; scoring a match is in `streets` and `matching`.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from assets.reference.folding import plain

# Full form -> its abbreviations, in registers (NEN 5825) and in informal use.
_TITLES = {
    "aalmoezenier": "aalm aalmz",
    "admiraal": "adm",
    "architect": "arch",
    "baron": "bar",
    "bisschop": "biss",
    "burgemeester": "burg burgem burgm burgemr burgmr bgm bgmr bm",
    "commandant": "cmdt comm",
    "commissaris": "comm",
    "deken": "dek",
    "doctor": "dr dokter doct",
    "dominee": "ds",
    "drossaard": "dross",
    "gebroeders": "gebr gebrs gbr",
    "generaal": "gen genl",
    "gouverneur": "gouv",
    "graaf": "gr",
    "hertog": "hert",
    "ingenieur": "ir",
    "jonkheer": "jhr jonkh",
    "jonkvrouw": "jkvr",
    "kanunnik": "kan",
    "kapelaan": "kap kapl",
    "kapitein": "kap kapt",
    "kardinaal": "kard",
    "keizer": "keiz",
    "kolonel": "kol",
    "koning": "kon",
    "koningin": "kon kgn koninging",
    "luitenant": "luit lt",
    "majoor": "maj",
    "meester": "mr",
    "minister": "min",
    "monseigneur": "mgr monseign mons",
    "notaris": "not",
    "pastoor": "past pastor",
    "pater": "ptr pat",
    "president": "pres",
    "prins": "pr",
    "prinses": "pr prs prses",
    "professor": "prof proff",
    "rector": "rect",
    "schepen": "sch",
    "schout": "sch",
    "secretaris": "secr",
    "sergeant": "sgt serg",
    "sint": "st snt sinte sankt",
    "wethouder": "weth",
    "zuster": "z zr",
}
# Kinds of street. A different kind is a different street, however similar the names.
_KINDS = {
    "allee": "",
    "akker": "",
    "avenue": "av ave",
    "baan": "",
    "beemd": "",
    "boulevard": "blvd boul bld bvd",
    "brug": "",
    "burg": "",
    "dam": "",
    "dijk": "dk",
    "dwarsstraat": "dwstr dwarsstr",
    "dwarsweg": "dwwg dwarswg",
    "dreef": "dr",
    "drift": "dr",
    "erf": "",
    "gaarde": "",
    "gang": "",
    "gracht": "gr grt gra",
    "haven": "hvn hv",
    "heuvel": "",
    "hof": "hf",
    "hofje": "",
    "kade": "kd",
    "kanaal": "kan",
    "kwartier": "",
    "laan": "ln",
    "laantje": "",
    "markt": "mrkt mkt",
    "oever": "",
    "oord": "",
    "pad": "pd",
    "paadje": "",
    "park": "prk pk",
    "passage": "pass",
    "plaats": "plts pl",
    "plantsoen": "plnts plants plnt plntsn",
    "plein": "pln pl",
    "pleintje": "",
    "polder": "pldr",
    "poort": "prt",
    "promenade": "prom",
    "ring": "",
    "ruwe": "",
    "singel": "sngl sgl",
    "steeg": "stg st",
    "steegje": "",
    "straat": "str strt stra strat straet st",
    "straatje": "strtje",
    "straatweg": "strwg",
    "tuin": "",
    "vaart": "vrt",
    "veld": "",
    "vest": "",
    "wal": "",
    "weg": "wg w",
    "weide": "",
    "werf": "",
    "zoom": "",
}
_WORDS = {
    "januari": "jan",
    "februari": "feb febr",
    "augustus": "aug",
    "september": "sept sep",
    "oktober": "okt",
    "november": "nov",
    "december": "dec",
    "aan de": "ad",
    "achter de": "ad",
    "achter het": "ah",
    "bij de": "bd",
    "gedempte": "ged",
    "grote": "grt gr",
    "hoge": "hg",
    "het": "t",
    "kleine": "kl kln",
    "korte": "kte krt",
    "kromme": "kr",
    "lange": "lg lge",
    "lieve": "lv",
    "maarten": "mrtn",
    "nieuwe": "nw nwe nieuw",
    "onze lieve vrouwe": "olv",
    "op de": "od",
    "oude": "ou oud",
    "van": "v",
    "van de": "vd vdr vde",
    "van het": "vh vht",
    "verlengde": "verl",
    "vrouwe": "vr",
    "de": "den der",
    "universiteits": "univ",
    "noord": "n nrd nd",
    "oost": "o",
    "zuid": "z zd",
    "west": "w wst",
    "noordzijde": "nz",
    "oostzijde": "oz",
    "zuidzijde": "zz",
    "westzijde": "wz",
}
_ORDINALS = (
    "eerste tweede derde vierde vyfde zesde zevende achtste negende tiende elfde twaalfde"
).split()
_ORDINAL = re.compile(r"(\d{1,2})(?:e|de|ste)")
_NUMERALS = (  # with y for ij, as `words` writes them
    "een twee drie vier vyf zes zeven acht negen tien elf twaalf dertien veertien vyftien zestien "
    "zeventien achttien negentien twintig"
).split()
_ROMAN = (
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii"
).split()
_COUNTED = re.compile(r"(\d{1,2})([a-z]{3,})?")
_NUMBERED_KIND = re.compile(r"(i{1,3}|iv|vi{0,3}|ix|x)([a-z]{3,})")  # Willem IIIlaan
# Only as the last word: elsewhere these abbreviations are titles or initials.
_LAST_ONLY = frozenset("noord oost zuid west noordzyde oostzyde zuidzyde westzyde".split())

TITLES = frozenset(_TITLES)
KINDS = frozenset(kind.replace("ij", "y") for kind in _KINDS)  # as `words` writes them
LEADING = frozenset({"de", "het"})  # optional at the start of a name
ARTICLES = frozenset({"de", "het", "van", "t", "ter", "ten", "te", "s", "d", "von", "op", "aan"})
MOST_READINGS = 24
MOST_WORDS = 12  # a longer text is not a name


def _inverse(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    full_forms: dict[str, list[str]] = {}
    for full, shorts in table.items():
        for short in shorts.split():
            full_forms.setdefault(short, []).append(full.replace("ij", "y"))
    return {short: tuple(dict.fromkeys(fulls)) for short, fulls in full_forms.items()}


_TITLE_OF, _KIND_OF, _WORD_OF = _inverse(_TITLES), _inverse(_KINDS), _inverse(_WORDS)
# Abbreviated kinds at the end of a compound: Gastelaarsstr. The stem before them must have a
# minimum length, because short words can end in the same letters.
_ENDINGS = {short: kinds for short, kinds in _KIND_OF.items() if short not in {"stra", "hv", "av"}}
_SURE_ENDINGS = frozenset("str strt strat straet wg ln pln sngl plnts hvn stg blvd strwg".split())
_SHORTEST_STEM = 3
_SHORT_LENGTHS = sorted({len(short) for short in _ENDINGS}, reverse=True)
_KIND_LENGTHS = sorted({len(kind) for kind in KINDS}, reverse=True)
_YEAR = re.compile(r"['’](\d\d)(?!\d)")  # '40 is 1940
_OUR_LADY = re.compile(r"\bo\.?\s?l\.?\s?v(?:r\.?|rouwe?n?|\.)?(?=\s|\W|$|plein|kerk|str)")
_VAN_DE = re.compile(r"\bv(?:\.\s?|\s|/)d(?:\.|(?=\s|$))")
_BREAKS = re.compile(r"[a-z0-9]+")


def words(name: str) -> list[str]:
    """The words of a name in lower case, `ij` as `y`, without punctuation or diacritics."""
    name = plain(name)
    if "v" in name:
        name = _VAN_DE.sub("vd ", _OUR_LADY.sub("onze lieve vrouwe", name))
    name = name.replace("ij", "y")
    if "'" in name or "’" in name:
        name = _YEAR.sub(r" 19\1", name)
    return _BREAKS.findall(name)


@lru_cache(maxsize=100_000)  # a text, and each beginning of it, is read at several steps
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Every way to write a name out in full, as words; the likeliest first, at most
    `MOST_READINGS`."""
    given = words(name)
    if not given:
        return ()
    last = len(given) - 1
    while last > 0 and (given[last] in _WORD_OF or given[last].isdigit()):
        last -= 1  # a direction or number follows the last word of the name
    options = [
        _options(word, position == 0, position >= last, position == len(given) - 1 > 0)
        for position, word in enumerate(given)
    ]
    if max(map(len, options)) == 1:
        return (tuple(word for option in options for word in option[0]),)
    return tuple(
        tuple(word for option in chosen for word in option)
        for chosen in itertools.islice(itertools.product(*options), MOST_READINGS)
    )


def keys(name: str) -> tuple[str, ...]:
    """The readings of a name, each written as one word."""
    return tuple(dict.fromkeys("".join(reading) for reading in readings(name)))


@lru_cache(maxsize=100_000)
def _options(word: str, first: bool, last: bool, end: bool) -> tuple[tuple[str, ...], ...]:
    """The words that a word can stand for; the last word of a name can be a kind or direction."""
    if numbered := _numbered(word, first):
        return numbered
    options: list[str] = []
    if not first and (match := _NUMBERED_KIND.fullmatch(word)) and match[2] in KINDS:
        return ((str(_ROMAN.index(match[1]) + 1), match[2]),)
    if word in _ROMAN and not first:
        if word != "v":  # also short for van
            return ((str(_ROMAN.index(word) + 1),),)
        options.append(str(_ROMAN.index(word) + 1))
    if not last or first:
        options += _TITLE_OF.get(word, ())
    options += [full for full in _WORD_OF.get(word, ()) if end or full not in _LAST_ONLY]
    if first != last or word in _SURE_ENDINGS:  # Ln v.d. Vrijheid; Kerk str
        options += _KIND_OF.get(word, ()) if last or word in _SURE_ENDINGS else ()
    options += [full for full in _compounds(word, last) if full not in options]
    sure = (
        (word in _TITLE_OF and len(word) > 1)
        or word in {"den", "der", "t", "vd", "nwe", "grt"}
        or word in _SURE_ENDINGS
        or _ends_surely(word)
    )
    if not (sure and options):
        options.append(word)
    return tuple(tuple(full.split()) for full in dict.fromkeys(options))


def _numbered(word: str, first: bool) -> tuple[tuple[str, ...], ...]:
    """What a word with a number can stand for: 2e, tweede, twee; and where a name begins with one:
    5 Haringenstraat, 2bergenpoort. Empty for other words."""
    if word[0].isdigit() and (match := _ORDINAL.fullmatch(word)):
        return ((match[1].lstrip("0") or "0",),)
    for ways in (_ORDINALS, _NUMERALS):
        if word in ways:
            number = str(ways.index(word) + 1)
            return ((number,),) if ways is _ORDINALS else ((word,), (number,))
    if first and (match := _COUNTED.fullmatch(word)) and 0 < int(match[1]) <= len(_NUMERALS):
        return ((word,), (_NUMERALS[int(match[1]) - 1] + (match[2] or ""),))
    return ()


def _ends_surely(word: str) -> bool:
    """Whether a word is a compound whose end can only be an abbreviated kind: Brusselsestr."""
    return any(
        word[-length:] in _SURE_ENDINGS and len(word) - length >= _SHORTEST_STEM
        for length in _SHORT_LENGTHS
    )


def _compounds(word: str, last: bool) -> list[str]:
    for length in _SHORT_LENGTHS:
        short, stem = word[-length:], word[:-length]
        if len(stem) >= _SHORTEST_STEM and short in _ENDINGS:
            sure = short in _SURE_ENDINGS or last
            return [stem + kind for kind in _ENDINGS[short]] if sure else []
    return []


@lru_cache(maxsize=100_000)
def kind_of(joined: str) -> str:
    """The kind of street at the end of a name; empty if there is none."""
    return next((joined[-n:] for n in _KIND_LENGTHS if joined[-n:] in KINDS), "")


_SILENT_SCH = re.compile(r"sch(?=[bcdfghjklmnpqstvwxz]|e|$)")
_SOFT_C = re.compile(r"c(?=[eiy])")
_DEVOICED = re.compile(r"d(?=[stkpfgh]|$)")
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = (
    ("bagyn", "begyn"),
    ("x", "ks"),
    ("ph", "f"),
    ("th", "t"),
    ("cks", "ks"),
    ("ck", "k"),
    ("gh", "g"),
    ("ch", "g"),
    ("que", "ke"),
    ("qui", "ki"),
    ("qu", "kw"),
    ("q", "k"),
    ("z", "s"),
    ("v", "f"),
    ("dt", "t"),
    ("ey", "y"),
    ("ei", "y"),
    ("uy", "ui"),
    ("auw", "ou"),
    ("ouw", "ou"),
    ("au", "ou"),
    ("ae", "a"),
    ("ue", "u"),
    ("ie", "i"),
    ("rh", "r"),
)


@lru_cache(maxsize=200_000)
def sound(key: str) -> str:
    """A phonetic key for Dutch, with old spelling modernised: sch/s, ae/a, ck/k, gh/g, ei/y."""
    key = _SILENT_SCH.sub("s", key)
    key = _SOFT_C.sub("s", key)
    for written, heard in _SOUNDS:
        if written in key:
            key = key.replace(written, heard)
    key = key.replace("c", "k")
    key = _DEVOICED.sub("t", key)
    return _DOUBLED.sub(r"\1", key)


def unlinked(heard: str) -> str:
    """A sound without the linking letters between a name and its kind."""
    link = next((link for link in ("en", "s", "e") if heard.endswith(link)), "")
    return heard.removesuffix(link)
