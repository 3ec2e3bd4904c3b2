-- Grain: one row per street. Streets that are not in the list of the municipality come from the
-- deliveries, each under its most frequent spelling and marked as not verified.
-- nl: Een rij per straat: die van de lijst van de gemeente, en die alleen uit leveringen bekend zijn.
with
geschreven as (
    select straat_id, straatnaam, count(*) as aantal
    from stg_rijen
    where koppelmethode = 'uit levering'
    group by straat_id, straatnaam
),

gerangschikt as (
    select
        straat_id,
        straatnaam,
        row_number() over (partition by straat_id order by aantal desc, straatnaam) as rang
    from geschreven
)

select
    straat_id,
    straatnaam,
    woonplaats,
    true as geverifieerd,
    lijkt_op
from straten_lijst
union all
select
    straat_id,
    straatnaam,
    instellingen.gemeentenaam as woonplaats,
    false as geverifieerd,
    null as lijkt_op
from gerangschikt
cross join instellingen
where rang = 1 and straat_id not in (select straat_id from straten_lijst)
order by 2, 3, 1
