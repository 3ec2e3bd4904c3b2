-- Grain: one row per indicator: what it counts, from which source, and in which direction it should
-- move. Each code of the open data of the police, each question of the Veiligheidsmonitor, and each
-- register name that is not in the code tables is an indicator of its own. `codes`, `definitie_versie`
-- and `definitie_sinds` describe the newest version of the definition.
with
nieuwste as (
    select indicator_id, definitie_versie, maand_van
    from int_indicator_versies
    where maand_tot is null
),

codes as (
    select int_indicator_codes.indicator_id, string_agg(int_indicator_codes.code, ', ' order by code) as codes
    from int_indicator_codes
    inner join nieuwste
        on int_indicator_codes.indicator_id = nieuwste.indicator_id
        and nieuwste.maand_van >= int_indicator_codes.maand_van
        and nieuwste.maand_van <= int_indicator_codes.maand_tot
    group by int_indicator_codes.indicator_id
)

select
    stg_indicatoren.indicator_id,
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
    cast(volgorde as integer) as volgorde,
    codes.codes,
    coalesce(nieuwste.definitie_versie, 1) as definitie_versie,
    case when nieuwste.definitie_versie > 1 then nieuwste.maand_van end as definitie_sinds,
    'aantal' as eenheid
from stg_indicatoren
left join nieuwste on stg_indicatoren.indicator_id = nieuwste.indicator_id
left join codes on stg_indicatoren.indicator_id = codes.indicator_id
union all
select
    indicator_id,
    naam,
    thema,
    definitie,
    bron,
    registratietype,
    'omlaag',
    cast(null as double),
    cast(null as double),
    cast(null as varchar),
    zelfde_als,
    volgorde,
    cast(null as varchar),
    1,
    cast(null as varchar),
    'aantal'
from int_open_data_indicatoren
union all
select
    indicator_id,
    naam,
    'Registers',
    'Opgave van het register, onder de naam die het zelf geeft',
    bron,
    'onbekend',
    'geen',
    cast(null as double),
    cast(null as double),
    cast(null as varchar),
    cast(null as varchar),
    volgorde,
    cast(null as varchar),
    1,
    cast(null as varchar),
    'aantal'
from int_register_indicatoren
union all
select
    indicator_id,
    naam,
    thema,
    definitie,
    bron,
    'enquête',
    'geen',
    cast(null as double),
    cast(null as double),
    cast(null as varchar),
    cast(null as varchar),
    volgorde,
    cast(null as varchar),
    definitie_versie,
    definitie_sinds,
    eenheid
from int_veiligheidsmonitor_indicatoren
order by volgorde
