-- Grain: one row per area and range of months in which its code means one place: the municipality, its
-- districts and neighbourhoods, the focus areas of the team, and `onbekend`.
with
dagen as (
    select wijkcode as gebied_code, maand_van, geldig_van, geldig_tot, cast(null as varchar) as wijkcode from wijken
    union all
    select buurtcode, maand_van, geldig_van, geldig_tot, wijkcode from buurten_lijst
),

cbs as (
    select
        int_gebieden.gebied_code,
        int_gebieden.gebied_naam as gebiedsnaam,
        int_gebieden.gebied_soort as gebiedsniveau,
        cast(null as varchar) as soort,
        int_gebieden.maand_van,
        int_gebieden.maand_tot,
        cast(dagen.geldig_van as date) as geldig_van,
        cast(dagen.geldig_tot as date) as geldig_tot,
        dagen.wijkcode
    from int_gebieden
    left join dagen
        on int_gebieden.gebied_code = dagen.gebied_code and int_gebieden.maand_van = dagen.maand_van
),

samen as (
    select * from cbs
    union all
    select
        gebied_code,
        gebiedsnaam,
        'aandachtsgebied',
        soort,
        maand_van,
        maand_tot,
        geldig_van,
        geldig_tot,
        null
    from int_aandachtsgebieden
)

select
    samen.gebied_code,
    samen.gebiedsnaam,
    samen.gebiedsniveau,
    samen.soort,
    samen.maand_van,
    samen.maand_tot,
    samen.geldig_van,
    samen.geldig_tot,
    samen.wijkcode,
    case when samen.gebiedsniveau in ('wijk', 'buurt', 'aandachtsgebied') then instellingen.gemeentecode end
        as gemeentecode
from samen
cross join instellingen
order by
    case samen.gebiedsniveau
        when 'gemeente' then 1 when 'wijk' then 2 when 'buurt' then 3 when 'aandachtsgebied' then 4 else 5
    end,
    samen.gebied_code,
    samen.maand_van
