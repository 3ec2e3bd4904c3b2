-- Of every month that a delivery covers, its rows count whole or not at all: an accepted row of the
-- newest covering delivery counts, unless a newer delivery holds the same number. [blocks]
with
nieuwste as (
    select bron, maand, coalesce(code, '') as code, max(volgorde) as volgorde
    from stg_dekking
    where bron in ('politie', 'melddesk')
    group by bron, maand, coalesce(code, '')
),

alle as (
    select 'politie' as bron, levering_id, rijnummer, sleutel, leveringsmaand, mk_code as code, volgorde
    from stg_politie
    union all
    select 'melddesk' as bron, levering_id, rijnummer, sleutel, leveringsmaand, '' as code, volgorde
    from stg_meldingen
),

verwacht as (
    select alle.bron, alle.levering_id, alle.rijnummer, alle.sleutel
    from alle
    left join nieuwste as heel
        on alle.bron = heel.bron and alle.leveringsmaand = heel.maand and heel.code = ''
    left join nieuwste as beperkt
        on alle.bron = beperkt.bron
        and alle.leveringsmaand = beperkt.maand
        and alle.code = beperkt.code
        and beperkt.code <> ''
    where alle.volgorde >= greatest(coalesce(heel.volgorde, 0), coalesce(beperkt.volgorde, 0))
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
