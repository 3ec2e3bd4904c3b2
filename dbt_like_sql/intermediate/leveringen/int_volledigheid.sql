-- Grain: one row per source and delivered month that is still provisional, with its expected
-- completeness. Formula: for each earlier month, the rows known at the age that this month has now
-- (months between it and its newest delivery) as a share of its rows that count today; then the median
-- of those shares. Source: the versions in `int_tellingen`, of months that were delivered again, or
-- received late rows, at least three months after that age; null with fewer than six such months. More
-- than 100 means that later deliveries removed rows.
-- nl: Een rij per bron en voorlopige maand, met hoe volledig die maand naar verwachting al is, in
-- procenten. De verwachting komt van eerdere maanden toen die even oud waren.
with
ontvangst as (
    select
        bron,
        levering_id,
        volgorde,
        extract(year from ontvangen_op) * 12 + extract(month from ontvangen_op) - 1 as maandnummer
    from stg_leveringen
),

tellingen as (
    select
        int_tellingen.bron,
        int_maanden.maandnummer,
        int_tellingen.tot,
        begin.maandnummer - int_maanden.maandnummer as van_leeftijd,
        eind.maandnummer - int_maanden.maandnummer as tot_leeftijd
    from int_tellingen
    inner join int_maanden on int_tellingen.maand = int_maanden.maand
    inner join ontvangst as begin
        on int_tellingen.bron = begin.bron and int_tellingen.van = begin.volgorde
    left join ontvangst as eind
        on int_tellingen.bron = eind.bron and int_tellingen.tot = eind.volgorde
),

gedekt as (
    select
        stg_dekking.bron,
        int_maanden.maand,
        int_maanden.maandnummer,
        max(ontvangst.maandnummer) - int_maanden.maandnummer as leeftijd
    from stg_dekking
    inner join int_maanden on stg_dekking.maand = int_maanden.maand
    inner join ontvangst on stg_dekking.levering_id = ontvangst.levering_id
    inner join bronnen on stg_dekking.bron = bronnen.bron and bronnen.maandelijks
    group by stg_dekking.bron, int_maanden.maand, int_maanden.maandnummer
),

laatste as (
    select bron, max(maandnummer) as maandnummer from gedekt group by bron
),

voorlopig as (
    select gedekt.bron, gedekt.maand, gedekt.maandnummer, gedekt.leeftijd
    from gedekt
    inner join laatste on gedekt.bron = laatste.bron
    cross join stg_instellingen
    where gedekt.maandnummer > laatste.maandnummer - stg_instellingen.voorlopige_maanden
),

geraakt as (
    select bron, maandnummer, leeftijd from gedekt
    union all
    select bron, maandnummer, van_leeftijd from tellingen
),

laatst_geraakt as (
    select bron, maandnummer, max(leeftijd) as leeftijd from geraakt group by bron, maandnummer
),

delen as (
    select
        voorlopig.bron,
        voorlopig.maand,
        tellingen.maandnummer,
        100.0 * sum(
            case
                when tellingen.van_leeftijd <= voorlopig.leeftijd
                    and (tellingen.tot is null or tellingen.tot_leeftijd > voorlopig.leeftijd) then 1
                else 0
            end
        ) / nullif(sum(case when tellingen.tot is null then 1 else 0 end), 0) as pct
    from voorlopig
    inner join laatst_geraakt
        on voorlopig.bron = laatst_geraakt.bron
        and laatst_geraakt.maandnummer < voorlopig.maandnummer
        and laatst_geraakt.leeftijd >= voorlopig.leeftijd + 3
    inner join tellingen
        on laatst_geraakt.bron = tellingen.bron and laatst_geraakt.maandnummer = tellingen.maandnummer
    group by voorlopig.bron, voorlopig.maand, tellingen.maandnummer
),

verwacht as (
    select bron, maand, median(pct) as pct
    from delen
    where pct > 0
    group by bron, maand
    having count(*) >= 6
)

select
    voorlopig.bron,
    voorlopig.maand,
    round(verwacht.pct, 1) as verwachte_volledigheid_pct
from voorlopig
left join verwacht on voorlopig.bron = verwacht.bron and voorlopig.maand = verwacht.maand
order by voorlopig.bron, voorlopig.maand
