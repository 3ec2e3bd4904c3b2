"""What speaks for and against a text and a name being one street, as numbers that a model weighs.

Each number has a direction: more of it speaks for the street, or against it, or neither. What
can never be one street is said here too. Which names are compared is in `similarity`; how the
numbers are weighed in `weighing`.
"""

from __future__ import annotations

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler, LCSseq, Postfix, Prefix

from assets.linking.forms import Forms
from assets.linking.given import SAME_WORDS, is_called_as, words_between
from assets.linking.rules_of_thumb import few_errors, part_of_name
from assets.linking.slips import costs

# The numbers, with their direction: 1 speaks for, -1 against, 0 depends on the others.
FEATURES = {
    "letters_anders": -1,
    "gelijk_gehoord": 1,
    "klank_anders": -1,
    "geraamte_anders": -1,  # consonants that do not sound alike, and vowels too many or too few
    "stam_gelijk": 1,  # as heard, but for linking letters
    "weinig_fouten": 1,  # for a name of this length
    "deel_van_naam": 1,  # a name with only titles, initials or first names left out
    "gelijk_begin_en_eind": 1,  # Jaro-Winkler
    "zelfde_begin": 1,
    "zelfde_eind": 1,
    "over_in_tekst": -1,  # letters of the text that the name lacks
    "over_in_naam": -1,
    "soort_gelijk": 1,
    "soort_ontbreekt_in_tekst": -1,
    "soort_ontbreekt_in_naam": -1,
    "gewicht_tekst": 1,  # distinctive letters
    "gewicht_naam": 0,
    "woorden_tekst": 0,
    "woorden_naam": 0,
    "kern_gelijk": 1,  # the last word, as heard
    "namen_met_deze_kern": -1,
    "voorletters": 0,  # words of the name shortened in the text
    "lidwoorden_weg": 0,
    "titels_weg": 0,
    "namen_weg": -1,
    "bijvoeglijk_weg": -1,
    "lidwoorden_erbij": -1,
    "titels_erbij": -1,
    "namen_erbij": -1,
    "andere_voornaam": -1,
    "gangbaar_woord": -1,  # the text is an ordinary name, not this one misspelled
    "vreemde_letters": 0,  # letters in an order that no name of the list has
    "tegendeel_los": -1,  # Grootestaat, Grote Staat
    "kosten_klank": -1,  # what it costs to take the one for the other (see `slips`)
    "kosten_per_letter": -1,
    "straat_elders": -1,  # the text is the name of a street somewhere, and sounds otherwise
    "woorden_elders": -1,  # streets are called after what the text says, and after its last word
}
_LEAST_ALIKE = 0.7  # less is not worth weighing
_LEAST_HEAD, _MOST_COST = 0.85, 0.4  # how alike the last words; the cost for each letter
_SURE_LENGTH = 6  # distinctive letters of a name of which the first may be another
_SHORT = 4  # distinctive letters; in a shorter name a different letter is another name
_MOST_EDITS = 3  # more are never few
_MOST_MORE = 4  # letters: Meerssenerbergweg is no slip for Meerssenerweg
# What a difference may cost (see `slips`).
_CHEAPEST, _CHEAP, _HALF, _DEAR, _TWICE_DEAR = 0.5, 0.6, 0.5, 1.0, 2.0
_NAMES = [*FEATURES]
_BETWEEN = slice(_NAMES.index("voorletters"), _NAMES.index("gangbaar_woord"))  # of `given.Words`


