-- Grain: one row per place, nuisance theme and source with rows in the twelve months up to the period
-- of the Driehoek: how far they concentrate on one address. A few people can cause many rows.
-- Deliveries keep no reporter, so the pseudonymised address stands in for whoever reports or is
-- reported; it is only counted, and is not passed on. The share is null below ten rows with an
-- address, or where fewer than half of all rows have one. Places as in `int_plek_maand`.
-- nl: Een rij per plek, overlastthema en bron over de twaalf maanden tot en met de periode van de
-- Driehoek: welk deel van de rijen van één adres komt. Het laat zien of weinig adressen veel rijen
-- veroorzaken; welk adres dat is, staat er niet in.
with
rijen as (
    select
        int_thematellingen.bron,
        int_thematellingen.thema,
        case
            when int_gesplitste_straten.straat_id is null then int_straatsleutels.sleutel
            when int_thematellingen.buurt_tot >= int_driehoek_periode.periode_tot
                then int_straatsleutels.sleutel || '/' || int_thematellingen.buurtcode
            else int_straatsleutels.sleutel || '/onbekend'
        end as plek_id,
        stg_rijen.adres_sleutel
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
    inner join stg_rijen
        on int_thematellingen.levering_id = stg_rijen.levering_id
        and int_thematellingen.rijnummer = stg_rijen.rijnummer
    where int_thematellingen.tot is null
        and int_maanden.maandnummer between int_driehoek_periode.tot_nummer - 11
        and int_driehoek_periode.tot_nummer
),

per_adres as (
    select plek_id, thema, bron, adres_sleutel, count(*) as aantal
    from rijen
    group by plek_id, thema, bron, adres_sleutel
),

per_plek as (
    select
        plek_id,
        thema,
        bron,
        sum(aantal) as aantal,
        sum(case when adres_sleutel is not null then aantal else 0 end) as met_adres,
        count(adres_sleutel) as adressen,
        max(case when adres_sleutel is not null then aantal end) as grootste
    from per_adres
    group by plek_id, thema, bron
)

select
    plek_id,
    thema,
    bron,
    cast(aantal as bigint) as aantal,
    cast(met_adres as bigint) as met_adres,
    adressen,
    case
        when met_adres >= 10 and 2 * met_adres >= aantal then round(100.0 * grootste / met_adres, 1)
    end as grootste_adres_pct
from per_plek
order by plek_id, thema, bron
