-- Grain: one row per place, theme and month, with no gaps between the first and the last month. A
-- place is a street or a neighbourhood (`plaats_soort`), or `onbekend`; each row of a source counts
-- once under each kind. Police registrations and reports are side by side and never added up. A
-- measure is null where the source has no counterpart for the theme, or did not deliver the month; a
-- sum over 12 months is null unless all 12 are known. Where too few streets of a source were linked in
-- a month, its rows count under the place `te weinig gekoppeld` instead of their street. A
-- neighbourhood code only has rows for the months in which it means the same place (from
-- `plaats_van`): what it meant before or after is a different place, and is not added to it.
-- nl: Een rij per straat of buurt, thema en maand: de registraties van de politie en de meldingen van
-- bewoners, per maand en over twaalf maanden, naast elkaar en nooit opgeteld. Hieruit komen
-- straatbeeld en buurtbeeld.
with
plaatsen as (
    select
        int_thematellingen.bron,
        int_thematellingen.thema,
        int_thematellingen.maand,
        'straat' as plaats_soort,
        case
            when int_koppeling.koppeling_oordeel = 'onder minimum' then 'te weinig gekoppeld'
            else coalesce(int_thematellingen.straat_id, 'onbekend')
        end as plaats,
        '0000-01' as plaats_van,
        '9999-12' as plaats_tot
    from int_thematellingen
    inner join int_koppeling
        on int_thematellingen.bron = int_koppeling.bron and int_thematellingen.maand = int_koppeling.maand
    where int_thematellingen.tot is null
    union all
    select
        bron,
        thema,
        maand,
        'buurt' as plaats_soort,
        coalesce(buurtcode, 'onbekend') as plaats,
        coalesce(buurt_van, '0000-01') as plaats_van,
        coalesce(buurt_tot, '9999-12') as plaats_tot
    from int_thematellingen
    where tot is null
),

tellingen as (
    select
        plaats_soort,
        plaats,
        plaats_van,
        plaats_tot,
        thema,
        maand,
        sum(case when bron = 'politie' then 1 else 0 end) as politie,
        sum(case when bron = 'melddesk' then 1 else 0 end) as melddesk
    from plaatsen
    group by plaats_soort, plaats, plaats_van, plaats_tot, thema, maand
),

combinaties as (
    select distinct plaats_soort, plaats, plaats_van, plaats_tot, thema from tellingen
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

raster as (
    select
        combinaties.plaats_soort,
        combinaties.plaats,
        combinaties.plaats_van,
        combinaties.thema,
        int_thema_maanden.maand,
        int_thema_maanden.maandnummer,
        int_thema_maanden.jaar,
        case
            when not int_thema_maanden.kent_politie then 'geen tegenhanger'
            when te_weinig.politie and combinaties.plaats_soort = 'straat'
                and combinaties.plaats <> 'te weinig gekoppeld' then 'te weinig gekoppeld'
            when int_thema_maanden.politie_geleverd or tellingen.politie > 0 then 'geteld'
            else 'niet geleverd'
        end as politie_status,
        case
            when not int_thema_maanden.kent_melddesk then 'geen tegenhanger'
            when te_weinig.melddesk and combinaties.plaats_soort = 'straat'
                and combinaties.plaats <> 'te weinig gekoppeld' then 'te weinig gekoppeld'
            when int_thema_maanden.melddesk_geleverd or tellingen.melddesk > 0 then 'geteld'
            else 'niet geleverd'
        end as melddesk_status,
        coalesce(tellingen.politie, 0) as politie,
        coalesce(tellingen.melddesk, 0) as melddesk
    from combinaties
    inner join int_thema_maanden
        on combinaties.thema = int_thema_maanden.thema
        and int_thema_maanden.maand >= combinaties.plaats_van
        and int_thema_maanden.maand <= combinaties.plaats_tot
    left join tellingen
        on combinaties.plaats_soort = tellingen.plaats_soort
        and combinaties.plaats = tellingen.plaats
        and combinaties.plaats_van = tellingen.plaats_van
        and combinaties.thema = tellingen.thema
        and int_thema_maanden.maand = tellingen.maand
    left join te_weinig on int_thema_maanden.maand = te_weinig.maand
),

gemeten as (
    select
        plaats_soort,
        plaats,
        plaats_van,
        thema,
        maand,
        maandnummer,
        jaar,
        politie_status,
        melddesk_status,
        case when politie_status = 'geteld' then politie end as politie_registraties,
        case when melddesk_status = 'geteld' then melddesk end as melddesk_meldingen
    from raster
),

opgeteld as (
    select
        gemeten.*,
        sum(politie_registraties) over jaar_terug as politie_som,
        count(politie_registraties) over jaar_terug as politie_maanden,
        sum(melddesk_meldingen) over jaar_terug as melddesk_som,
        count(melddesk_meldingen) over jaar_terug as melddesk_maanden
    from gemeten
    window jaar_terug as (
        partition by plaats_soort, plaats, plaats_van, thema
        order by maandnummer
        range between 11 preceding and current row
    )
)

select
    plaats_soort,
    plaats,
    plaats_van,
    thema,
    maand,
    maandnummer,
    jaar,
    politie_status,
    melddesk_status,
    cast(politie_registraties as bigint) as politie_registraties,
    cast(melddesk_meldingen as bigint) as melddesk_meldingen,
    cast(case when politie_maanden = 12 then politie_som end as bigint) as politie_12m,
    cast(case when melddesk_maanden = 12 then melddesk_som end as bigint) as melddesk_12m
from opgeteld
order by plaats_soort, plaats, thema, maandnummer
