-- Grain: one row per street key that deliveries may use. `sleutel`: the key under which its rows count
-- as a place. That is another key where a street got another id: the same name in the same town, or a
-- name that only these two keys have, of which one came when the other went and at most one is in the
-- list of streets. Two ids that one source uses side by side are two streets. `afgeleid_id` is the id
-- that a street has in a list without ids: rows that were kept as counts have it after the list got
-- ids.
-- nl: Een rij per sleutel van een straat, met de sleutel waaronder haar rijen tellen als plek. Krijgt een
-- straat een ander nummer en houdt zij haar naam, dan houdt zij ook haar verleden.
with
sleutels as (
    select straat_id, straatnaam, woonplaats, 0 as afgeleid, geverifieerd
    from int_straten
    union all
    select afgeleid_id, straatnaam, woonplaats, 1 as afgeleid, true as geverifieerd
    from straten_lijst
    where afgeleid_id not in (select straat_id from int_straten)
),

namen as (
    select
        straat_id,
        afgeleid,
        geverifieerd,
        regexp_replace(lower(strip_accents(straatnaam)), '[^a-z0-9]', '', 'g') as naam,
        regexp_replace(lower(strip_accents(woonplaats)), '[^a-z0-9]', '', 'g') as plaats
    from sleutels
),

gebruik as (
    select straat_id, bron, min(maand) as eerste, max(maand) as laatste
    from int_thematellingen
    where tot is null and straat_id is not null
    group by straat_id, bron
),

opvolging as (
    select
        namen.naam,
        namen.plaats,
        namen.straat_id,
        namen.geverifieerd,
        gebruik.laatste,
        gebruik.eerste >= max(gebruik.laatste) over (
            partition by namen.naam, namen.plaats, gebruik.bron
            order by gebruik.eerste, gebruik.laatste, namen.straat_id
            rows between unbounded preceding and 1 preceding
        ) as na_vorige_hier,
        gebruik.eerste >= max(gebruik.laatste) over (
            partition by namen.naam, gebruik.bron
            order by gebruik.eerste, gebruik.laatste, namen.straat_id
            rows between unbounded preceding and 1 preceding
        ) as na_vorige
    from namen
    inner join gebruik on namen.straat_id = gebruik.straat_id
),

van_naam as (
    select
        naam,
        count(distinct straat_id) = 2
            and count(distinct case when geverifieerd then straat_id end) <= 1
            and bool_and(coalesce(na_vorige, true)) as is_een_straat
    from opvolging
    group by naam
),

van_plaats as (
    select naam, plaats, bool_and(coalesce(na_vorige_hier, true)) as is_een_straat
    from opvolging
    group by naam, plaats
),

laatst as (
    select straat_id, max(laatste) as laatste
    from gebruik
    group by straat_id
),

groepen as (
    select
        namen.straat_id,
        namen.afgeleid,
        namen.geverifieerd,
        laatst.laatste,
        case
            when namen.naam = '' then namen.straat_id
            when van_naam.is_een_straat then namen.naam
            when van_plaats.is_een_straat then namen.naam || '|' || namen.plaats
            else namen.straat_id
        end as groep
    from namen
    left join laatst on namen.straat_id = laatst.straat_id
    left join van_naam on namen.naam = van_naam.naam
    left join van_plaats on namen.naam = van_plaats.naam and namen.plaats = van_plaats.plaats
)

select
    straat_id,
    first_value(straat_id) over (
        partition by groep order by afgeleid, laatste desc nulls last, geverifieerd desc, straat_id
    ) as sleutel
from groepen
order by straat_id
