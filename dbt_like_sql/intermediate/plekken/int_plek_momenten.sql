-- Grain: one row per source, theme, place, neighbourhood, month and pattern over the week, of the twelve
-- months up to the period of the Driehoek. Places as in `int_plek_maand`, for all themes; without a
-- place: what lies in no street, which is part of its neighbourhood all the same. Only of a theme and
-- source of which all twelve months were delivered and linked well enough. `momenten`, `van_voorval`
-- and `aantal`: see `int_rijmomenten`. `plek_buurt`: the neighbourhood of the whole place; null where it
-- lies in more than one or in none that is known.
-- nl: Een rij per bron, thema, plek, buurt, maand en patroon over de week, over twaalf maanden. Hieruit
-- blijkt of het in een straat op andere delen van de week gebeurt dan eromheen.
with
bekend as (
    select
        bronnen.bron,
        int_thema_maanden.thema
    from int_thema_maanden
    cross join int_driehoek_periode
    inner join bronnen on bronnen.per_thema
    inner join int_koppeling
        on bronnen.bron = int_koppeling.bron and int_thema_maanden.maand = int_koppeling.maand
    where int_thema_maanden.maandnummer between int_driehoek_periode.tot_nummer - 11
        and int_driehoek_periode.tot_nummer
        and int_koppeling.koppeling_oordeel <> 'onder minimum'
        and case bronnen.bron
            when 'politie' then int_thema_maanden.politie_geleverd
            when 'melddesk' then int_thema_maanden.melddesk_geleverd
        end
    group by bronnen.bron, int_thema_maanden.thema
    having count(*) = 12
),

rijen as (
    select
        int_rijmomenten.*,
        int_straten.straat_id as sleutel,
        int_straten.straatnaam,
        int_gesplitste_straten.straat_id is not null as is_gesplitst,
        case when int_rijmomenten.buurt_tot >= int_driehoek_periode.periode_tot then int_rijmomenten.buurtcode end
            as buurt
    from int_rijmomenten
    cross join int_driehoek_periode
    inner join bekend
        on int_rijmomenten.bron = bekend.bron and int_rijmomenten.thema = bekend.thema
    left join int_straatsleutels on int_rijmomenten.straat_id = int_straatsleutels.straat_id
    left join int_straten on int_straatsleutels.sleutel = int_straten.straat_id
    left join int_gesplitste_straten on int_straten.straat_id = int_gesplitste_straten.straat_id
),

plekken as (
    select
        rijen.*,
        case
            when sleutel is null or (is_gesplitst and buurt is null) then null
            when is_gesplitst then sleutel || '/' || buurt
            else sleutel
        end as plek_id
    from rijen
),

ligging as (
    select plek_id, case when count(distinct buurt) = 1 then min(buurt) end as plek_buurt
    from plekken
    where plek_id is not null
    group by plek_id
)

select
    plekken.bron,
    plekken.thema,
    plekken.plek_id,
    case when plekken.plek_id is not null then plekken.sleutel end as straat_id,
    case when plekken.plek_id is not null then plekken.straatnaam end as straatnaam,
    ligging.plek_buurt,
    plekken.buurt as buurtcode,
    plekken.maand,
    plekken.momenten,
    plekken.van_voorval,
    cast(sum(plekken.aantal) as bigint) as aantal
from plekken
left join ligging on plekken.plek_id = ligging.plek_id
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
order by 1, 2, 3 nulls first, 7 nulls first, 8, 9, 10
