-- Grain: one row per indicator and period: the table of the site 'Feiten & cijfers', for the whole
-- municipality. `periode_soort` distinguishes years, half-years and quarters.
select
    indicatoren.thema,
    indicatoren.naam as indicator,
    indicatorwaarden.periode,
    cast(indicatorwaarden.waarde as bigint) as waarde,
    indicatoren.indicator_id,
    indicatorwaarden.periode_soort,
    indicatorwaarden.status,
    indicatoren.registratietype,
    indicatorwaarden.peildatum
from indicatorwaarden
inner join indicatoren on indicatorwaarden.indicator_id = indicatoren.indicator_id
inner join bronnen on indicatoren.bron = bronnen.indicatorbron
left join stg_indicatoren on indicatorwaarden.indicator_id = stg_indicatoren.indicator_id
inner join instellingen on indicatorwaarden.gebied_code = instellingen.gemeentecode
where indicatorwaarden.periode_soort in ('jaar', 'halfjaar', 'kwartaal')
    and (
        stg_indicatoren.feiten_en_cijfers = 'J'
        or (bronnen.soort = 'cijfers' and bronnen.maandelijks)
    )
order by indicatoren.volgorde, indicatorwaarden.periode