def weigh_pairs(
    texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray, strange: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of `FEATURES` of the pairs that can be one street, and which of the pairs those
    are.

    `strange`: for each text, how many of its groups of letters no name of the list has.
    """
    kept = np.flatnonzero(_possible(texts, at, names, of))
    kept = kept[_near(texts, at[kept], names, of[kept])]
    numbers, blocked = _weighed(texts, at[kept], names, of[kept], strange)
    return numbers[~blocked], kept[~blocked]


def weigh_any_pairs(
    texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray, strange: np.ndarray
) -> np.ndarray:
    """The numbers of `FEATURES` of all pairs, also of those that can never be one street: for
    whoever decides by hand."""
    return _weighed(texts, at, names, of, strange)[0]


def _possible(texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray) -> np.ndarray:
    """Which pairs can be one street by their number, letter, direction, kind and opposites, and are
    at all alike."""
    kind, other = texts.kinds[at], names.kinds[of]
    start, other_start = texts.starts[at], names.starts[of]
    agree = (texts.strict[at] == names.strict[of]) & (
        ((kind == other) | (kind == "") | (other == ""))
        & ((start == other_start) | (start == "") | (other_start == ""))
    ).astype(bool)
    alike = _compared(JaroWinkler.similarity, texts.wholes[at], names.wholes[of]) >= _LEAST_ALIKE
    return agree & (alike | (texts.heads[at] == names.heads[of]))


def _near(texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray) -> np.ndarray:
    """Which pairs are near enough to be worth weighing: by their last word, or as a whole."""
    near = _compared(JaroWinkler.similarity, texts.heads[at], names.heads[of]) >= _LEAST_HEAD
    rest = np.flatnonzero(~near)
    near[rest] = _cost_of_letter(texts, at[rest], names, of[rest])[1] <= _MOST_COST
    return near


def _cost_of_letter(
    texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What it costs to take the one for the other, in all and for each distinctive letter."""
    cost = costs(texts.sound_codes[at], names.sound_codes[of])
    return cost, cost / np.maximum(np.minimum(texts.weights[at], names.weights[of]), 1)


def _weighed(
    texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray, strange: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of `FEATURES` of each pair, and which pairs cannot be one street."""
    written, other = texts.wholes[at], names.wholes[of]
    heard, other_heard = texts.sounds[at], names.sounds[of]
    longest = np.maximum(np.maximum(texts.lengths[at], names.lengths[of]), 1)
    edits = _compared(OSA.distance, written, other)
    heard_edits = _compared(OSA.distance, heard, other_heard)
    shared = _compared(LCSseq.similarity, written, other)
    kind, other_kind = texts.kinds[at], names.kinds[of]
    same_kind = (kind == other_kind).astype(bool)
    cost, cost_of_letter = _cost_of_letter(texts, at, names, of)
    between, few, part, blocked = _one_by_one(texts, at, names, of, edits, heard_edits)
    columns = [
        edits,
        1 - heard_edits / longest,
        heard_edits,
        _compared(OSA.distance, texts.skeletons[at], names.skeletons[of]),
        texts.roots[at] == names.roots[of],
        few,
        part,
        _compared(JaroWinkler.similarity, written, other),
        _compared(Prefix.similarity, written, other) / longest,
        _compared(Postfix.similarity, written, other) / longest,
        texts.lengths[at] - shared,
        names.lengths[of] - shared,
        same_kind & (kind != "").astype(bool),
        (kind == "").astype(bool) & ~same_kind,
        (other_kind == "").astype(bool) & ~same_kind,
        texts.weights[at],
        names.weights[of],
        texts.words[at],
        names.words[of],
        _compared(JaroWinkler.similarity, texts.heads[at], names.heads[of]),
        names.sharing[of],
        *between.T,
        texts.common[at] * (heard_edits > 0),
        strange[at],
        texts.opposites[at] != names.opposites[of],
        cost,
        cost_of_letter,
        texts.known[at] * (heard_edits > 0) * (part == 0),
        _known_words(texts, at, names, of) * (part == 0),
    ]
    numbers = np.column_stack([np.asarray(column, dtype="float32") for column in columns])
    added = (texts.opposites[at] != "") & (names.opposites[of] == "")
    first = (texts.firsts[at] != names.firsts[of]) & (texts.words[at] == names.words[of])
    blocked |= _another(numbers, names.lists(texts)[at], added.astype(bool), first.astype(bool))
    return numbers, blocked


def _known_words(texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray) -> np.ndarray:
    """How many words of each text, all in one and the last, streets are named after and the name
    lacks."""
    root, last, other_last = texts.roots[at], texts.lasts[at], names.lasts[of]
    other = (root != names.roots[of]) & (root != other_last)
    return texts.known_root[at] * other + texts.known_last[at] * (last != other_last)


def _one_by_one(
    texts: Forms,
    at: np.ndarray,
    names: Forms,
    of: np.ndarray,
    edits: np.ndarray,
    heard_edits: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of each pair how the words before the last differ, the two rules of thumb, and whether it
    cannot be one name: looked at one by one, where there is something to look at."""
    pairs = [
        (texts.forms[text], names.forms[name])
        for text, name in zip(at.tolist(), of.tolist(), strict=True)
    ]
    between = np.zeros((len(pairs), len(SAME_WORDS) - 1), dtype="float32")
    few, part, blocked = (np.zeros(len(pairs), dtype="float32") for _ in range(3))
    for pair in np.flatnonzero((edits <= _MOST_EDITS) | (heard_edits <= 1)).tolist():
        few[pair] = few_errors(*pairs[pair], int(edits[pair]), int(heard_edits[pair]))
    for pair in np.flatnonzero(texts.given[at] != names.given[of]).tolist():
        *between[pair], blocked[pair] = words_between(*pairs[pair])
        part[pair] = part_of_name(*pairs[pair])
    without_kind = (texts.kinds[at] == "") & (texts.given[at] != "") & (names.kinds[of] != "")
    for pair in np.flatnonzero(without_kind).tolist():
        blocked[pair] = blocked[pair] or is_called_as(*pairs[pair])
    return between, few, part, blocked > 0


def _another(
    numbers: np.ndarray, listed_bare: np.ndarray, opposite_added: np.ndarray, first: np.ndarray
) -> np.ndarray:
    """Which pairs are another street, however alike. `listed_bare`: whether the list has the name
    of the text without its initials; `opposite_added`: whether the text has an opposite and the
    name has none; `first`: whether the last of as many words begins with another sound."""
    of = dict(zip(FEATURES, numbers.T, strict=True))
    part, few, same_root = (
        of[name] > 0 for name in ("deel_van_naam", "weinig_fouten", "stam_gelijk")
    )
    no_kind, no_other_kind = of["soort_ontbreekt_in_tekst"] > 0, of["soort_ontbreekt_in_naam"] > 0
    heard, one_word, cost = of["klank_anders"], of["woorden_tekst"] == 1, of["kosten_klank"]
    shortest = np.minimum(of["gewicht_tekst"], of["gewicht_naam"])
    slip = np.where(shortest < _SHORT, _CHEAPEST, _CHEAP)
    # Twenstraat is a street nowhere, so a slip; Mart may be anything.
    slip_of_short = (of["soort_gelijk"] > 0) & (shortest == _SHORT) & (of["straat_elders"] == 0)
    shared = of["namen_met_deze_kern"] > 1
    holds_all = of["over_in_naam"] == 0
    same_words = ~numbers[:, _BETWEEN].any(axis=1) & (of["woorden_tekst"] == of["woorden_naam"])
    return (
        ((of["tegendeel_los"] > 0) & (heard > 0) & (listed_bare | shared))
        | (one_word & (shortest <= _SHORT) & ~few & ~part & (cost > slip) & ~slip_of_short)
        | (one_word & (of["gangbaar_woord"] > 0) & ~same_root & ~part & (cost > _CHEAP))
        | (~part & holds_all & (of["over_in_tekst"] >= _MOST_MORE))
        | (~part & no_other_kind & (holds_all | (cost > _DEAR)))
        | (opposite_added & ~part)
        | ((of["bijvoeglijk_weg"] > 0) & ~part & (heard > 0))  # Varkensmarkt, Friese Varkenmarkt
        | (first & ~few & ~part & (shortest < _SURE_LENGTH))
        | (no_kind & (cost > _TWICE_DEAR))
        | (one_word & (of["woorden_naam"] == 1) & (of["kosten_per_letter"] > _MOST_COST))
        | (one_word & no_kind & same_root)  # a name, and not a street called after it
        # Sint Joris is not Sint Joseph: what both have in common says nothing.
        | (same_words & ~one_word & (of["kosten_per_letter"] > _HALF))
    )


def _compared(scorer, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    return process.cpdist(ones, others, scorer=scorer, dtype=np.float32)
