-- Grain: one row where the council has an issue: `vorige_bekend` is the cut-off day of the issue
-- before it, the day on which the previous half-year was first complete. Police figures decide;
-- without them the reports do. Without either, or where that half-year was never complete, it is the
-- first day of this issue's half-year.
-- nl: Hooguit één rij: het halfjaar van de vorige uitgave voor de raad en tot en met welke dag die de
-- cijfers kende. Wat daarna veranderde, is een herziening.
with
vorige as (
    select
        halfjaar,
        case
            when substr(halfjaar, 7, 1) = '2' then substr(halfjaar, 1, 5) || 'H1'
            else lpad(cast(cast(substr(halfjaar, 1, 4) as integer) - 1 as varchar), 4, '0') || '-H2'
        end as vorige_periode,
        cast(
            substr(halfjaar, 1, 5) || case when substr(halfjaar, 7, 1) = '2' then '07-01' else '01-01' end
            as date
        ) as begin
    from int_raad_periode
),

grenzen as (
    select bron, periode, max(compleet_sinds) as compleet_sinds
    from int_indicator_perioden
    where periode_soort = 'halfjaar'
    group by bron, periode
),

bekend as (
    select
        cast(stg_leveringen.ontvangen_op as date) as dag,
        row_number() over (order by bronnen.per_thema desc, bronnen.volgorde) as rang
    from vorige
    inner join grenzen on vorige.vorige_periode = grenzen.periode
    inner join bronnen on grenzen.bron = bronnen.bron
    inner join stg_leveringen
        on grenzen.bron = stg_leveringen.bron and grenzen.compleet_sinds = stg_leveringen.volgorde
)

select vorige.halfjaar, vorige.vorige_periode, coalesce(bekend.dag, vorige.begin) as vorige_bekend
from vorige
left join bekend on bekend.rang = 1
