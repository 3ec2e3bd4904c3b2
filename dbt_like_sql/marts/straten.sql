-- Grain: one row per `straat_id` of the tables by street: the streets, the places that are no street
-- (`PL-`), and what stands in place of a street where there is none. A street that lies in several
-- neighbourhoods has the one with most of its rows.
with
rijen as (
    select
        int_thematellingen.straat_id,
        int_thematellingen.buurtcode,
        count(*) as aantal
    from int_thematellingen
    where int_thematellingen.tot is null
        and int_thematellingen.straat_id is not null
        and int_thematellingen.buurtcode is not null
    group by int_thematellingen.straat_id, int_thematellingen.buurtcode
),

ligging as (
    select
        straat_id,
        buurtcode,
        row_number() over (partition by straat_id order by aantal desc, buurtcode) as rang,
        count(*) over (partition by straat_id) as buurten
    from rijen
),

plekken as (
    select
        straat_id,
        straatnaam,
        woonplaats,
        geverifieerd,
        'straat' as soort,
        lijkt_op
    from int_straten
    union all
    select distinct
        int_plaats_thema_maand.plaats,
        case
            when int_plaats_thema_maand.plaats like 'PL-%' then substr(int_plaats_thema_maand.plaats, 4)
            else int_plaats_thema_maand.plaats
        end,
        instellingen.gemeentenaam,
        false,
        case when int_plaats_thema_maand.plaats like 'PL-%' then 'plaats' else 'geen straat' end,
        null
    from int_plaats_thema_maand
    cross join instellingen
    where int_plaats_thema_maand.plaats_soort = 'straat'
        and int_plaats_thema_maand.plaats not in (select straat_id from int_straten)
)

select
    plekken.straat_id,
    plekken.straatnaam,
    plekken.woonplaats,
    plekken.geverifieerd,
    plekken.soort,
    case
        when plekken.soort = 'geen straat' then plekken.straat_id
        else coalesce(ligging.buurtcode, 'onbekend')
    end as buurtcode,
    case
        when plekken.soort = 'geen straat' then plekken.straat_id
        else coalesce(int_gebiedsnamen.gebied_naam, 'onbekend')
    end as buurtnaam,
    plekken.soort <> 'geen straat' and coalesce(ligging.buurten, 0) > 1 as in_meer_buurten,
    plekken.lijkt_op
from plekken
left join ligging on plekken.straat_id = ligging.straat_id and ligging.rang = 1
left join int_gebiedsnamen on ligging.buurtcode = int_gebiedsnamen.gebied_code
order by 2, 3, 1
