-- Grain: one row per neighbourhood, plus `onbekend` for rows that could not be placed (T4): twelve
-- months of HIC, VVC and nuisance as registered by the police, and of reports by residents, with rates
-- per 1,000 inhabitants where the neighbourhood and the number are large enough. HIC is part of VVC:
-- the groups overlap and must not be added up. A group is null unless all its incident codes were
-- delivered in all twelve months. The neighbourhoods are those of the last month; one that did not
-- exist in all twelve months has null figures, and its rows count as `onbekend`. Where the police
-- export was never delivered, the open data of the police stand in for it: a group is the sum of its
-- codes there, if every code is known in every month; `onbekend` then has no police figures.
-- nl: Een rij per buurt, en onbekend voor wat niet te plaatsen was: HIC, VVC, overlast en meldingen
-- over twaalf maanden, ook per 1.000 inwoners. HIC is een deel van VVC; tel de groepen dus niet op.
with
nummers as (
    select unnest(range(tot_nummer - 11, tot_nummer + 1)) as maandnummer, periode_tot
    from int_driehoek_periode
),

venster as (
    select
        cast(cast(floor(maandnummer / 12) as integer) as varchar)
            || '-' || lpad(cast(maandnummer % 12 + 1 as varchar), 2, '0') as maand,
        periode_tot
    from nummers
),

open_data_telt as (
    select coalesce((select max(politie) from int_geleverde_maanden), 0) = 0 as ja from instellingen
),

open_data as (
    select
        int_open_data_sommen.gebied_code as buurtcode,
        open_data_groepen.groep,
        sum(int_open_data_sommen.waarde) as waarde,
        count(*) as codes
    from int_open_data_sommen
    inner join open_data_groepen on int_open_data_sommen.indicator_id = open_data_groepen.indicator_id
    cross join open_data_telt
    where open_data_telt.ja
        and int_open_data_sommen.is_nieuwste
        and int_open_data_sommen.periode_soort = '12m'
        and int_open_data_sommen.periode
            = (select min(maand) || '--' || max(maand) from venster)
    group by int_open_data_sommen.gebied_code, open_data_groepen.groep
),

open_data_heel as (
    select
        open_data.buurtcode,
        sum(case when open_data.groep = 'HIC' then open_data.waarde end) as hic,
        sum(case when open_data.groep = 'VVC' then open_data.waarde end) as vvc,
        sum(case when open_data.groep = 'overlast' then open_data.waarde end) as overlast
    from open_data
    inner join (select groep, count(*) as codes from open_data_groepen group by groep) as nodig
        on open_data.groep = nodig.groep and open_data.codes = nodig.codes
    group by open_data.buurtcode
),

geleverd as (
    select
        indicator_groepen.groep,
        count(distinct indicator_groepen.mk_code || venster.maand) as geleverd
    from indicator_groepen
    cross join venster
    inner join stg_dekking
        on stg_dekking.bron = 'politie'
        and venster.maand = stg_dekking.maand
        and (stg_dekking.code is null or indicator_groepen.mk_code = stg_dekking.code)
    group by indicator_groepen.groep
),

nodig as (
    select groep, count(*) as codes from indicator_groepen group by groep
),

heel as (
    select geleverd.groep
    from geleverd
    inner join nodig on geleverd.groep = nodig.groep
    where geleverd.geleverd = nodig.codes * 12
        and geleverd.groep not in (
            select int_onbepaald.verzameling
            from int_onbepaald
            inner join venster on int_onbepaald.maand = venster.maand
            where int_onbepaald.nu
        )
),

melddesk_heel as (
    select count(*) = 12 as ja
    from venster
    inner join int_geleverde_maanden on venster.maand = int_geleverde_maanden.maand
    where int_geleverde_maanden.melddesk = 1
),

bestaand as (
    select
        int_buurten.buurtcode,
        int_buurten.buurtnaam,
        int_buurten.wijkcode,
        int_buurten.inwoners,
        int_buurten.maand_van,
        (select min(maand) from venster) >= int_buurten.maand_van as is_heel
    from int_buurten
    inner join int_driehoek_periode
        on int_driehoek_periode.periode_tot >= int_buurten.maand_van
        and int_driehoek_periode.periode_tot <= int_buurten.maand_tot
),

telcodes as (
    select groep, mk_code as code from indicator_groepen
    union
    select int_ruime_telcodes.verzameling, int_ruime_telcodes.code
    from int_ruime_telcodes
    inner join nodig on int_ruime_telcodes.verzameling = nodig.groep
),

