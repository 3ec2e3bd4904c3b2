-- Grain: one row per indicator: what it counts, from which source, and how it should move.
select
    indicator_id,
    naam,
    thema,
    definitie,
    bron,
    registratietype,
    richting,
    try_cast(nulmeting as double) as nulmeting,
    try_cast(streefwaarde as double) as streefwaarde,
    nullif(onderdeel_van, '') as onderdeel_van,
    cast(volgorde as integer) as volgorde
from indicator_lijst
order by volgorde
