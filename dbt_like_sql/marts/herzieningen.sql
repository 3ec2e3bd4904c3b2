-- Grain: one row per indicator, area, period and delivery that changed a figure which was already
-- complete. A period that fills up month by month is not a revision.
with
-- The periods that a delivery changed after they were complete: most never were, and adding up all of
-- them takes five times as long.
na_compleet as (
    select distinct
        int_indicator_perioden.indicator_id,
        int_indicator_perioden.periode_soort,
        int_indicator_perioden.periode
    from int_indicator_perioden
    inner join int_perioden
        on int_indicator_perioden.periode_soort = int_perioden.periode_soort
        and int_indicator_perioden.periode = int_perioden.periode
    inner join int_indicator_mutaties
        on int_indicator_perioden.indicator_id = int_indicator_mutaties.indicator_id
        and int_perioden.maand = int_indicator_mutaties.maand
    where int_indicator_mutaties.volgorde > int_indicator_perioden.compleet_sinds
),

per_periode as (
    select
        int_indicator_mutaties.indicator_id,
        int_gebied_perioden.telt_als as gebied_code,
        int_perioden.periode_soort,
        int_perioden.periode,
        int_indicator_mutaties.volgorde,
        sum(int_indicator_mutaties.verschil) as verschil
    from int_indicator_mutaties
    inner join int_perioden on int_indicator_mutaties.maand = int_perioden.maand
    inner join int_gebied_perioden
        on int_indicator_mutaties.gebied_code = int_gebied_perioden.gebied_code
        and int_perioden.periode_soort = int_gebied_perioden.periode_soort
        and int_perioden.periode = int_gebied_perioden.periode
    semi join na_compleet
        on int_indicator_mutaties.indicator_id = na_compleet.indicator_id
        and int_perioden.periode_soort = na_compleet.periode_soort
        and int_perioden.periode = na_compleet.periode
    group by
        int_indicator_mutaties.indicator_id,
        int_gebied_perioden.telt_als,
        int_perioden.periode_soort,
        int_perioden.periode,
        int_indicator_mutaties.volgorde
),

lopend as (
    select
        per_periode.*,
        sum(verschil) over (
            partition by indicator_id, gebied_code, periode_soort, periode
            order by volgorde
        ) as nieuwe_waarde
    from per_periode
),

geteld as (
    select
        lopend.indicator_id,
        lopend.gebied_code,
        lopend.periode_soort,
        lopend.periode,
        cast(lopend.nieuwe_waarde - lopend.verschil as double) as oude_waarde,
        cast(lopend.nieuwe_waarde as double) as nieuwe_waarde,
        stg_leveringen.levering_id,
        cast(stg_leveringen.ontvangen_op as date) as sinds
    from lopend
    inner join int_indicator_perioden
        on lopend.indicator_id = int_indicator_perioden.indicator_id
        and lopend.periode_soort = int_indicator_perioden.periode_soort
        and lopend.periode = int_indicator_perioden.periode
    inner join stg_leveringen
        on int_indicator_perioden.bron = stg_leveringen.bron
        and lopend.volgorde = stg_leveringen.volgorde
    where lopend.volgorde > int_indicator_perioden.compleet_sinds and lopend.verschil <> 0
),

gegeven as (
    select
        indicator_id,
        gebied_code,
        periode_soort,
        periode,
        vorige_waarde as oude_waarde,
        waarde as nieuwe_waarde,
        levering_id,
        cast(ontvangen_op as date) as sinds
    from int_gegeven_cijfers
    where vorige_waarde is not null and vorige_waarde <> waarde
)

select * from geteld
union all
select * from gegeven
order by indicator_id, gebied_code, periode_soort, periode, sinds, levering_id
