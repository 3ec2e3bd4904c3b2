-- A delivery counts as a whole in each month it covers, or not at all: every accepted row of the
-- newest delivery (within its stream) that covers the month counts, unless a newer delivery holds the
-- same key. [blocks]
with
nieuwste as (
    select stroom, maand, coalesce(code, '') as code, max(volgorde) as volgorde
    from stg_dekking
    group by stroom, maand, coalesce(code, '')
),

alle as (
    select
        stg_rijen.levering_id,
        stg_rijen.rijnummer,
        stg_rijen.sleutel,
        stg_rijen.leveringsmaand,
        coalesce(stg_rijen.leveringscode, '') as code,
        stg_leveringen.bron,
        stg_leveringen.stroom,
        stg_leveringen.volgorde
    from stg_rijen
    inner join stg_leveringen on stg_rijen.levering_id = stg_leveringen.levering_id
),

verwacht as (
    select alle.bron, alle.levering_id, alle.rijnummer, alle.sleutel
    from alle
    left join nieuwste as heel
        on alle.stroom = heel.stroom and alle.leveringsmaand = heel.maand and heel.code = ''
    left join nieuwste as beperkt
        on alle.stroom = beperkt.stroom
        and alle.leveringsmaand = beperkt.maand
        and alle.code = beperkt.code
        and beperkt.code <> ''
    left join stg_bevroren on alle.levering_id = stg_bevroren.levering_id
    where stg_bevroren.levering_id is null  -- its keys are gone
        and alle.volgorde >= greatest(coalesce(heel.volgorde, 0), coalesce(beperkt.volgorde, 0))
),

getelde_sleutels as (
    select distinct int_rijgeldigheid.bron, alle.sleutel
    from int_rijgeldigheid
    inner join alle
        on int_rijgeldigheid.levering_id = alle.levering_id
        and int_rijgeldigheid.rijnummer = alle.rijnummer
    where int_rijgeldigheid.tot is null
)

select verwacht.bron, verwacht.levering_id, count(*) as rijen
from verwacht
left join getelde_sleutels
    on verwacht.bron = getelde_sleutels.bron and verwacht.sleutel = getelde_sleutels.sleutel
where getelde_sleutels.sleutel is null
group by verwacht.bron, verwacht.levering_id