politie as (
    select
        coalesce(bestaand.buurtcode, 'onbekend') as buurtcode,
        sum(case when telcodes.groep = 'HIC' then 1 else 0 end) as hic,
        sum(case when telcodes.groep = 'VVC' then 1 else 0 end) as vvc,
        sum(case when telcodes.groep = 'overlast' then 1 else 0 end) as overlast
    from int_thematellingen
    inner join venster on int_thematellingen.maand = venster.maand
    inner join telcodes on int_thematellingen.code = telcodes.code
    left join bestaand
        on int_thematellingen.buurtcode = bestaand.buurtcode
        and int_thematellingen.buurt_van = bestaand.maand_van
        and bestaand.is_heel
    where int_thematellingen.tot is null and int_thematellingen.bron = 'politie'
    group by coalesce(bestaand.buurtcode, 'onbekend')
),

melddesk as (
    select coalesce(bestaand.buurtcode, 'onbekend') as buurtcode, count(*) as meldingen
    from int_thematellingen
    inner join venster on int_thematellingen.maand = venster.maand
    left join bestaand
        on int_thematellingen.buurtcode = bestaand.buurtcode
        and int_thematellingen.buurt_van = bestaand.maand_van
        and bestaand.is_heel
    where int_thematellingen.tot is null and int_thematellingen.bron = 'melddesk'
    group by coalesce(bestaand.buurtcode, 'onbekend')
),

plaatsen as (
    select buurtcode, buurtnaam, wijkcode, inwoners, is_heel from bestaand
    union all
    select 'onbekend', 'onbekend', null, null, true from instellingen
),

geteld as (
    select
        plaatsen.buurtcode,
        plaatsen.buurtnaam,
        plaatsen.wijkcode,
        plaatsen.inwoners,
        case
            when plaatsen.is_heel and exists (select 1 from heel where groep = 'HIC')
                then coalesce(politie.hic, 0)
            when plaatsen.is_heel then open_data_heel.hic
        end as hic,
        case
            when plaatsen.is_heel and exists (select 1 from heel where groep = 'VVC')
                then coalesce(politie.vvc, 0)
            when plaatsen.is_heel then open_data_heel.vvc
        end as vvc,
        case
            when plaatsen.is_heel and exists (select 1 from heel where groep = 'overlast')
                then coalesce(politie.overlast, 0)
            when plaatsen.is_heel then open_data_heel.overlast
        end as overlast,
        case when plaatsen.is_heel and melddesk_heel.ja then coalesce(melddesk.meldingen, 0) end
            as meldingen
    from plaatsen
    cross join melddesk_heel
    left join politie on plaatsen.buurtcode = politie.buurtcode
    left join open_data_heel on plaatsen.buurtcode = open_data_heel.buurtcode
    left join melddesk on plaatsen.buurtcode = melddesk.buurtcode
)

select
    geteld.buurtcode,
    geteld.buurtnaam,
    geteld.wijkcode,
    int_driehoek_periode.periode_tot as maand_tot,
    geteld.inwoners,
    cast(geteld.hic as bigint) as hic_12m,
    cast(geteld.vvc as bigint) as vvc_12m,
    cast(geteld.overlast as bigint) as overlast_12m,
    cast(geteld.meldingen as bigint) as melddesk_12m,
    case
        when geteld.inwoners >= instellingen.minimum_inwoners and geteld.hic >= instellingen.minimum_aantal
            then round(1000.0 * geteld.hic / geteld.inwoners, 1)
    end as hic_12m_per_1000,
    case
        when geteld.inwoners >= instellingen.minimum_inwoners and geteld.vvc >= instellingen.minimum_aantal
            then round(1000.0 * geteld.vvc / geteld.inwoners, 1)
    end as vvc_12m_per_1000,
    case
        when geteld.inwoners >= instellingen.minimum_inwoners and geteld.overlast >= instellingen.minimum_aantal
            then round(1000.0 * geteld.overlast / geteld.inwoners, 1)
    end as overlast_12m_per_1000,
    case
        when geteld.inwoners >= instellingen.minimum_inwoners and geteld.meldingen >= instellingen.minimum_aantal
            then round(1000.0 * geteld.meldingen / geteld.inwoners, 1)
    end as melddesk_12m_per_1000
from geteld
cross join instellingen
cross join int_driehoek_periode
order by case when geteld.buurtcode = 'onbekend' then 1 else 0 end, geteld.buurtcode
