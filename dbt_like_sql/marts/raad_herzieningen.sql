-- Grain: one row per indicator, period and delivery that changed a figure of the whole municipality,
-- over a half-year or longer, since the council's last issue (F): after the day on which the previous
-- half-year was complete. `reden` is what is known of the delivery: a source of figures published
-- again, a month delivered again, or late rows. Figures reserved for the Driehoek are left out.
with
sinds_vorige as (
    select herzieningen.*
    from herzieningen
    inner join instellingen on herzieningen.gebied_code = instellingen.gemeentecode
    inner join int_raad_vorige on herzieningen.sinds > int_raad_vorige.vorige_bekend
    left join indicator_kenmerken
        on herzieningen.indicator_id = indicator_kenmerken.indicator_id
        and indicator_kenmerken.vertrouwelijk = 'J'
    where herzieningen.periode_soort in ('halfjaar', 'jaar', 'meerjarig')
        and indicator_kenmerken.indicator_id is null
),

-- deliveries that cover a month already covered by an earlier one, with the periods of that month
opnieuw as (
    select distinct nieuw.levering_id, int_perioden.periode
    from stg_dekking as nieuw
    inner join stg_dekking as oud
        on nieuw.stroom = oud.stroom and nieuw.maand = oud.maand and oud.volgorde < nieuw.volgorde
    inner join int_perioden on nieuw.maand = int_perioden.maand
)

select
    sinds_vorige.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.thema,
    sinds_vorige.periode_soort,
    sinds_vorige.periode,
    sinds_vorige.oude_waarde,
    sinds_vorige.nieuwe_waarde,
    round(sinds_vorige.nieuwe_waarde - sinds_vorige.oude_waarde, 6) as verschil,
    sinds_vorige.sinds,
    sinds_vorige.levering_id,
    case
        when bronnen.herzien_als is not null then bronnen.herzien_als
        when opnieuw.levering_id is not null then 'maand opnieuw geleverd'
        else 'verlate rijen'
    end as reden
from sinds_vorige
inner join indicatoren on sinds_vorige.indicator_id = indicatoren.indicator_id
inner join bronnen on indicatoren.bron = bronnen.indicatorbron
left join opnieuw
    on sinds_vorige.levering_id = opnieuw.levering_id and sinds_vorige.periode = opnieuw.periode
order by indicatoren.volgorde, sinds_vorige.periode, sinds_vorige.sinds, sinds_vorige.levering_id
