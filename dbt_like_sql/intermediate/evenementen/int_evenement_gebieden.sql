-- Grain: one row per event and area that it touches: the area itself, what it is a part of, and the
-- parts of it. A street touches each neighbourhood that it is in. `is_eigen`: it is about this very
-- area, or about a place in it, rather than about a larger one.
-- nl: Een rij per evenement en gebied dat het raakt: de gemeente, wijk en buurt zelf en wat daarin of
-- daaromheen ligt. Staat naast de oordelen over die maanden.
with
buurten as (
    select distinct buurtcode, wijkcode from gebieden
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
