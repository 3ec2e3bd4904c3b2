-- Grain: one row per event and area that it touches: the area itself, what it is a part of, and the
-- parts of it, and the focus areas that share a part with it. A street touches each neighbourhood that
-- it is in. `is_eigen`: it is about this very
-- area, or about a place in it, rather than about a larger one.
-- nl: Een rij per evenement en gebied dat het raakt: de gemeente, wijk en buurt zelf en wat daarin of
-- daaromheen ligt. Staat naast de oordelen over die maanden.
with
buurten as (
    select distinct buurtcode, wijkcode from buurten_lijst
),

delen as (
    select evenement_id, unnest(string_split(buurten, '|')) as buurtcode
    from evenementen
    where buurten is not null
),

in_buurt as (
    select evenement_id, gebied as buurtcode from evenementen where gebied_soort = 'buurt'
    union all
    select evenement_id, buurtcode from delen
),

delen_van_aandacht as (
    select delen.gebied_code, delen.deel_soort, delen.deel, int_straten.straatnaam
    from int_aandachtsgebied_delen as delen
    left join int_straten on delen.deel_soort = 'straat' and delen.deel = int_straten.straat_id
),

in_aandacht as (
    select evenementen.evenement_id, delen_van_aandacht.gebied_code
    from evenementen
    inner join delen_van_aandacht
        on (evenementen.gebied_soort = 'straat' and evenementen.gebied = delen_van_aandacht.straatnaam)
        or (evenementen.gebied_soort = 'plaats' and 'PL-' || evenementen.gebied = delen_van_aandacht.deel)
        or (evenementen.gebied_soort in ('wijk', 'buurt') and evenementen.gebied = delen_van_aandacht.deel)
    union all
    select in_buurt.evenement_id, delen_van_aandacht.gebied_code
    from in_buurt
    inner join buurten on in_buurt.buurtcode = buurten.buurtcode
    inner join delen_van_aandacht
        on delen_van_aandacht.deel_soort in ('buurt', 'wijk')
        and delen_van_aandacht.deel in (buurten.buurtcode, buurten.wijkcode)
),

geraakt as (
    select evenementen.evenement_id, instellingen.gemeentecode as gebied_code,
        evenementen.gebied_soort = 'gemeente' as is_eigen
    from evenementen
    cross join instellingen
    union all
    select evenementen.evenement_id, int_gebieden.gebied_code, false
    from evenementen
    inner join int_gebieden on int_gebieden.gebied_soort in ('wijk', 'buurt')
    where evenementen.gebied_soort = 'gemeente'
    union all
    select evenementen.evenement_id, int_aandachtsgebieden.gebied_code, false
    from evenementen
    cross join int_aandachtsgebieden
    where evenementen.gebied_soort = 'gemeente'
    union all
    select evenement_id, gebied_code, true from in_aandacht
    union all
    select evenementen.evenement_id, delen_van_aandacht.gebied_code, false
    from evenementen
    inner join buurten on evenementen.gebied = buurten.wijkcode
    inner join delen_van_aandacht
        on delen_van_aandacht.deel_soort = 'buurt' and buurten.buurtcode = delen_van_aandacht.deel
    where evenementen.gebied_soort = 'wijk'
    union all
    select evenement_id, gebied, true from evenementen where gebied_soort = 'wijk'
    union all
    select evenementen.evenement_id, buurten.buurtcode, false
    from evenementen
    inner join buurten on evenementen.gebied = buurten.wijkcode
    where evenementen.gebied_soort = 'wijk'
    union all
    select evenement_id, buurtcode, true from in_buurt
    union all
    select in_buurt.evenement_id, buurten.wijkcode, true
    from in_buurt
    inner join buurten on in_buurt.buurtcode = buurten.buurtcode
)

select
    geraakt.evenement_id,
    geraakt.gebied_code,
    bool_or(geraakt.is_eigen) as is_eigen,
    evenementen.naam,
    evenementen.van,
    evenementen.tot,
    evenementen.maand_van,
    evenementen.maand_tot
from geraakt
inner join evenementen on geraakt.evenement_id = evenementen.evenement_id
group by
    geraakt.evenement_id,
    geraakt.gebied_code,
    evenementen.naam,
    evenementen.van,
    evenementen.tot,
    evenementen.maand_van,
    evenementen.maand_tot
order by geraakt.gebied_code, evenementen.van, geraakt.evenement_id
