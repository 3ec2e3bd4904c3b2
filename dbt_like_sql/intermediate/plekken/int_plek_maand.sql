-- Grain: one row per place, nuisance theme that occurs there, and month, with no gaps, up to the
-- period of the Driehoek. A place (`plek_id`) is a street, or the part of a split street in one
-- neighbourhood; a street that got another id keeps its months (`int_straatsleutels`). Police
-- registrations and reports are side by side and never added up; a measure is null where the source
-- has no counterpart, was not delivered, or was linked too poorly. Rows of a split street with an
-- unknown neighbourhood are `deel onbekend`: not a place, but not lost. Rows without a street belong
-- to no place.
-- nl: Een rij per plek (een straat, of een deel ervan), overlastthema en maand tot en met de periode
-- van de Driehoek: registraties van de politie en meldingen naast elkaar, met of zij geteld konden
-- worden. Hieruit worden de hotspots bepaald.
with
tellingen as (
    select
        int_straatsleutels.sleutel as straat_id,
        case
            when int_gesplitste_straten.straat_id is null then 'straat'
            when int_thematellingen.buurt_tot >= int_driehoek_periode.periode_tot then 'straatdeel'
            else 'deel onbekend'
        end as plek_soort,
        case when int_thematellingen.buurt_tot >= int_driehoek_periode.periode_tot then int_thematellingen.buurtcode end
            as buurtcode,
        int_thematellingen.thema,
        int_maanden.maandnummer,
        case when int_thematellingen.bron = 'politie' then 1 else 0 end as politie,
        case when int_thematellingen.bron = 'melddesk' then 1 else 0 end as melddesk
    from int_thematellingen
    inner join int_koppeling
        on int_thematellingen.bron = int_koppeling.bron
        and int_thematellingen.maand = int_koppeling.maand
        and int_koppeling.koppeling_oordeel <> 'onder minimum'
    inner join stg_themas on int_thematellingen.thema = stg_themas.thema and stg_themas.is_overlast = 'J'
    inner join int_straatsleutels on int_thematellingen.straat_id = int_straatsleutels.straat_id
    inner join int_maanden on int_thematellingen.maand = int_maanden.maand
    cross join int_driehoek_periode
    left join int_gesplitste_straten on int_straatsleutels.sleutel = int_gesplitste_straten.straat_id
    where int_thematellingen.tot is null and int_maanden.maandnummer <= int_driehoek_periode.tot_nummer
),

per_plek as (
    select
        case
            when plek_soort = 'straat' then straat_id
            when plek_soort = 'straatdeel' then straat_id || '/' || buurtcode
            else straat_id || '/onbekend'
        end as plek_id,
        straat_id,
        plek_soort,
        thema,
        maandnummer,
        buurtcode,
        sum(politie) as politie,
        sum(melddesk) as melddesk
    from tellingen
    group by straat_id, plek_soort, thema, maandnummer, buurtcode
),

ligging as (
    select
        plek_id,
        straat_id,
        plek_soort,
        case
            when plek_soort <> 'deel onbekend' and count(distinct buurtcode) = 1 then min(buurtcode)
        end as buurtcode
    from per_plek
    group by plek_id, straat_id, plek_soort
),

maandtellingen as (
    select plek_id, thema, maandnummer, sum(politie) as politie, sum(melddesk) as melddesk
    from per_plek
    group by plek_id, thema, maandnummer
),

te_weinig as (
    select
        maand,
        max(case when bron = 'politie' then 1 else 0 end) = 1 as politie,
        max(case when bron = 'melddesk' then 1 else 0 end) = 1 as melddesk
    from int_koppeling
    where koppeling_oordeel = 'onder minimum'
    group by maand
),

breuken as (
    select
        maand,
        max(case when bron = 'politie' then 1 else 0 end) = 1 as politie,
        max(case when bron = 'melddesk' then 1 else 0 end) = 1 as melddesk
    from int_sleutelbreuken
    group by maand
),

raster as (
    select
        combinaties.plek_id,
        int_thema_maanden.thema,
        int_thema_maanden.maand,
        int_thema_maanden.maandnummer,
        case
            when not int_thema_maanden.kent_politie then 'geen tegenhanger'
            when te_weinig.politie then 'te weinig gekoppeld'
            when int_thema_maanden.politie_geleverd or maandtellingen.politie > 0 then 'geteld'
            else 'niet geleverd'
        end as politie_status,
        case
            when not int_thema_maanden.kent_melddesk then 'geen tegenhanger'
            when te_weinig.melddesk then 'te weinig gekoppeld'
            when int_thema_maanden.melddesk_geleverd or maandtellingen.melddesk > 0 then 'geteld'
            else 'niet geleverd'
        end as melddesk_status,
        coalesce(maandtellingen.politie, 0) as politie,
        coalesce(maandtellingen.melddesk, 0) as melddesk
    from (select distinct plek_id, thema from maandtellingen) as combinaties
    cross join int_driehoek_periode
    inner join int_thema_maanden
        on combinaties.thema = int_thema_maanden.thema
        and int_thema_maanden.maandnummer <= int_driehoek_periode.tot_nummer
    left join maandtellingen
        on combinaties.plek_id = maandtellingen.plek_id
        and combinaties.thema = maandtellingen.thema
        and int_thema_maanden.maandnummer = maandtellingen.maandnummer
    left join te_weinig on int_thema_maanden.maand = te_weinig.maand
)

select
    raster.plek_id,
    ligging.straat_id,
    int_straten.straatnaam,
    ligging.buurtcode,
    buurten_lijst.buurtnaam,
    ligging.plek_soort,
    raster.thema,
    stg_themas.naam as soort,
    raster.maand,
    raster.maandnummer,
    raster.politie_status,
    raster.melddesk_status,
    cast(case when raster.politie_status = 'geteld' then raster.politie end as bigint) as politie_registraties,
    cast(case when raster.melddesk_status = 'geteld' then raster.melddesk end as bigint) as melddesk_meldingen,
    coalesce(breuken.politie, false) as politie_sleutel_gebroken,
    coalesce(breuken.melddesk, false) as melddesk_sleutel_gebroken
from raster
inner join ligging on raster.plek_id = ligging.plek_id
inner join int_straten on ligging.straat_id = int_straten.straat_id
inner join stg_themas on raster.thema = stg_themas.thema
cross join int_driehoek_periode
left join buurten_lijst
    on ligging.buurtcode = buurten_lijst.buurtcode
    and int_driehoek_periode.periode_tot >= buurten_lijst.maand_van
    and int_driehoek_periode.periode_tot <= buurten_lijst.maand_tot
left join breuken on raster.maand = breuken.maand
order by raster.plek_id, raster.thema, raster.maandnummer
