-- A delivery with far fewer rows a month than the one before it of the same source and the same
-- incident codes. [warns]
with
omvang as (
    select
        levering_id,
        count(distinct maand) as maanden,
        coalesce(string_agg(distinct code, ',' order by code), '') as codes
    from stg_dekking
    group by levering_id
),

per_maand as (
    select
        leveringen.levering_id,
        leveringen.bron,
        omvang.codes,
        leveringen.ontvangen_op,
        leveringen.bestandsnaam,
        1.0 * leveringen.rijen / omvang.maanden as rijen
    from leveringen
    inner join omvang on leveringen.levering_id = omvang.levering_id
    where leveringen.bron in ('politie', 'melddesk')
),

vergeleken as (
    select
        per_maand.*,
        lag(rijen) over (partition by bron, codes order by ontvangen_op, bestandsnaam, levering_id)
            as vorige
    from per_maand
)

select vergeleken.levering_id, vergeleken.bron, vergeleken.rijen, vergeleken.vorige
from vergeleken
cross join stg_instellingen
where vergeleken.rijen < stg_instellingen.krimp_waarschuwing * vergeleken.vorige
