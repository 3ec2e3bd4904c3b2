-- Grain: one row per indicator, area and period: every figure, of all levels of area and kinds of
-- period, with its names. The views `feit_indicator_*` each take one level and one kind from it. A code
-- that came to mean another place is the place of the last month of the period; before its first
-- stretch it is that of the first.
with
tijdvakken as (
    select
        gebied_sleutel,
        gebied_code,
        gebiedsnaam,
        gebiedsniveau,
        case when row_number() over per_code = 1 then '0000-01' else maand_van end as vanaf,
        coalesce(lead(maand_van) over per_code, '9999-99') as voor
    from gebieden
    window per_code as (partition by gebied_code order by maand_van)
)

select
    indicatorwaarden.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.thema,
    indicatoren.bron,
    indicatoren.eenheid,
    tijdvakken.gebied_sleutel,
    indicatorwaarden.gebied_code,
    tijdvakken.gebiedsnaam,
    tijdvakken.gebiedsniveau,
    indicatorwaarden.periode_soort,
    indicatorwaarden.periode,
    kalender.begin,
    kalender.eind,
    indicatorwaarden.waarde,
    indicatorwaarden.status,
    indicatorwaarden.definitie_versie
from indicatorwaarden
left join indicatoren on indicatorwaarden.indicator_id = indicatoren.indicator_id
left join kalender on indicatorwaarden.periode = kalender.periode
left join tijdvakken
    on indicatorwaarden.gebied_code = tijdvakken.gebied_code
    and strftime(kalender.eind, '%Y-%m') >= tijdvakken.vanaf
    and strftime(kalender.eind, '%Y-%m') < tijdvakken.voor
