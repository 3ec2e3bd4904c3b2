-- A delivery that superseded another for a month shares fewer than half of the keys of the smaller
-- one: perhaps these are two parts of a month instead of two versions. [warns]
with
alle as (
    select bron, levering_id, volgorde, rijnummer, sleutel, leveringsmaand from stg_rijen
),

per_maand as (
    select bron, volgorde, leveringsmaand, count(*) as rijen
    from alle
    group by bron, volgorde, leveringsmaand
),

vervangen as (
    select
        alle.bron,
        alle.levering_id,
        alle.leveringsmaand,
        int_rijgeldigheid.tot as volgorde,
        count(*) as rijen,
        count(nieuwer.sleutel) as gedeeld
    from int_rijgeldigheid
    inner join alle
        on int_rijgeldigheid.levering_id = alle.levering_id
        and int_rijgeldigheid.rijnummer = alle.rijnummer
    left join alle as nieuwer
        on alle.bron = nieuwer.bron
        and int_rijgeldigheid.tot = nieuwer.volgorde
        and alle.sleutel = nieuwer.sleutel
    left join stg_bevroren on alle.levering_id = stg_bevroren.levering_id
    where int_rijgeldigheid.tot is not null
        and stg_bevroren.levering_id is null  -- its keys are gone
    group by alle.bron, alle.levering_id, alle.leveringsmaand, int_rijgeldigheid.tot
)

select vervangen.levering_id, vervangen.leveringsmaand, vervangen.rijen, vervangen.gedeeld
from vervangen
inner join per_maand
    on vervangen.bron = per_maand.bron
    and vervangen.volgorde = per_maand.volgorde
    and vervangen.leveringsmaand = per_maand.leveringsmaand
where vervangen.gedeeld < 0.5 * least(vervangen.rijen, per_maand.rijen)
