"""Says in words what spoke for and against a street that was found by likeness."""

from __future__ import annotations

from collections.abc import Sequence

from assets.linking.evidence import FEATURES

_LEAD = 0.3  # a runner-up within this of the first is told as a rival


def explained(numbers: Sequence[float], score: float, runner_up_score: float = 0.0) -> str:
    """What speaks for and against: `voor: klinkt gelijk; soort straat gelijk | tegen: ...`.

    `numbers`: of `FEATURES`. Holds no letter of the text, so it may be shown where the text may
    not."""
    of = dict(zip(FEATURES, numbers, strict=True))
    for_it = {
        "klinkt gelijk": of["klank_anders"] == 0,
        "stam gelijk": of["stam_gelijk"] > 0 and of["klank_anders"] > 0,
        "soort straat gelijk": of["soort_gelijk"] > 0,
        "laatste woord gelijk": of["deel_van_naam"] > 0,
        "weinig fouten voor zo'n lange naam": of["weinig_fouten"] > 0,
        "geen andere straat lijkt erop": runner_up_score < score - _LEAD,
    }
    letters = int(of["letters_anders"])
    against = {
        "1 letter anders" if letters == 1 else f"{letters} letters anders": letters > 0,
        "soort straat ontbreekt of is verschreven": of["soort_ontbreekt_in_tekst"] > 0,
        "de straat heeft geen soort": of["soort_ontbreekt_in_naam"] > 0,
        "alleen een voorletter": of["voorletters"] > 0,
        "titel of woord weggelaten": of["titels_weg"] + of["namen_weg"] > 0,
        "woord te veel": of["titels_erbij"] + of["namen_erbij"] > 0,
        "andere voornaam": of["andere_voornaam"] > 0,
        "ook een gewone naam": of["gangbaar_woord"] > 0,
        "elders heet een straat zo": of["straat_elders"] > 0,
        "een andere straat lijkt er ook op": runner_up_score >= score - _LEAD,
    }
    told = {"voor": for_it, "tegen": against}
    parts = {
        side: "; ".join(word for word, holds in words.items() if holds)
        for side, words in told.items()
    }
    return " | ".join(f"{side}: {words}" for side, words in parts.items() if words)
