-- Grain: one row per indicator that is counted from rows, area, and twelve months that end with the
-- period of the Driehoek or 6, 12, 18 or 24 months before it: which share of its rows comes from the 1,
-- 3 and 10 addresses with the most. Persons and reporters are not read: the pseudonymised address of a
-- row stands in for them; it is only counted, and is not passed on. A share is null where it would say
-- nothing, or would say it of a few addresses: below ten rows with an address or five addresses, where
-- fewer than half of the rows have one, or where there are fewer than twice as many addresses as it
-- counts. A period that is not known in full, or of which rows were removed after their term, is left
-- out: counts have no address.
with
perioden as (
    select
        int_driehoek_periode.tot_nummer - stappen.terug as tot_nummer,
        laatste.maand as maand_tot,
        int_driehoek_periode.periode_tot as nu
    from int_driehoek_periode
    cross join (values (0), (6), (12), (18), (24)) as stappen (terug)
    inner join int_maanden as laatste
        on int_driehoek_periode.tot_nummer - stappen.terug = laatste.maandnummer
),

bevroren_maanden as (
    select distinct int_tellingen.bron, int_maanden.maandnummer
    from int_tellingen
    inner join stg_bevroren on int_tellingen.levering_id = stg_bevroren.levering_id
    inner join int_maanden on int_tellingen.maand = int_maanden.maand
    where int_tellingen.tot is null
),

bekend as (
    select int_indicator_dekking.indicator_id, perioden.tot_nummer, perioden.maand_tot, perioden.nu
    from int_indicator_dekking
    inner join int_maanden on int_indicator_dekking.maand = int_maanden.maand
    inner join perioden on int_maanden.maandnummer between perioden.tot_nummer - 11 and perioden.tot_nummer
    left join bevroren_maanden
        on int_indicator_dekking.bron = bevroren_maanden.bron
        and int_maanden.maandnummer = bevroren_maanden.maandnummer
    group by int_indicator_dekking.indicator_id, perioden.tot_nummer, perioden.maand_tot, perioden.nu
    having count(distinct int_maanden.maandnummer) = 12 and count(bevroren_maanden.maandnummer) = 0
),

rijen as (
    select
        int_indicator_telcodes.indicator_id,
        bekend.maand_tot,
        bekend.nu,
        int_tellingen.maand,
        int_tellingen.wijkcode,
        int_tellingen.buurtcode,
        stg_rijen.adres_sleutel
    from int_tellingen
    inner join int_maanden on int_tellingen.maand = int_maanden.maand
    inner join int_indicator_telcodes
        on int_tellingen.bron = int_indicator_telcodes.bron
        and int_tellingen.code = int_indicator_telcodes.code
        and int_tellingen.maand >= int_indicator_telcodes.maand_van
        and int_tellingen.maand <= int_indicator_telcodes.maand_tot
    inner join bekend
        on int_indicator_telcodes.indicator_id = bekend.indicator_id
        and int_maanden.maandnummer between bekend.tot_nummer - 11 and bekend.tot_nummer
    inner join stg_rijen
        on int_tellingen.levering_id = stg_rijen.levering_id
        and int_tellingen.rijnummer = stg_rijen.rijnummer
    where int_tellingen.tot is null
),

per_gebied as (
    select rijen.*, instellingen.gemeentecode as gebied_code
    from rijen
    cross join instellingen
    union all
    select rijen.*, int_gebieden.gebied_code
    from rijen
    inner join int_gebieden
        on rijen.wijkcode = int_gebieden.gebied_code
        and least(rijen.maand, rijen.nu) >= int_gebieden.maand_van
        and greatest(rijen.maand, rijen.nu) <= int_gebieden.maand_tot
    union all
    select rijen.*, int_gebieden.gebied_code
    from rijen
    inner join int_gebieden
        on rijen.buurtcode = int_gebieden.gebied_code
        and least(rijen.maand, rijen.nu) >= int_gebieden.maand_van
        and greatest(rijen.maand, rijen.nu) <= int_gebieden.maand_tot
),

per_adres as (
    select
        indicator_id,
        gebied_code,
        maand_tot,
        adres_sleutel,
        count(*) as aantal,
        row_number() over (
            partition by indicator_id, gebied_code, maand_tot, adres_sleutel is null
            order by count(*) desc
        ) as plaats
    from per_gebied
    group by indicator_id, gebied_code, maand_tot, adres_sleutel
),

opgeteld as (
    select
        indicator_id,
        gebied_code,
        maand_tot,
        sum(aantal) as aantal,
        coalesce(sum(case when adres_sleutel is not null then aantal end), 0) as met_adres,
        count(adres_sleutel) as adressen,
        sum(case when adres_sleutel is not null and plaats <= 1 then aantal end) as top1,
        sum(case when adres_sleutel is not null and plaats <= 3 then aantal end) as top3,
        sum(case when adres_sleutel is not null and plaats <= 10 then aantal end) as top10
    from per_adres
    group by indicator_id, gebied_code, maand_tot
),

beoordeeld as (
    select
        *,
        case
            when met_adres < 10 then 'minder dan tien rijen met een adres'
            when 2 * met_adres < aantal then 'van minder dan de helft van de rijen is het adres bekend'
            when adressen < 5 then 'te weinig adressen'
        end as geen_deel
    from opgeteld
)

select
    beoordeeld.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.bron,
    beoordeeld.gebied_code,
    namen.gebied_naam as gebiedsnaam,
    namen.gebied_soort as gebiedsniveau,
    beoordeeld.maand_tot,
    cast(beoordeeld.aantal as bigint) as aantal,
    cast(beoordeeld.met_adres as bigint) as met_adres,
    beoordeeld.adressen,
    case when geen_deel is null then round(100.0 * top1 / met_adres, 1) end as top1_pct,
    case when geen_deel is null and adressen >= 6 then round(100.0 * top3 / met_adres, 1) end as top3_pct,
    case when geen_deel is null and adressen >= 20 then round(100.0 * top10 / met_adres, 1) end as top10_pct,
    coalesce(
        geen_deel,
        case
            when adressen < 6 then 'te weinig adressen voor de hoogste 3 en 10'
            when adressen < 20 then 'te weinig adressen voor de hoogste 10'
        end
    ) as reden
from beoordeeld
inner join indicatoren on beoordeeld.indicator_id = indicatoren.indicator_id
inner join perioden on beoordeeld.maand_tot = perioden.maand_tot
inner join int_gebieden as namen
    on beoordeeld.gebied_code = namen.gebied_code
    and perioden.nu >= namen.maand_van
    and perioden.nu <= namen.maand_tot
order by indicatoren.volgorde, beoordeeld.indicator_id, beoordeeld.gebied_code, beoordeeld.maand_tot
