-- Grain: one row per indicator and area (municipality, district): the half-year of the council's issue
-- compared with the same half-year of the four years before it, and twelve months compared with the
-- twelve before them. These are the counts of part B; `assets/indicators` interprets them
-- (`raad_indicatoren`). Only like is compared with like: an earlier figure is null where it is missing
-- or counted by another definition. The open data of the police are included only where the police
-- export itself was not delivered.
-- nl: Een rij per indicator en gebied (gemeente of wijk): het halfjaar van de uitgave voor de raad
-- naast hetzelfde halfjaar van de vier jaren ervoor, en twaalf maanden naast de twaalf ervoor. Wat de
-- verschillen betekenen, staat in raad_indicatoren.
with
gevraagd as (
    select
        halfjaar,
        cast(substr(halfjaar, 1, 4) as integer) as jaar,
        substr(halfjaar, 5) as helft,
        twaalf_maanden,
        twaalf_maanden_ervoor,
        laatste_maandnummer
    from int_raad_periode
),

waarden as (
    select
        indicatorwaarden.indicator_id,
        indicatorwaarden.gebied_code,
        case
            when indicatorwaarden.periode = gevraagd.halfjaar then 'nu'
            when indicatorwaarden.periode = cast(gevraagd.jaar - 1 as varchar) || gevraagd.helft then 'min_1'
            when indicatorwaarden.periode = cast(gevraagd.jaar - 2 as varchar) || gevraagd.helft then 'min_2'
            when indicatorwaarden.periode = cast(gevraagd.jaar - 3 as varchar) || gevraagd.helft then 'min_3'
            when indicatorwaarden.periode = cast(gevraagd.jaar - 4 as varchar) || gevraagd.helft then 'min_4'
            when indicatorwaarden.periode = gevraagd.twaalf_maanden then '12m'
            when indicatorwaarden.periode = gevraagd.twaalf_maanden_ervoor then '12m_ervoor'
        end as welke,
        indicatorwaarden.waarde,
        indicatorwaarden.status,
        indicatorwaarden.definitie_versie
    from indicatorwaarden
    cross join gevraagd
    where indicatorwaarden.periode_soort in ('halfjaar', '12m')
),

nu as (
    select indicator_id, gebied_code, waarde, status, definitie_versie from waarden where welke = 'nu'
),

naast as (
    select
        nu.indicator_id,
        nu.gebied_code,
        nu.waarde as nu,
        nu.status,
        max(case when waarden.welke = 'min_1' then waarden.waarde end) as min_1,
        max(case when waarden.welke = 'min_2' then waarden.waarde end) as min_2,
        max(case when waarden.welke = 'min_3' then waarden.waarde end) as min_3,
        max(case when waarden.welke = 'min_4' then waarden.waarde end) as min_4,
        max(case when waarden.welke = '12m' then waarden.waarde end) as jaar,
        max(case when waarden.welke = '12m_ervoor' then waarden.waarde end) as ervoor
    from nu
    left join waarden
        on nu.indicator_id = waarden.indicator_id
        and nu.gebied_code = waarden.gebied_code
        and nu.definitie_versie = waarden.definitie_versie
    group by nu.indicator_id, nu.gebied_code, nu.waarde, nu.status
),

andere_definitie as (
    select distinct nu.indicator_id
    from nu
    inner join waarden
        on nu.indicator_id = waarden.indicator_id and nu.definitie_versie <> waarden.definitie_versie
    where waarden.welke in ('min_1', '12m_ervoor')
),

gebieden_nu as (
    select int_gebieden.gebied_code, int_gebieden.gebied_soort, int_gebieden.gebied_naam
    from int_gebieden
    cross join int_raad_periode
    where int_gebieden.gebied_soort in ('gemeente', 'wijk')
        and int_raad_periode.laatste_maand >= int_gebieden.maand_van
        and int_raad_periode.laatste_maand <= int_gebieden.maand_tot
),

inwoners_per_buurt as (
    select buurten_lijst.wijkcode, int_inwoners.inwoners
    from int_inwoners
    cross join int_raad_periode
    cross join gevraagd
    inner join buurten_lijst
        on int_inwoners.buurtcode = buurten_lijst.buurtcode
        and int_inwoners.maand_van = buurten_lijst.maand_van
        and int_raad_periode.laatste_maand >= buurten_lijst.maand_van
        and int_raad_periode.laatste_maand <= buurten_lijst.maand_tot
    where int_inwoners.jaar = gevraagd.jaar
),

inwoners_per_gebied as (
    select wijkcode as gebied_code, sum(inwoners) as inwoners from inwoners_per_buurt group by wijkcode
    union all
    select instellingen.gemeentecode, sum(inwoners_per_buurt.inwoners)
    from inwoners_per_buurt
    cross join instellingen
    group by instellingen.gemeentecode
)

select
    indicatoren.thema,
    indicatoren.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.bron,
    naast.gebied_code,
    gebieden_nu.gebied_naam as gebiedsnaam,
    gebieden_nu.gebied_soort as gebiedsniveau,
    gevraagd.halfjaar as periode,
    gevraagd.laatste_maandnummer,
    cast(naast.nu as bigint) as nu,
    cast(naast.min_1 as bigint) as vorig_jaar,
    cast(naast.min_2 as bigint) as twee_jaar_eerder,
    cast(naast.min_3 as bigint) as drie_jaar_eerder,
    cast(naast.min_4 as bigint) as vier_jaar_eerder,
    cast(naast.jaar as bigint) as twaalf_maanden,
    cast(naast.ervoor as bigint) as twaalf_maanden_ervoor,
    case
        when inwoners_per_gebied.inwoners >= instellingen.minimum_inwoners
            and naast.jaar >= instellingen.minimum_aantal
            then round(1000.0 * naast.jaar / inwoners_per_gebied.inwoners, 1)
    end as twaalf_maanden_per_1000,
    indicatoren.registratietype,
    naast.status,
    case
        when andere_definitie.indicator_id is not null then 'definitie veranderd'
        when naast.min_1 is null or naast.jaar is null or naast.ervoor is null then 'maand niet geleverd'
    end as geen_vergelijking,
    indicatoren.volgorde
from naast
cross join gevraagd
cross join instellingen
inner join indicatoren on naast.indicator_id = indicatoren.indicator_id
inner join int_bronnen
    on indicatoren.bron = int_bronnen.indicatorbron and int_bronnen.maandelijks and int_bronnen.telt
inner join gebieden_nu on naast.gebied_code = gebieden_nu.gebied_code
left join inwoners_per_gebied on naast.gebied_code = inwoners_per_gebied.gebied_code
left join andere_definitie on naast.indicator_id = andere_definitie.indicator_id
order by indicatoren.volgorde, naast.gebied_code
