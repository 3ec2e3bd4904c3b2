-- Grain: one row per accepted row and range of deliveries in which it counts. The rule of the archive:
-- the newest delivery of a stream that covers a month supersedes all that was delivered of that month
-- before. A stream is a source, or one of the report systems used side by side. So a row counts from
-- its own delivery (`van`) until the next one that covers its month and code (`tot`; null: it counts
-- now). A key that is in two months at once counts once, in the newest delivery. Of a row whose key
-- was removed, `bevroren_stukken` has what the keys decided.
-- nl: Een rij per geaccepteerde rij en reeks leveringen waarin zij telt: vanaf welke levering en tot
-- welke. Een rij zonder einde telt nu.
with
rijen as (
    select
        stg_leveringen.bron,
        stg_leveringen.stroom,
        stg_leveringen.volgorde,
        stg_rijen.levering_id,
        stg_rijen.rijnummer,
        stg_rijen.sleutel,
        stg_rijen.leveringsmaand,
        stg_rijen.leveringscode as code
    from stg_rijen
    inner join stg_leveringen on stg_rijen.levering_id = stg_leveringen.levering_id
),

groepen as (
    select distinct bron, stroom, leveringsmaand, code, volgorde from rijen
),

opvolging as (
    select
        groepen.bron,
        groepen.leveringsmaand,
        coalesce(groepen.code, '') as code,
        groepen.volgorde,
        min(stg_dekking.volgorde) as tot
    from groepen
    left join stg_dekking
        on groepen.stroom = stg_dekking.stroom
        and groepen.leveringsmaand = stg_dekking.maand
        and groepen.volgorde < stg_dekking.volgorde
        and (stg_dekking.code is null or groepen.code = stg_dekking.code)
    group by groepen.bron, groepen.leveringsmaand, coalesce(groepen.code, ''), groepen.volgorde
),

stukken_bevroren as (
    select
        bevroren_stukken.levering_id,
        bevroren_stukken.rijnummer,
        eerste.volgorde as van,
        laatste.volgorde as tot
    from bevroren_stukken
    inner join stg_leveringen as eerste on bevroren_stukken.van_levering = eerste.levering_id
    left join stg_leveringen as laatste on bevroren_stukken.tot_levering = laatste.levering_id
),

kandidaten as (
    select
        rijen.bron,
        rijen.levering_id,
        rijen.rijnummer,
        rijen.sleutel,
        coalesce(stukken_bevroren.van, rijen.volgorde) as van,
        least(opvolging.tot, stukken_bevroren.tot) as tot
    from rijen
    inner join opvolging
        on rijen.bron = opvolging.bron
        and rijen.leveringsmaand = opvolging.leveringsmaand
        and coalesce(rijen.code, '') = opvolging.code
        and rijen.volgorde = opvolging.volgorde
    left join stukken_bevroren
        on rijen.levering_id = stukken_bevroren.levering_id
        and rijen.rijnummer = stukken_bevroren.rijnummer
    where stukken_bevroren.van is null
        or opvolging.tot is null
        or stukken_bevroren.van < opvolging.tot
),

vergeleken as (
    select
        kandidaten.*,
        lead(van) over (partition by bron, sleutel order by van) as volgende_van
    from kandidaten
),

overlappend as (
    select distinct bron, sleutel
    from vergeleken
    where volgende_van is not null and (tot is null or tot > volgende_van)
),

momenten as (
    select kandidaten.bron, kandidaten.sleutel, kandidaten.van as moment
    from kandidaten
    inner join overlappend
        on kandidaten.bron = overlappend.bron and kandidaten.sleutel = overlappend.sleutel
    union
    select kandidaten.bron, kandidaten.sleutel, kandidaten.tot as moment
    from kandidaten
    inner join overlappend
        on kandidaten.bron = overlappend.bron and kandidaten.sleutel = overlappend.sleutel
    where kandidaten.tot is not null
),

stukken as (
    select
        bron,
        sleutel,
        moment as van,
        lead(moment) over (partition by bron, sleutel order by moment) as tot
    from momenten
),

gekozen as (
    select
        stukken.bron,
        stukken.van,
        stukken.tot,
        kandidaten.levering_id,
        kandidaten.rijnummer,
        row_number() over (
            partition by stukken.bron, stukken.sleutel, stukken.van
            order by kandidaten.van desc
        ) as rang
    from stukken
    inner join kandidaten
        on stukken.bron = kandidaten.bron
        and stukken.sleutel = kandidaten.sleutel
        and stukken.van >= kandidaten.van
        and (kandidaten.tot is null or stukken.van < kandidaten.tot)
),

samen as (
    select kandidaten.bron, kandidaten.levering_id, kandidaten.rijnummer, kandidaten.van, kandidaten.tot
    from kandidaten
    left join overlappend
        on kandidaten.bron = overlappend.bron and kandidaten.sleutel = overlappend.sleutel
    where overlappend.sleutel is null
    union all
    select bron, levering_id, rijnummer, van, tot
    from gekozen
    where rang = 1
)

select bron, levering_id, rijnummer, van, tot
from samen
order by bron, levering_id, rijnummer, van
