-- Grain: one row per focus area and part of it: a street or a place that is no street (as in
-- `int_tellingen.straat_id`), a neighbourhood or a district. `maand_van` to `maand_tot`: the months in
-- which the code of a neighbourhood or district means the same place as in its newest division. A name
-- that two streets have stands for both.
-- nl: Een rij per aandachtsgebied en deel ervan: een straat, een plaats, een buurt of een wijk.
with
namen as (
    select gebied_code, 'straat' as deel_soort, unnest(string_split(straten, '|')) as naam
    from int_aandachtsgebieden
    union all
    select gebied_code, 'plaats', unnest(string_split(plaatsen, '|'))
    from int_aandachtsgebieden
    union all
    select gebied_code, 'gebied', unnest(string_split(buurten, '|'))
    from int_aandachtsgebieden
),

nieuwste as (
    select gebied_code, gebied_soort, max(maand_van) as maand_van, max(maand_tot) as maand_tot
    from int_gebieden
    where gebied_soort in ('wijk', 'buurt')
    group by gebied_code, gebied_soort
)

select distinct
    namen.gebied_code,
    namen.deel_soort,
    int_straten.straat_id as deel,
    '0000-01' as maand_van,
    '9999-12' as maand_tot
from namen
inner join int_straten on lower(namen.naam) = lower(int_straten.straatnaam)
where namen.deel_soort = 'straat'
union all
select gebied_code, deel_soort, 'PL-' || naam, '0000-01', '9999-12'
from namen
where deel_soort = 'plaats'
union all
select namen.gebied_code, nieuwste.gebied_soort, namen.naam, nieuwste.maand_van, nieuwste.maand_tot
from namen
inner join nieuwste on namen.naam = nieuwste.gebied_code
where namen.deel_soort = 'gebied'
order by 1, 2, 3
