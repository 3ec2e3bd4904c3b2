-- Grain: one row per source and month, from its first delivered month to its last (T6): how often it
-- was delivered, what was refused, how much could be linked, and whether more rows are expected. For
-- the open data, `geteld` is the number of figures of the month and of its year, and a month is
-- revised where one of those changed.
with
grenzen as (
    select stg_dekking.bron, bronnen.soort, min(maand) as eerste, max(maand) as laatste
    from stg_dekking
    inner join bronnen on stg_dekking.bron = bronnen.bron and bronnen.maandelijks
    group by stg_dekking.bron, bronnen.soort
),

versies as (
    select
        bron,
        maand,
        levering_id,
        count(*) over (partition by bron, maand) as aantal,
        count(*) over (partition by stroom, maand) as aantal_in_stroom,
        row_number() over (partition by bron, maand order by volgorde desc) as rang
    from (select distinct bron, stroom, maand, levering_id, volgorde from stg_dekking) as dekking_per_maand
),

-- a month delivered once by each of two report systems is not a revision
herzien as (
    select distinct bron, maand from versies where aantal_in_stroom > 1
),

veldfouten_per_levering as (
    select levering_id, sum(aantal) as aantal from veldfouten group by levering_id
),

buiten_de_gemeente as (
    select levering_id, sum(aantal) as aantal
    from afkeuringen
    where reden = 'buiten de gemeente'
    group by levering_id
),

alleen_thema as (
    select bron, maand, cast(sum(aantal) as bigint) as aantal from int_alleen_thema group by bron, maand
),

open_nummers as (
    select
        bron,
        soort,
        unnest(
            range(
                cast(substr(eerste, 1, 4) as integer) * 12 + cast(substr(eerste, 6, 2) as integer) - 1,
                cast(substr(laatste, 1, 4) as integer) * 12 + cast(substr(laatste, 6, 2) as integer)
            )
        ) as maandnummer
    from grenzen
    where soort = 'cijfers'
),

kalender as (
    select grenzen.bron, grenzen.soort, int_maanden.maand
    from grenzen
    inner join int_maanden
        on int_maanden.maand >= grenzen.eerste and int_maanden.maand <= grenzen.laatste
    where grenzen.soort <> 'cijfers'
    union all
    select
        bron,
        soort,
        cast(cast(floor(maandnummer / 12) as integer) as varchar)
            || '-' || lpad(cast(maandnummer % 12 + 1 as varchar), 2, '0') as maand
    from open_nummers
),

open_cijfers as (
    select
        bronnen.bron,
        int_cijferversies.periode,
        count(case when int_cijferversies.is_nieuwste then 1 end) as geteld,
        max(case when int_cijferversies.vorige_waarde <> int_cijferversies.waarde then 1 else 0 end)
            as herzien
    from int_cijferversies
    inner join bronnen on int_cijferversies.bron = bronnen.indicatorbron and bronnen.maandelijks
    group by bronnen.bron, int_cijferversies.periode
),

open_maanden as (
    select
        kalender.bron,
        kalender.maand,
        cast(sum(open_cijfers.geteld) as bigint) as geteld,
        max(open_cijfers.herzien) as herzien
    from kalender
    inner join open_cijfers
        on kalender.bron = open_cijfers.bron
        and (
            kalender.maand = open_cijfers.periode
            or substr(kalender.maand, 1, 4) = open_cijfers.periode
        )
    where kalender.soort = 'cijfers'
    group by kalender.bron, kalender.maand
)

select
    kalender.bron,
    kalender.maand,
    case
        when versies.levering_id is null then 'ontbreekt'
        when kalender.soort = 'cijfers' and open_maanden.herzien = 0 then 'geleverd'
        when herzien.maand is not null then 'herzien'
        else 'geleverd'
    end as status,
    coalesce(versies.aantal, 0) as versies,
    versies.levering_id,
    leveringen.ontvangen_op,
    leveringen.rijen as levering_rijen,
    cast(leveringen.afgekeurd - coalesce(buiten_de_gemeente.aantal, 0) as bigint) as levering_afgekeurd,
    case
        when leveringen.levering_id is not null
            then cast(coalesce(veldfouten_per_levering.aantal, 0) as bigint)
    end as levering_veldfouten,
    coalesce(int_koppeling.geteld, open_maanden.geteld, 0) as geteld,
    coalesce(alleen_thema.aantal, 0) as alleen_thema,
    coalesce(int_koppeling.straat_gekoppeld, 0) as straat_gekoppeld,
    coalesce(int_koppeling.straat_opgegeven, 0) as straat_opgegeven,
    coalesce(int_koppeling.buurt_gekoppeld, 0) as buurt_gekoppeld,
    round(100.0 * int_koppeling.straat_gekoppeld / nullif(int_koppeling.geteld, 0), 1) as straat_gekoppeld_pct,
    round(100.0 * int_koppeling.buurt_gekoppeld / nullif(int_koppeling.geteld, 0), 1) as buurt_gekoppeld_pct,
    int_koppeling.straat_van_opgegeven_pct,
    int_koppeling.koppeling_oordeel,
    case
        when versies.levering_id is null then 'ontbreekt'
        when int_volledigheid.maand is not null then 'voorlopig'
        else 'compleet'
    end as volledigheid,
    int_volledigheid.verwachte_volledigheid_pct
from kalender
left join versies
    on kalender.bron = versies.bron and kalender.maand = versies.maand and versies.rang = 1
left join herzien on kalender.bron = herzien.bron and kalender.maand = herzien.maand
left join leveringen on versies.levering_id = leveringen.levering_id
left join buiten_de_gemeente on versies.levering_id = buiten_de_gemeente.levering_id
left join veldfouten_per_levering on versies.levering_id = veldfouten_per_levering.levering_id
left join int_koppeling on kalender.bron = int_koppeling.bron and kalender.maand = int_koppeling.maand
left join open_maanden on kalender.bron = open_maanden.bron and kalender.maand = open_maanden.maand
left join alleen_thema on kalender.bron = alleen_thema.bron and kalender.maand = alleen_thema.maand
left join int_volledigheid on kalender.bron = int_volledigheid.bron and kalender.maand = int_volledigheid.maand
order by kalender.bron, kalender.maand
