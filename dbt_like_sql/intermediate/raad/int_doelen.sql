-- Grain: one row per goal in the newest version of its file, with its figure for the whole
-- municipality. For monthly sources that is the twelve months up to the end of the council's
-- half-year, for registers and the survey the latest year up to then; null where there is none (yet).
-- A goal without a programme always holds. Of a programme with its years: those of the year of the
-- half-year hold (`lopend`); of those that ended, the last one is shown as closed (`afgesloten`), with
-- the figure of its target year if that has passed. Whether a goal is on track (`raad_doelen`) is
-- decided in `assets/indicators`.
-- nl: Een rij per doel van het veiligheidsprogramma dat loopt, of het laatst is afgelopen, met
-- nulmeting, streefwaarde en het cijfer voor de hele gemeente. Of een doel op koers ligt, staat in
-- raad_doelen.
with
uitgave as (
    select
        int_raad_periode.halfjaar,
        int_raad_periode.twaalf_maanden,
        cast(substr(int_raad_periode.halfjaar, 1, 4) as integer) as jaar
    from (select 1 as altijd) as een
    left join int_raad_periode on true
),

geldend as (
    select
        stg_doelen.*,
        coalesce(stg_doelen.programma_tot < uitgave.jaar, false) as is_afgesloten,
        case
            when stg_doelen.programma_tot < uitgave.jaar
                then max(case when stg_doelen.programma_tot < uitgave.jaar then stg_doelen.programma_tot end)
                    over ()
        end as laatst_afgelopen
    from stg_doelen
    cross join uitgave
    where stg_doelen.telt
        and (stg_doelen.programma_van is null or uitgave.jaar is null or stg_doelen.programma_van <= uitgave.jaar)
),

doelen as (
    select
        geldend.*,
        row_number() over (
            order by geldend.is_afgesloten, geldend.volgorde, geldend.levering_id, geldend.rijnummer
        ) as nummer,
        uitgave.twaalf_maanden as nu_12m,
        uitgave.jaar as nu_jaar,
        geldend.is_afgesloten and geldend.streefjaar >= uitgave.jaar as is_te_vroeg
    from geldend
    cross join uitgave
    where not geldend.is_afgesloten or geldend.programma_tot = geldend.laatst_afgelopen
),

per_doel as (
    select
        doelen.*,
        indicatoren.naam,
        indicatoren.bron,
        case when bronnen.maandelijks then '12m' else 'jaar' end as periode_soort,
        case
            when not doelen.is_afgesloten then doelen.nu_12m
            else cast(doelen.streefjaar as varchar) || '-01--' || cast(doelen.streefjaar as varchar) || '-12'
        end as twaalf_maanden,
        cast(case when doelen.is_afgesloten then doelen.streefjaar else doelen.nu_jaar end as varchar) as tot_jaar
    from doelen
    left join indicatoren on doelen.indicator_id = indicatoren.indicator_id
    left join bronnen on indicatoren.bron = bronnen.indicatorbron
),

waarden as (
    select
        per_doel.nummer,
        indicatorwaarden.periode,
        indicatorwaarden.waarde,
        row_number() over (partition by per_doel.nummer order by indicatorwaarden.periode desc) as rang
    from per_doel
    cross join instellingen
    inner join indicatorwaarden
        on per_doel.indicator_id = indicatorwaarden.indicator_id
        and instellingen.gemeentecode = indicatorwaarden.gebied_code
        and per_doel.periode_soort = indicatorwaarden.periode_soort
    where not per_doel.is_te_vroeg
        and (
            (
                indicatorwaarden.periode_soort = '12m'
                and indicatorwaarden.periode = per_doel.twaalf_maanden
            )
            or (
                indicatorwaarden.periode_soort = 'jaar'
                and indicatorwaarden.periode <= per_doel.tot_jaar
            )
        )
)

select
    per_doel.nummer,
    per_doel.hoofddoel,
    per_doel.doel,
    per_doel.indicator_id,
    coalesce(per_doel.naam, per_doel.indicator_id) as indicator,
    per_doel.bron,
    per_doel.nulmeting,
    per_doel.nulmeting_jaar,
    per_doel.streefwaarde,
    per_doel.streefjaar,
    per_doel.richting,
    per_doel.toelichting,
    nullif(per_doel.inzet, '') as inzet,
    nullif(per_doel.programma, '') as programma,
    cast(per_doel.programma_van as integer) as programma_van,
    cast(per_doel.programma_tot as integer) as programma_tot,
    case when per_doel.is_afgesloten then 'afgesloten' else 'lopend' end as stand,
    waarden.waarde as nu,
    waarden.periode as nu_periode
from per_doel
left join waarden on per_doel.nummer = waarden.nummer and waarden.rang = 1
order by per_doel.nummer
