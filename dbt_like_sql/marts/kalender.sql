-- Grain: one row per period of any kind, from the first to the last year that a table has figures of.
-- Every period of those years is in it, whether or not there is a figure, so that a time axis has no
-- gaps; and every other period that the team wrote of. `periode` alone identifies a row.
with
jaren as (
    select substr(maand, 1, 4) as van, substr(maand, 1, 4) as tot from int_maanden
    union all
    select
        substr(periode, 1, 4),
        case when periode like '%--%' then substr(split_part(periode, '--', 2), 1, 4) else substr(periode, 1, 4) end
    from int_gegeven_cijfers
    union all
    select substr(pleegmaand, 1, 4), substr(pleegmaand, 1, 4) from registraties where pleegmaand is not null
),

grenzen as (
    select cast(min(van) || '-01-01' as date) as eerste, cast(max(tot) || '-12-01' as date) as laatste
    from jaren
),

maanden as (
    select cast(unnest(generate_series(eerste, laatste, interval 1 month)) as date) as begin from grenzen
),

perioden as (
    select 'maand' as periode_soort, strftime(begin, '%Y-%m') as periode, begin, 1 as maanden from maanden
    union all
    select 'kwartaal', year(begin) || '-Q' || quarter(begin), begin, 3
    from maanden
    where month(begin) in (1, 4, 7, 10)
    union all
    select 'halfjaar', year(begin) || '-H' || (case when month(begin) = 1 then 1 else 2 end), begin, 6
    from maanden
    where month(begin) in (1, 7)
    union all
    select 'jaar', strftime(begin, '%Y'), begin, 12
    from maanden
    where month(begin) = 1
    union all
    select
        vensters.lengte || 'm',
        strftime(maanden.begin, '%Y-%m') || '--'
            || strftime(maanden.begin + to_months(vensters.lengte - 1), '%Y-%m'),
        maanden.begin,
        vensters.lengte
    from maanden
    cross join grenzen
    cross join (select unnest([2, 12]) as lengte) as vensters
    where maanden.begin + to_months(vensters.lengte - 1) <= grenzen.laatste
    union all
    select distinct
        'meerjarig',
        periode,
        cast(substr(periode, 1, 4) || '-01-01' as date),
        12 * (cast(substr(periode, 7, 4) as integer) - cast(substr(periode, 1, 4) as integer) + 1)
    from int_gegeven_cijfers
    where periode_soort = 'meerjarig'
),

-- a span of months is of any length, and a year may lie outside those of the figures
duidingsperioden as (
    select distinct
        periode,
        case
            when periode like '%-Q%' then 3
            when periode like '%-H%' then 6
            when length(periode) = 4 then 12
            when length(periode) = 7 then 1
            else 12 * (cast(substr(periode, 10, 4) as integer) - cast(substr(periode, 1, 4) as integer))
                + cast(substr(periode, 15, 2) as integer) - cast(substr(periode, 6, 2) as integer) + 1
        end as maanden
    from duidingen
),

overige as (
    select
        case
            when length(periode) = 4 then 'jaar'
            when length(periode) = 16 then maanden || 'm'
            when maanden = 3 then 'kwartaal'
            when maanden = 6 then 'halfjaar'
            else 'maand'
        end as periode_soort,
        periode,
        cast(substr(periode, 1, 4) || '-01-01' as date)
            + to_months(case
                when length(periode) = 4 then 0
                when periode like '%-Q%' or periode like '%-H%'
                    then maanden * (cast(substr(periode, 7, 1) as integer) - 1)
                else cast(substr(periode, 6, 2) as integer) - 1
            end) as begin,
        maanden
    from duidingsperioden
    where maanden > 0 and periode not in (select periode from perioden)
),

dagen as (
    select
        *,
        cast(begin + to_months(maanden) - interval 1 day as date) as eind,
        ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september',
            'oktober', 'november', 'december'] as namen
    from (select * from perioden union all select * from overige)
)

select
    periode,
    periode_soort,
    case periode_soort
        when 'maand' then namen[month(begin)] || ' ' || year(begin)
        when 'kwartaal' then quarter(begin) || 'e kwartaal ' || year(begin)
        when 'halfjaar' then (case when month(begin) = 1 then '1e' else '2e' end) || ' halfjaar ' || year(begin)
        when 'jaar' then periode
        when 'meerjarig' then year(begin) || ' t/m ' || year(eind)
        else namen[month(begin)] || ' ' || year(begin) || ' t/m ' || namen[month(eind)] || ' ' || year(eind)
    end as periodenaam,
    cast(begin as date) as begin,
    eind,
    cast(maanden as integer) as maanden,
    cast(year(begin) as integer) as jaar
from dagen
order by begin, maanden, periode_soort
