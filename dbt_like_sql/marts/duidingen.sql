-- Grain: one row per subject, period and version of the text that the team wrote for it. The subject is
-- an indicator in an area or a theme in a street. A text repeated unchanged is one version.
-- `is_nieuwste`: the newest among those that still count.
select
    indicator_id,
    gebied_code,
    thema,
    straat_id,
    straatnaam,
    periode,
    tekst as duiding,
    auteur,
    datum,
    nieuw_niveau,
    gezegd_op,
    versie_nummer,
    is_nieuwste,
    onderwerp_id
from int_overleg_versies
where soort = 'tekst'
order by indicator_id, gebied_code, thema, straat_id, periode, versie_nummer
