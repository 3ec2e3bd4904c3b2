-- Grain: one row per indicator, area and period for which every month was delivered, as known on the
-- reference date. `onbekend` holds rows that could not be placed in a neighbourhood that stays the
-- same in every month of the period; a code only has figures for periods in which it means one place.
with
maandcijfers as (
    select indicator_id, gebied_code, maand, sum(verschil) as aantal
    from int_indicator_mutaties
    group by indicator_id, gebied_code, maand
),

periodecijfers as (
    select
        maandcijfers.indicator_id,
        int_gebied_perioden.telt_als as gebied_code,
        int_perioden.periode_soort,
        int_perioden.periode,
        sum(maandcijfers.aantal) as aantal
    from maandcijfers
    inner join int_perioden on maandcijfers.maand = int_perioden.maand
    inner join int_gebied_perioden
        on maandcijfers.gebied_code = int_gebied_perioden.gebied_code
        and int_perioden.periode_soort = int_gebied_perioden.periode_soort
        and int_perioden.periode = int_gebied_perioden.periode
    group by
        maandcijfers.indicator_id,
        int_gebied_perioden.telt_als,
        int_perioden.periode_soort,
        int_perioden.periode
),

laatste_maand as (
    select bron, max(laatste_maandnummer) as maandnummer from int_indicator_perioden group by bron
),

geteld as (
    select
        int_indicator_perioden.indicator_id,
        int_gebied_perioden.gebied_code,
        int_indicator_perioden.periode_soort,
        int_indicator_perioden.periode,
        cast(coalesce(periodecijfers.aantal, 0) as double) as waarde,
        int_indicator_perioden.laatste_maandnummer
            > laatste_maand.maandnummer - instellingen.voorlopige_maanden as is_voorlopig,
        int_indicator_perioden.definitie_versie
    from int_indicator_perioden
    inner join int_gebied_perioden
        on int_indicator_perioden.periode_soort = int_gebied_perioden.periode_soort
        and int_indicator_perioden.periode = int_gebied_perioden.periode
        and int_gebied_perioden.gebied_code = int_gebied_perioden.telt_als
    cross join instellingen
    inner join laatste_maand on int_indicator_perioden.bron = laatste_maand.bron
    left join periodecijfers
        on int_indicator_perioden.indicator_id = periodecijfers.indicator_id
        and int_gebied_perioden.gebied_code = periodecijfers.gebied_code
        and int_indicator_perioden.periode_soort = periodecijfers.periode_soort
        and int_indicator_perioden.periode = periodecijfers.periode
),

gegeven as (
    select
        indicator_id,
        gebied_code,
        periode_soort,
        periode,
        waarde,
        is_voorlopig,
        definitie_versie
    from int_gegeven_cijfers
    where is_nieuwste
),

samen as (
    select * from geteld
    union all
    select * from gegeven
),

ooit_herzien as (
    select distinct indicator_id, gebied_code, periode from herzieningen
)

select
    samen.indicator_id,
    samen.gebied_code,
    samen.periode_soort,
    samen.periode,
    samen.waarde,
    case
        when ooit_herzien.indicator_id is not null then 'herzien'
        when samen.is_voorlopig then 'voorlopig'
        else 'definitief'
    end as status,
    cast(instellingen.kennis_tot as date) as peildatum,
    cast(samen.definitie_versie as integer) as definitie_versie
from samen
cross join instellingen
left join ooit_herzien
    on samen.indicator_id = ooit_herzien.indicator_id
    and samen.gebied_code = ooit_herzien.gebied_code
    and samen.periode = ooit_herzien.periode
order by samen.indicator_id, samen.gebied_code, samen.periode_soort, samen.periode
