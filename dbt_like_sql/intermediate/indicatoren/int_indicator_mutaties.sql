-- Grain: one row per indicator, area, month and delivery that changed the count. `verschil` is the net
-- change made by the delivery; its running sum up to a delivery is the count as known at that time.
-- nl: Een rij per indicator, gebied, maand en levering die de telling veranderde, met het verschil.
-- Opgeteld tot en met een levering is dit de telling zoals die toen bekend was.
with
stappen as (
    select bron, code, maand, buurtcode, wijkcode, van as volgorde, 1 as stap from int_tellingen
    union all
    select bron, code, maand, buurtcode, wijkcode, tot as volgorde, -1 as stap
    from int_tellingen
    where tot is not null
),

per_code as (
    select bron, code, maand, buurtcode, wijkcode, volgorde, sum(stap) as verschil
    from stappen
    group by bron, code, maand, buurtcode, wijkcode, volgorde
),

per_indicator as (
    select
        int_indicator_telcodes.indicator_id,
        per_code.maand,
        per_code.buurtcode,
        per_code.wijkcode,
        per_code.volgorde,
        per_code.verschil
    from per_code
    inner join int_indicator_telcodes
        on per_code.bron = int_indicator_telcodes.bron
        and per_code.code = int_indicator_telcodes.code
        and per_code.maand >= int_indicator_telcodes.maand_van
        and per_code.maand <= int_indicator_telcodes.maand_tot
),

per_gebied as (
    select indicator_id, instellingen.gemeentecode as gebied_code, maand, volgorde, verschil
    from per_indicator
    cross join instellingen
    union all
    select indicator_id, wijkcode, maand, volgorde, verschil from per_indicator where wijkcode is not null
    union all
    select indicator_id, coalesce(buurtcode, 'onbekend'), maand, volgorde, verschil from per_indicator
)

select indicator_id, gebied_code, maand, volgorde, cast(sum(verschil) as bigint) as verschil
from per_gebied
group by indicator_id, gebied_code, maand, volgorde
having sum(verschil) <> 0
order by indicator_id, gebied_code, maand, volgorde
