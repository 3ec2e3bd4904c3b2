-- Grain: one row per street that is followed by neighbourhood, each part as a place of its own. Many
-- streets lie in several neighbourhoods and are still best seen as one place. A street is split only
-- where at least two of its parts are busy: in the twelve months up to the period of the Driehoek at
-- least two neighbourhoods have 240 nuisance rows of one source each (twenty a month), and the
-- neighbourhood is known for at least four in five rows of that source. Neighbourhoods are those of
-- the end of the period.
-- nl: Een rij per straat die per buurt apart wordt gevolgd, omdat ten minste twee delen ervan druk
-- zijn. Elk deel is dan een eigen plek voor de hotspots.
with
rijen as (
    select
        int_thematellingen.bron,
        int_straatsleutels.sleutel as straat_id,
        case when int_thematellingen.buurt_tot >= int_driehoek_periode.periode_tot then int_thematellingen.buurtcode end
            as buurtcode
    from int_thematellingen
    inner join stg_themas on int_thematellingen.thema = stg_themas.thema and stg_themas.is_overlast = 'J'
    inner join int_straatsleutels on int_thematellingen.straat_id = int_straatsleutels.straat_id
    inner join int_maanden on int_thematellingen.maand = int_maanden.maand
    cross join int_driehoek_periode
    where int_thematellingen.tot is null
        and int_maanden.maandnummer between int_driehoek_periode.tot_nummer - 11
        and int_driehoek_periode.tot_nummer
),

delen as (
    select bron, straat_id, buurtcode, count(*) as aantal
    from rijen
    group by bron, straat_id, buurtcode
)

select distinct straat_id
from (
    select
        bron,
        straat_id,
        sum(aantal) as aantal,
        sum(case when buurtcode is not null then aantal else 0 end) as geplaatst,
        sum(case when buurtcode is not null and aantal >= 240 then 1 else 0 end) as drukke_delen
    from delen
    group by bron, straat_id
) as straten_per_bron
where drukke_delen >= 2 and geplaatst >= 0.8 * aantal
order by straat_id
