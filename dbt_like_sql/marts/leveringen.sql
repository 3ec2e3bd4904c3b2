-- Grain: one row per delivery that was taken in, including held ones, of which no row counts.
with
omvang as (
    select levering_id, min(maand) as maand_van, max(maand) as maand_tot
    from dekking
    group by levering_id
),

afgekeurd as (
    select levering_id, count(distinct rijnummer) as aantal
    from stg_quarantaine
    where soort = 'rij'
    group by levering_id
),

-- each month (and code) of a delivery is superseded by the next delivery that covers it
opvolging as (
    select
        ouder.levering_id as vervangt,
        ouder.bron,
        min(nieuwer.volgorde) as volgorde
    from stg_dekking as ouder
    inner join stg_dekking as nieuwer
        on ouder.stroom = nieuwer.stroom
        and ouder.maand = nieuwer.maand
        and ouder.volgorde < nieuwer.volgorde
        and (nieuwer.code is null or nieuwer.code = ouder.code)
    inner join bronnen on ouder.bron = bronnen.bron and bronnen.soort = 'rijen'
    group by ouder.levering_id, ouder.bron, ouder.maand, ouder.code
),

vervangen as (
    select stg_leveringen.levering_id, string_agg(distinct vervangt, ', ' order by vervangt) as vervangt
    from opvolging
    inner join stg_leveringen
        on opvolging.bron = stg_leveringen.bron and opvolging.volgorde = stg_leveringen.volgorde
    group by stg_leveringen.levering_id
),

getelde_rijen as (
    select levering_id, count(*) as aantal from int_tellingen where tot is null group by levering_id
)

select
    stg_ontvangen.levering_id,
    stg_ontvangen.bron,
    stg_ontvangen.bestandsnaam,
    stg_ontvangen.sha256,
    stg_ontvangen.ontvangen_op,
    stg_ontvangen.ontvangen_volgens,
    omvang.maand_van,
    omvang.maand_tot,
    cast(stg_ontvangen.rijen as bigint) as rijen,
    coalesce(stg_geaccepteerd.aantal, 0) as geaccepteerd,
    coalesce(afgekeurd.aantal, 0) as afgekeurd,
    case when bronnen.soort = 'rijen' then coalesce(getelde_rijen.aantal, 0) end as geteld,
    vervangen.vervangt,
    stg_ontvangen.status,
    stg_ontvangen.reden as reden_vastgehouden,
    nullif(stg_ontvangen.meldsysteem, '') as meldsysteem
from stg_ontvangen
inner join bronnen on stg_ontvangen.bron = bronnen.bron
left join omvang on stg_ontvangen.levering_id = omvang.levering_id
left join stg_geaccepteerd on stg_ontvangen.levering_id = stg_geaccepteerd.levering_id
left join afgekeurd on stg_ontvangen.levering_id = afgekeurd.levering_id
left join vervangen on stg_ontvangen.levering_id = vervangen.levering_id
left join getelde_rijen on stg_ontvangen.levering_id = getelde_rijen.levering_id
order by stg_ontvangen.bron, stg_ontvangen.ontvangst_nr
