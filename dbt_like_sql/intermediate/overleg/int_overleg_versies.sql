-- Grain: one row per subject, period, kind (`tekst` or `actie`) and version of what the team wrote.
-- Unchanged in a later delivery is the same version. A row without a text says nothing of the text, a
-- row without an action nothing of the action. Versions are in the order in which they were said: an
-- entry of the form at its moment; a row of a file kept by hand when that file first had it so, as the
-- same row in a later version of the file says nothing new. `is_nieuwste`: the newest among those that
-- still count, whatever the order in which the deliveries were taken in.
-- nl: Een rij per onderwerp, periode en versie van wat het team zei (duiding) of afsprak (actie).
with
gezegd as (
    select
        stg_duiding.*,
        'tekst' as soort,
        tekst || ' ' || auteur || ' ' || datum || ' ' || nieuw_niveau as inhoud
    from stg_duiding
    where tekst <> ''
    union all
    select
        stg_duiding.*,
        'actie' as soort,
        actie || ' ' || wie || ' ' || uiterlijk || ' ' || status || ' ' || auteur || ' ' || datum as inhoud
    from stg_duiding
    where actie <> ''
),

begonnen as (
    select
        gezegd.*,
        coalesce(
            not is_invoer
            and inhoud = lag(inhoud) over (
                partition by soort, indicator_id, gebied_code, thema, straat_id, periode, is_invoer, bestand_nr
                order by volgorde
            )
            and bestandsversie = 1 + lag(bestandsversie) over (
                partition by soort, indicator_id, gebied_code, thema, straat_id, periode, is_invoer, bestand_nr
                order by volgorde
            ),
            false
        ) as is_herhaald
    from gezegd
),

gedateerd as (
    select
        begonnen.*,
        case when is_invoer then vanaf else max(case when not is_herhaald then vanaf end) over (
            partition by soort, indicator_id, gebied_code, thema, straat_id, periode, is_invoer, bestand_nr
            order by volgorde
            rows between unbounded preceding and current row
        ) end as gezegd_op
    from begonnen
),

vergeleken as (
    select
        gedateerd.*,
        lag(inhoud) over (
            partition by soort, indicator_id, gebied_code, thema, straat_id, periode
            order by gezegd_op, is_invoer, volgorde, levering_id
        ) as ervoor
    from gedateerd
),

genummerd as (
    select
        vergeleken.*,
        sum(case when ervoor is null or ervoor <> inhoud then 1 else 0 end) over (
            partition by soort, indicator_id, gebied_code, thema, straat_id, periode
            order by gezegd_op, is_invoer, volgorde, levering_id
            rows between unbounded preceding and current row
        ) as versie
    from vergeleken
),

versies as (
    select
        soort,
        indicator_id,
        gebied_code,
        thema,
        straat_id,
        periode,
        versie,
        max(straatnaam) as straatnaam,
        min(tekst) as tekst,
        min(nieuw_niveau) as nieuw_niveau,
        min(actie) as actie,
        min(wie) as wie,
        min(uiterlijk) as uiterlijk,
        min(status) as status,
        min(auteur) as auteur,
        min(datum) as datum,
        min(gezegd_op) as gezegd_op,
        max(case when telt then 1 else 0 end) as telt
    from genummerd
    group by soort, indicator_id, gebied_code, thema, straat_id, periode, versie
)

select
    versies.soort,
    nullif(versies.indicator_id, '') as indicator_id,
    nullif(versies.gebied_code, '') as gebied_code,
    nullif(versies.thema, '') as thema,
    nullif(versies.straat_id, '') as straat_id,
    coalesce(straten.straatnaam, nullif(versies.straatnaam, ''), nullif(versies.straat_id, '')) as straatnaam,
    versies.periode,
    versies.tekst,
    versies.nieuw_niveau = 'ja' as nieuw_niveau,
    versies.actie,
    nullif(versies.wie, '') as wie,
    cast(nullif(versies.uiterlijk, '') as date) as uiterlijk,
    versies.status,
    versies.auteur,
    cast(versies.datum as date) as datum,
    versies.gezegd_op,
    cast(versies.versie as integer) as versie_nummer,
    versies.telt = 1 and versies.versie = max(case when versies.telt = 1 then versies.versie end) over (
        partition by
            versies.soort,
            versies.indicator_id,
            versies.gebied_code,
            versies.thema,
            versies.straat_id,
            versies.periode
    ) as is_nieuwste,
    substr(md5(
        versies.indicator_id || ' ' || versies.gebied_code || ' ' || versies.thema || ' '
        || versies.straat_id || ' ' || versies.periode
    ), 1, 12) as onderwerp_id
from versies
left join straten on versies.straat_id = straten.straat_id
order by versies.soort, versies.indicator_id, versies.gebied_code, versies.thema, versies.straat_id,
    versies.periode, versies.versie
