-- Grain: one row per indicator of the Veiligheidsmonitor, area and survey year (C of the council's
-- factsheet), next to the previous survey in the same series: no comparison crosses the break between
-- 2019 and 2021, and a year without a survey has no row.
-- `signaal`: based on the 95 % interval of the difference d of two independent outcomes, from their
-- own 95 % intervals:
-- d - sqrt((now - lower_now)^2 + (upper_before - before)^2)
-- to d + sqrt((upper_now - now)^2 + (before - lower_before)^2)
-- (Newcombe 1998, Statistics in Medicine 17:873-890, method 10; for any outcome Zou and Donner 2008,
-- 27:1693-1702). A change is a signal only if 0 lies outside the interval. Without margins of the
-- outcome, or of the one before it, there is nothing to judge: null. Margins computed here from the number of respondents are too narrow,
-- since the survey is weighted: with those, a difference within them is no signal, but a difference
-- beyond them is left undecided. The same goes for a margin that rounding reduced to nothing. A
-- requested issue shows no later year. `nederland`: the outcome of the whole country in that year.
with
nieuwste as (
    select
        int_cijferversies.indicator_id,
        int_cijferversies.gebied_code,
        int_cijferversies.waarde,
        stg_veiligheidsmonitor.jaar,
        stg_veiligheidsmonitor.reeks,
        stg_veiligheidsmonitor.ondergrens,
        stg_veiligheidsmonitor.bovengrens,
        nullif(stg_veiligheidsmonitor.marge_bron, '') as marge_bron,
        cast(stg_veiligheidsmonitor.respondenten as bigint) as respondenten,
        nullif(stg_veiligheidsmonitor.bronvermelding, '') as bronvermelding
    from int_cijferversies
    inner join stg_veiligheidsmonitor
        on int_cijferversies.levering_id = stg_veiligheidsmonitor.levering_id
        and int_cijferversies.indicator_id = stg_veiligheidsmonitor.indicator_id
        and int_cijferversies.gebied_code = stg_veiligheidsmonitor.gebied_code
        and int_cijferversies.periode = stg_veiligheidsmonitor.periode
    inner join int_uitgave on stg_veiligheidsmonitor.jaar <= int_uitgave.tot_jaar
    where int_cijferversies.is_nieuwste
),

met_vorige as (
    select
        nieuwste.*,
        lag(jaar) over meting as vorig_jaar,
        lag(waarde) over meting as vorig,
        lag(ondergrens) over meting as vorige_ondergrens,
        lag(bovengrens) over meting as vorige_bovengrens,
        lag(marge_bron) over meting as vorige_marge_bron
    from nieuwste
    window meting as (partition by indicator_id, gebied_code, reeks order by jaar)
),

vergeleken as (
    select
        met_vorige.*,
        waarde - vorig as verschil,
        waarde - vorig - sqrt(power(waarde - ondergrens, 2) + power(vorige_bovengrens - vorig, 2))
            as verschil_onder,
        waarde - vorig + sqrt(power(bovengrens - waarde, 2) + power(vorig - vorige_ondergrens, 2))
            as verschil_boven,
        marge_bron = 'opgegeven' and vorige_marge_bron = 'opgegeven' as is_opgegeven,
        bovengrens > ondergrens and vorige_bovengrens > vorige_ondergrens as heeft_breedte
    from met_vorige
)

select
    indicatoren.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.thema,
    coalesce(indicatoren.eenheid, 'onbekend') as eenheid,
    vergeleken.gebied_code,
    coalesce(int_gebiedsnamen.gebied_naam, vergeleken.gebied_code) as gebiedsnaam,
    coalesce(int_gebiedsnamen.gebied_soort, 'onbekend') as gebiedsniveau,
    vergeleken.jaar,
    vergeleken.waarde,
    vergeleken.ondergrens as marge_onder,
    vergeleken.bovengrens as marge_boven,
    vergeleken.marge_bron,
    vergeleken.respondenten,
    vergeleken.vorig_jaar,
    vergeleken.vorig as vorige_waarde,
    round(vergeleken.verschil, 6) as verschil,
    land.waarde as nederland,
    case
        when vergeleken.ondergrens is null then null
        when vergeleken.vorig is not null and vergeleken.vorige_ondergrens is null then null
        when not vergeleken.heeft_breedte then 'niet vast te stellen'
        when vergeleken.verschil_onder <= 0 and vergeleken.verschil_boven >= 0
            then 'binnen normale schommeling'
        when not vergeleken.is_opgegeven then 'niet vast te stellen'
        when vergeleken.verschil_onder > 0 then 'signaal omhoog'
        when vergeleken.verschil_boven < 0 then 'signaal omlaag'
        else 'niet vast te stellen'
    end as signaal,
    vergeleken.reeks,
    vergeleken.bronvermelding
from vergeleken
inner join indicatoren on vergeleken.indicator_id = indicatoren.indicator_id
left join int_gebiedsnamen on vergeleken.gebied_code = int_gebiedsnamen.gebied_code
left join nieuwste as land
    on vergeleken.indicator_id = land.indicator_id
    and vergeleken.jaar = land.jaar
    and land.gebied_code = 'NL00'
    and vergeleken.gebied_code <> 'NL00'
order by indicatoren.volgorde, vergeleken.gebied_code, vergeleken.jaar
