-- Grain: one row per action and version of it, also of actions that no longer stand in any file.
-- `is_nieuwste`: the newest among those that still count.
select
    onderwerp_id as actie_id,
    indicator_id,
    gebied_code,
    thema,
    straat_id,
    straatnaam,
    periode,
    actie,
    wie,
    uiterlijk,
    status,
    auteur,
    datum,
    gezegd_op,
    versie_nummer,
    is_nieuwste
from int_overleg_versies
where soort = 'actie'
order by indicator_id, gebied_code, thema, straat_id, periode, versie_nummer
