-- Grain: one row per indicator of the open data, area, longer period and delivery that changed it: the
-- sum of its months, from the delivery with which every month became known. Periods that the source
-- publishes itself are left out: a published figure is never computed again. Codes are never added up
-- to a total either, since some are published by year only.
-- nl: Een rij per indicator uit de open data van de politie, gebied, langere periode en levering die
-- haar veranderde: de som van de maanden. Alleen voor perioden waarvan alle maanden bekend zijn en die
-- de politie niet zelf publiceert.
with
stappen as (
    select
        cijfers.indicator_id,
        cijfers.gebied_code,
        maanden.periode_soort,
        maanden.periode,
        maanden.maanden,
        cijfers.volgorde,
        cijfers.levering_id,
        cijfers.ontvangen_op,
        sum(cijfers.waarde - coalesce(cijfers.vorige_waarde, 0)) as verschil,
        sum(case when cijfers.vorige_waarde is null then 1 else 0 end) as nieuwe_maanden
    from int_open_data_cijfers as cijfers
    inner join int_open_data_maanden as maanden
        on cijfers.periode_soort = 'maand' and cijfers.periode = maanden.maand
    group by
        cijfers.indicator_id,
        cijfers.gebied_code,
        maanden.periode_soort,
        maanden.periode,
        maanden.maanden,
        cijfers.volgorde,
        cijfers.levering_id,
        cijfers.ontvangen_op
),

lopend as (
    select
        stappen.*,
        sum(verschil) over (
            partition by indicator_id, gebied_code, periode_soort, periode order by volgorde
        ) as waarde,
        sum(nieuwe_maanden) over (
            partition by indicator_id, gebied_code, periode_soort, periode order by volgorde
        ) as bekende_maanden
    from stappen
),

voorlopig as (
    select
        cijfers.indicator_id,
        cijfers.gebied_code,
        maanden.periode_soort,
        maanden.periode,
        max(case when cijfers.is_voorlopig then 1 else 0 end) = 1 as is_voorlopig
    from int_open_data_cijfers as cijfers
    inner join int_open_data_maanden as maanden
        on cijfers.periode_soort = 'maand' and cijfers.periode = maanden.maand
    where cijfers.is_nieuwste
    group by cijfers.indicator_id, cijfers.gebied_code, maanden.periode_soort, maanden.periode
),

gepubliceerd as (
    select distinct indicator_id, gebied_code, periode from int_open_data_cijfers
)

select
    lopend.indicator_id,
    lopend.gebied_code,
    lopend.periode_soort,
    lopend.periode,
    cast(lopend.waarde as double) as waarde,
    voorlopig.is_voorlopig,
    lopend.levering_id,
    lopend.ontvangen_op,
    lopend.volgorde,
    cast(
        lag(lopend.waarde) over (
            partition by
                lopend.indicator_id, lopend.gebied_code, lopend.periode_soort, lopend.periode
            order by lopend.volgorde
        ) as double
    ) as vorige_waarde,
    row_number() over (
        partition by lopend.indicator_id, lopend.gebied_code, lopend.periode_soort, lopend.periode
        order by lopend.volgorde desc
    ) = 1 as is_nieuwste
from lopend
inner join voorlopig
    on lopend.indicator_id = voorlopig.indicator_id
    and lopend.gebied_code = voorlopig.gebied_code
    and lopend.periode_soort = voorlopig.periode_soort
    and lopend.periode = voorlopig.periode
left join gepubliceerd
    on lopend.indicator_id = gepubliceerd.indicator_id
    and lopend.gebied_code = gepubliceerd.gebied_code
    and lopend.periode = gepubliceerd.periode
where lopend.bekende_maanden = lopend.maanden and gepubliceerd.indicator_id is null
order by lopend.indicator_id, lopend.gebied_code, lopend.periode
