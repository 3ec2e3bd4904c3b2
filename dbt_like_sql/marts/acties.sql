-- Grain: one row per action that counts: a subject and a period with an agreed action, as it stands now.
-- The subject is an indicator in an area or a theme in a street.
with
begin as (
    select actie_id, min(datum) as afgesproken_op
    from actieversies
    group by actie_id
),

namen as (
    select gebied_code, gebied_naam as naam from int_gebiedsnamen
    union all
    select gebied_code, gebiedsnaam from int_aandachtsgebieden
)

select
    actieversies.actie_id,
    coalesce(indicatoren.naam, themas.themanaam, actieversies.indicator_id, actieversies.thema) as onderwerp,
    actieversies.indicator_id,
    actieversies.gebied_code,
    actieversies.thema,
    actieversies.straat_id,
    coalesce(namen.naam, actieversies.straatnaam, actieversies.gebied_code) as gebiedsnaam,
    actieversies.periode,
    actieversies.actie,
    actieversies.wie,
    actieversies.uiterlijk,
    actieversies.status,
    actieversies.auteur,
    begin.afgesproken_op,
    cast(actieversies.gezegd_op as date) as bijgewerkt_op,
    actieversies.status in ('open', 'bezig') as is_open,
    duidingen.duiding
from actieversies
inner join begin on actieversies.actie_id = begin.actie_id
left join indicatoren on actieversies.indicator_id = indicatoren.indicator_id
left join themas on actieversies.thema = themas.thema
left join namen on actieversies.gebied_code = namen.gebied_code
left join duidingen on actieversies.actie_id = duidingen.onderwerp_id and duidingen.is_nieuwste
where actieversies.is_nieuwste
order by begin.afgesproken_op, actieversies.actie_id
