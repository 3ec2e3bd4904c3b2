-- Grain: one row per area and range of months in which its code means one place: the municipality, its
-- districts and neighbourhoods, the focus areas of the team, the country, what stands in place of a
-- neighbourhood (`onbekend`, and where a table by street has no street), and codes of delivered figures
-- that the reference does not have. `gebied_sleutel` identifies a row in one column.
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
),

overig as (
    select straten.straat_id as gebied_code, straten.straatnaam as gebiedsnaam, straten.straat_id as gebiedsniveau
    from straten
    where straten.soort = 'geen straat'
    union
    select
        int_gegeven_cijfers.gebied_code,
        coalesce(int_gebiedsnamen.gebied_naam, int_gegeven_cijfers.gebied_code),
        coalesce(int_gebiedsnamen.gebied_soort, 'niet in de referentie')
    from int_gegeven_cijfers
    left join int_gebiedsnamen on int_gegeven_cijfers.gebied_code = int_gebiedsnamen.gebied_code
),

alle as (
    select * from samen
    union all
    select
        gebied_code,
        gebiedsnaam,
        gebiedsniveau,
        cast(null as varchar),
        '0000-01',
        '9999-12',
        cast(null as date),
        cast(null as date),
        cast(null as varchar)
    from overig
    where gebied_code not in (select gebied_code from samen)
)

select
    alle.gebied_code,
    alle.gebiedsnaam,
    alle.gebiedsniveau,
    alle.soort,
    alle.maand_van,
    alle.maand_tot,
    alle.geldig_van,
    alle.geldig_tot,
    alle.wijkcode,
    case when alle.gebiedsniveau in ('wijk', 'buurt', 'aandachtsgebied') then instellingen.gemeentecode end
        as gemeentecode,
    alle.gebied_code || (case when alle.maand_van = '0000-01' then '' else ' vanaf ' || alle.maand_van end)
        as gebied_sleutel
from alle
cross join instellingen
order by
    case alle.gebiedsniveau
        when 'gemeente' then 1 when 'wijk' then 2 when 'buurt' then 3 when 'aandachtsgebied' then 4
        when 'land' then 5 else 6
    end,
    alle.gebied_code,
    alle.maand_van
