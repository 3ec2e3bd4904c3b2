-- An indicator of the municipality is the sum of its neighbourhoods and `onbekend`, for every period
-- that was counted. [blocks]
with
sommen as (
    select
        indicatorwaarden.indicator_id,
        indicatorwaarden.periode,
        sum(case when soorten.gebied_soort = 'gemeente' then waarde end) as gemeente,
        sum(case when soorten.gebied_soort in ('buurt', 'onbekend') then waarde end) as buurten
    from indicatorwaarden
    inner join (select distinct gebied_code, gebied_soort from int_gebieden) as soorten
        on indicatorwaarden.gebied_code = soorten.gebied_code
    inner join indicatoren
        on indicatorwaarden.indicator_id = indicatoren.indicator_id
    inner join int_bronnen on indicatoren.bron = int_bronnen.indicatorbron and int_bronnen.soort = 'rijen'
    group by indicatorwaarden.indicator_id, indicatorwaarden.periode
)

select * from sommen where gemeente <> buurten
