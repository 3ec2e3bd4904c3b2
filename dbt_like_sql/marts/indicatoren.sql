-- Grain: one row per indicator: what it counts, from which source, and how it should move. Each code
-- of the open data of the police that was delivered is an indicator of its own.
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
    cast(null as varchar) as zelfde_als,
    cast(volgorde as integer) as volgorde
from indicator_lijst
union all
select
    indicator_id,
    naam,
    thema,
    definitie,
    'politie (open data)',
    registratietype,
    'omlaag',
    cast(null as double),
    cast(null as double),
    cast(null as varchar),
    zelfde_als,
    volgorde
from int_open_data_indicatoren
order by volgorde
