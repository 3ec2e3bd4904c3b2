-- Grain: one row per goal of the programme in the newest version of its file, with the current figure
-- for the whole municipality. For monthly sources that is the twelve months up to the end of the
-- council's half-year, for registers and the survey the latest year up to then; null where there is
-- none (yet). Whether the goal is on track (`raad_doelen`) is decided in `assets/indicators`.
-- nl: Een rij per geldend doel van het veiligheidsprogramma, met nulmeting, streefwaarde en het cijfer
-- van nu voor de hele gemeente. Of een doel op koers ligt, staat in raad_doelen.
with
doelen as (
    select
        row_number() over (order by stg_doelen.volgorde, stg_doelen.levering_id, stg_doelen.rijnummer) as nummer,
        stg_doelen.*
    from stg_doelen
    where stg_doelen.telt
),

waarden as (
    select
        indicatorwaarden.indicator_id,
        indicatorwaarden.periode_soort,
        indicatorwaarden.periode,
        indicatorwaarden.waarde,
        row_number() over (
            partition by indicatorwaarden.indicator_id, indicatorwaarden.periode_soort
            order by indicatorwaarden.periode desc
        ) as rang
    from indicatorwaarden
    cross join instellingen
    cross join int_raad_periode
    where indicatorwaarden.gebied_code = instellingen.gemeentecode
        and (
            (
                indicatorwaarden.periode_soort = '12m'
                and indicatorwaarden.periode = int_raad_periode.twaalf_maanden
            )
            or (
                indicatorwaarden.periode_soort = 'jaar'
                and indicatorwaarden.periode <= substr(int_raad_periode.halfjaar, 1, 4)
            )
        )
)

select
    doelen.nummer,
    doelen.hoofddoel,
    doelen.doel,
    doelen.indicator_id,
    coalesce(indicatoren.naam, doelen.indicator_id) as indicator,
    indicatoren.bron,
    doelen.nulmeting,
    doelen.nulmeting_jaar,
    doelen.streefwaarde,
    doelen.streefjaar,
    doelen.richting,
    doelen.toelichting,
    waarden.waarde as nu,
    waarden.periode as nu_periode
from doelen
left join indicatoren on doelen.indicator_id = indicatoren.indicator_id
left join bronnen on indicatoren.bron = bronnen.indicatorbron
left join waarden
    on doelen.indicator_id = waarden.indicator_id
    and waarden.rang = 1
    and waarden.periode_soort
    = case when bronnen.maandelijks then '12m' else 'jaar' end
order by doelen.nummer
