-- Grain: one row per indicator of a register and year (T5): the latest figure of the year, the year to
-- date, and the same part of the year before. These count activity, not its effect. Parts of a year
-- are added up only if none is missing from the start, and never if each is a level at the end of its
-- period. A figure over several years is shown at its last year, and only where that year has no
-- figure of its own.
with
lopend as (
    select
        int_register_perioden.*,
        sum(waarde) over deel as tot_nu,
        count(*) over deel as bekende_delen
    from int_register_perioden
    where delen is not null
    window deel as (
        partition by indicator_id, jaar, periode_soort
        order by volgnummer rows between unbounded preceding and current row
    )
),

gerangschikt as (
    select
        lopend.*,
        case when bekende_delen = volgnummer and not is_stand then tot_nu end as jaar_tot_nu,
        row_number() over (
            partition by indicator_id, jaar order by 1.0 * volgnummer / delen desc, delen desc
        ) as rang
    from lopend
),

hele_jaren as (
    select indicator_id, jaar, waarde
    from (
        select
            indicator_id,
            jaar,
            jaar_tot_nu as waarde,
            row_number() over (partition by indicator_id, jaar order by delen) as rang
        from gerangschikt
        where volgnummer = delen and jaar_tot_nu is not null
    ) as heel
    where rang = 1
),

per_jaar as (
    select
        nu.indicator_id,
        nu.jaar,
        nu.periode as periode_tot,
        nu.waarde,
        nu.jaar_tot_nu,
        case when nu.is_stand then vorig.waarde else vorig.jaar_tot_nu end as vorig_jaar,
        hele_jaren.waarde as vorig_jaar_heel,
        nu.bronvermelding,
        cast(null as varchar) as toelichting
    from gerangschikt as nu
    left join gerangschikt as vorig
        on nu.indicator_id = vorig.indicator_id
        and nu.jaar = vorig.jaar + 1
        and nu.periode_soort = vorig.periode_soort
        and nu.volgnummer = vorig.volgnummer
    left join hele_jaren
        on nu.indicator_id = hele_jaren.indicator_id and nu.jaar = hele_jaren.jaar + 1
    where nu.rang = 1
),

meerjarig as (
    select
        indicator_id,
        jaar,
        periode,
        waarde,
        bronvermelding,
        row_number() over (partition by indicator_id, jaar order by periode desc) as rang
    from int_register_perioden
    where periode_soort = 'meerjarig'
),

samen as (
    select * from per_jaar
    union all
    select
        meerjarig.indicator_id,
        meerjarig.jaar,
        meerjarig.periode as periode_tot,
        meerjarig.waarde,
        cast(null as double) as jaar_tot_nu,
        cast(null as double) as vorig_jaar,
        cast(null as double) as vorig_jaar_heel,
        meerjarig.bronvermelding,
        'Eén getal over ' || substr(meerjarig.periode, 1, 4) || ' tot en met ' || substr(meerjarig.periode, 7, 4)
            as toelichting
    from meerjarig
    left join per_jaar on meerjarig.indicator_id = per_jaar.indicator_id and meerjarig.jaar = per_jaar.jaar
    where meerjarig.rang = 1 and per_jaar.indicator_id is null
)

select
    samen.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.thema,
    samen.jaar,
    samen.periode_tot,
    samen.waarde,
    samen.jaar_tot_nu,
    samen.vorig_jaar,
    samen.vorig_jaar_heel,
    samen.bronvermelding,
    samen.toelichting
from samen
inner join indicatoren on samen.indicator_id = indicatoren.indicator_id
order by indicatoren.volgorde, samen.jaar
