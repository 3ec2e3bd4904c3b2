-- Grain: one row: the latest half-year of which every month was delivered (the council's issue), and
-- `vorige_bekend`: the day on which the half-year before it was whole for the first time, so the day of
-- what the issue before could know. Of the police; of the reports where there are no police figures.
-- Without either, or where the half-year before never was whole: the day on which this half-year began.
with
grenzen as (
    select
        int_indicator_perioden.bron,
        int_indicator_perioden.periode,
        max(int_indicator_perioden.compleet_sinds) as compleet_sinds
    from int_indicator_perioden
    where int_indicator_perioden.periode_soort = 'halfjaar'
    group by int_indicator_perioden.bron, int_indicator_perioden.periode
),

halfjaren as (
    select periode from grenzen
    union
    select periode from int_gegeven_cijfers
    inner join indicatoren on int_gegeven_cijfers.indicator_id = indicatoren.indicator_id
    where periode_soort = 'halfjaar' and indicatoren.bron = 'politie (open data)'
),

laatste as (
    select
        max(periode) as periode,
        case
            when substr(max(periode), 7, 1) = '2' then substr(max(periode), 1, 5) || 'H1'
            else lpad(cast(cast(substr(max(periode), 1, 4) as integer) - 1 as varchar), 4, '0') || '-H2'
        end as vorige_periode,
        cast(
            substr(max(periode), 1, 5)
            || case when substr(max(periode), 7, 1) = '2' then '07-01' else '01-01' end as date
        ) as begin
    from halfjaren
),

bekend as (
    select
        cast(stg_leveringen.ontvangen_op as date) as dag,
        row_number() over (order by case when grenzen.bron = 'politie' then 0 else 1 end) as rang
    from laatste
    inner join grenzen on laatste.vorige_periode = grenzen.periode
    inner join stg_leveringen
        on grenzen.bron = stg_leveringen.bron and grenzen.compleet_sinds = stg_leveringen.volgorde
)

select
    laatste.periode,
    laatste.vorige_periode,
    coalesce(bekend.dag, laatste.begin) as vorige_bekend
from laatste
left join bekend on bekend.rang = 1
where laatste.periode is not null
