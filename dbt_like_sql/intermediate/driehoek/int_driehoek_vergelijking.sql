-- Grain: one row per indicator: the two months of the issue compared with the same two months of last
-- year, and twelve months compared with the twelve before them. These are the counts of T1 of the
-- Driehoek's factsheet; `assets/indicators` interprets them (`driehoek_kerncijfers`). Only like is
-- compared with like: a measure is null where one of its months was not delivered, or where the
-- definition changed within or between the periods; `geen_vergelijking` says which. An indicator with
-- a figure last year always keeps its row. The open data of the police are included only where the
-- police export was not delivered.
-- nl: Een rij per indicator: de twee maanden van de uitgave voor de Driehoek naast dezelfde maanden
-- van vorig jaar, en twaalf maanden naast de twaalf ervoor. Wat de verschillen betekenen, staat in
-- driehoek_kerncijfers.
with
maandcijfers as (
    select
        indicatorwaarden.indicator_id,
        cast(substr(indicatorwaarden.periode, 1, 4) as integer) * 12
            + cast(substr(indicatorwaarden.periode, 6, 2) as integer) - 1 as maandnummer,
        indicatorwaarden.waarde,
        indicatorwaarden.status,
        indicatorwaarden.definitie_versie
    from indicatorwaarden
    inner join instellingen on indicatorwaarden.gebied_code = instellingen.gemeentecode
    where indicatorwaarden.periode_soort = 'maand'
),

per_indicator as (
    select
        maandcijfers.indicator_id,
        int_driehoek_periode.periode_van,
        int_driehoek_periode.periode_tot,
        sum(case when maandnummer between van_nummer and tot_nummer then waarde end) as nu,
        count(case when maandnummer between van_nummer and tot_nummer then waarde end) as nu_maanden,
        sum(case when maandnummer between van_nummer - 12 and tot_nummer - 12 then waarde end) as vorig,
        count(case when maandnummer between van_nummer - 12 and tot_nummer - 12 then waarde end)
            as vorig_maanden,
        sum(case when maandnummer between tot_nummer - 11 and tot_nummer then waarde end) as jaar,
        count(case when maandnummer between tot_nummer - 11 and tot_nummer then waarde end) as jaar_maanden,
        sum(case when maandnummer between tot_nummer - 23 and tot_nummer - 12 then waarde end) as ervoor,
        count(case when maandnummer between tot_nummer - 23 and tot_nummer - 12 then waarde end)
            as ervoor_maanden,
        max(case when maandnummer between van_nummer and tot_nummer and status = 'voorlopig' then 1 else 0 end)
            as voorlopig,
        max(case when maandnummer between tot_nummer - 23 and tot_nummer and status = 'herzien' then 1 else 0 end)
            as herzien,
        count(distinct case when maandnummer between van_nummer and tot_nummer then definitie_versie end)
            as nu_versies,
        count(
            distinct case
                when maandnummer between van_nummer and tot_nummer
                    or maandnummer between van_nummer - 12 and tot_nummer - 12 then definitie_versie
            end
        ) as vorig_versies,
        count(distinct case when maandnummer between tot_nummer - 11 and tot_nummer then definitie_versie end)
            as jaar_versies,
        count(distinct case when maandnummer between tot_nummer - 23 and tot_nummer then definitie_versie end)
            as ervoor_versies
    from maandcijfers
    cross join int_driehoek_periode
    group by
        maandcijfers.indicator_id,
        int_driehoek_periode.periode_van,
        int_driehoek_periode.periode_tot
),

inwoners_gemeente as (
    select sum(inwoners) as inwoners
    from int_buurten
    inner join int_driehoek_periode
        on int_driehoek_periode.periode_tot >= int_buurten.maand_van
        and int_driehoek_periode.periode_tot <= int_buurten.maand_tot
),

heel as (
    select
        indicator_id,
        periode_van,
        periode_tot,
        case when nu_maanden = 2 and nu_versies = 1 then cast(nu as bigint) end as nu,
        case when vorig_maanden = 2 and vorig_versies = 1 then cast(vorig as bigint) end as vorig_jaar,
        case when jaar_maanden = 12 and jaar_versies = 1 then cast(jaar as bigint) end as twaalf_maanden,
        case when ervoor_maanden = 12 and ervoor_versies = 1 then cast(ervoor as bigint) end as twaalf_maanden_ervoor,
        case
            when ervoor_versies > 1 or nu_versies > 1 then 'definitie veranderd'
            when nu_maanden < 2 or vorig_maanden < 2 or jaar_maanden < 12 or ervoor_maanden < 12 then 'maand niet geleverd'
        end as geen_vergelijking,
        voorlopig,
        herzien,
        vorig_maanden
    from per_indicator
)

select
    indicatoren.thema,
    indicatoren.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.bron,
    heel.periode_van,
    heel.periode_tot,
    heel.nu,
    heel.vorig_jaar,
    heel.nu - heel.vorig_jaar as verschil,
    heel.twaalf_maanden,
    heel.twaalf_maanden_ervoor,
    case
        when heel.twaalf_maanden >= instellingen.minimum_aantal and inwoners_gemeente.inwoners > 0
            then round(1000.0 * heel.twaalf_maanden / inwoners_gemeente.inwoners, 1)
    end as twaalf_maanden_per_1000,
    indicatoren.registratietype,
    case
        when heel.voorlopig = 1 and heel.herzien = 1 then 'voorlopig, deels herzien'
        when heel.voorlopig = 1 then 'voorlopig'
        when heel.herzien = 1 then 'deels herzien'
        else 'definitief'
    end as status,
    heel.geen_vergelijking
from heel
inner join indicatoren on heel.indicator_id = indicatoren.indicator_id
inner join int_bronnen on indicatoren.bron = int_bronnen.indicatorbron and int_bronnen.telt
cross join instellingen
cross join inwoners_gemeente
where heel.nu is not null or heel.vorig_maanden = 2
order by indicatoren.volgorde
