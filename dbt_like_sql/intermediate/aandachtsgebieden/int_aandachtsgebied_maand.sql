-- Grain: one row per indicator of a source of rows, focus area and month whose count is known, also
-- from before the area was followed; with the columns of `indicatorwaarden`, as known now. A row counts
-- once in an area, however many parts of it it lies in; areas may overlap, so they are never added up.
-- Not known: a month in which a neighbourhood of the area meant another place; and, in an area with
-- streets or places, an indicator with codes that are never shown by street, and a month in which too
-- few streets of the source were linked.
-- nl: Een rij per indicator, aandachtsgebied en maand: hoeveel registraties of meldingen in dat gebied
-- tellen. Gebieden mogen overlappen en worden nooit opgeteld. Nooit openbaar.
with
tellingen as (
    select bron, code, maand, straat_id, buurtcode, wijkcode, count(*) as aantal
    from int_tellingen
    where tot is null
    group by bron, code, maand, straat_id, buurtcode, wijkcode
),

in_gebied as (
    select delen.gebied_code, tellingen.*
    from tellingen
    inner join int_aandachtsgebied_delen as delen on tellingen.straat_id = delen.deel
    union
    select delen.gebied_code, tellingen.*
    from tellingen
    inner join int_aandachtsgebied_delen as delen on tellingen.buurtcode = delen.deel
    union
    select delen.gebied_code, tellingen.*
    from tellingen
    inner join int_aandachtsgebied_delen as delen on tellingen.wijkcode = delen.deel
),

geteld as (
    select telcodes.indicator_id, in_gebied.gebied_code, in_gebied.maand, sum(in_gebied.aantal) as aantal
    from in_gebied
    inner join int_indicator_telcodes as telcodes
        on in_gebied.bron = telcodes.bron
        and in_gebied.code = telcodes.code
        and in_gebied.maand >= telcodes.maand_van
        and in_gebied.maand <= telcodes.maand_tot
    group by telcodes.indicator_id, in_gebied.gebied_code, in_gebied.maand
),

nooit_per_straat as (
    select distinct telcodes.indicator_id
    from int_indicator_telcodes as telcodes
    inner join tellingen on telcodes.bron = tellingen.bron and telcodes.code = tellingen.code
    where tellingen.straat_id = 'niet op straatniveau'
),

gebieden_nu as (
    select
        gebied_code,
        max(maand_van) as maand_van,
        min(maand_tot) as maand_tot,
        bool_or(deel_soort in ('straat', 'plaats')) as is_per_straat
    from int_aandachtsgebied_delen
    group by gebied_code
),

laatste_maand as (
    select bron, max(laatste_maandnummer) as maandnummer from int_indicator_perioden group by bron
),

bekend as (
    select
        dekking.indicator_id,
        gebieden_nu.gebied_code,
        dekking.maand,
        int_maanden.maandnummer > laatste_maand.maandnummer - instellingen.voorlopige_maanden as is_voorlopig,
        dekking.definitie_versie
    from int_indicator_dekking as dekking
    cross join instellingen
    inner join gebieden_nu
        on dekking.maand >= gebieden_nu.maand_van and dekking.maand <= gebieden_nu.maand_tot
    inner join int_maanden on dekking.maand = int_maanden.maand
    inner join laatste_maand on dekking.bron = laatste_maand.bron
    left join nooit_per_straat on dekking.indicator_id = nooit_per_straat.indicator_id
    left join int_koppeling on dekking.bron = int_koppeling.bron and dekking.maand = int_koppeling.maand
    where not gebieden_nu.is_per_straat
        or (
            nooit_per_straat.indicator_id is null
            and int_koppeling.koppeling_oordeel is distinct from 'onder minimum'
        )
)

select
    bekend.indicator_id,
    bekend.gebied_code,
    'maand' as periode_soort,
    bekend.maand as periode,
    cast(coalesce(geteld.aantal, 0) as double) as waarde,
    case when bekend.is_voorlopig then 'voorlopig' else 'definitief' end as status,
    cast(instellingen.kennis_tot as date) as peildatum,
    cast(bekend.definitie_versie as integer) as definitie_versie
from bekend
cross join instellingen
left join geteld
    on bekend.indicator_id = geteld.indicator_id
    and bekend.gebied_code = geteld.gebied_code
    and bekend.maand = geteld.maand
order by bekend.indicator_id, bekend.gebied_code, bekend.maand
