-- Grain: one row per area that a figure can belong to, with its latest name and its level.
-- nl: Een rij per gebied waarvoor een cijfer kan gelden, met de laatste naam en het niveau (buurt,
-- wijk, gemeente of land).
with
gerangschikt as (
    select
        gebied_code,
        gebied_naam,
        gebied_soort,
        row_number() over (partition by gebied_code order by maand_tot desc) as rang
    from int_gebieden
)

select gebied_code, gebied_naam, gebied_soort from gerangschikt where rang = 1
union all
select 'NL00' as gebied_code, 'Nederland' as gebied_naam, 'land' as gebied_soort from instellingen
order by gebied_code
