-- Grain: one row per indicator of the code tables, and per theme of the settings with reports. The
-- definition of a theme that others are a part of names these.
-- nl: Een rij per indicator uit de codetabellen, en per eigen thema waarin meldingen tellen. De
-- definitie noemt ook de eigen thema's die erin meetellen.
with
delen as (
    select
        'melding_' || thema_delen.thema as indicator_id,
        string_agg(thema_instellingen.naam, ', ' order by cast(thema_instellingen.volgorde as integer)) as namen
    from thema_delen
    inner join thema_instellingen
        on thema_delen.deel = thema_instellingen.thema and thema_instellingen.melddesk = 'J'
    group by thema_delen.thema
)

select
    samen.* replace (samen.definitie || coalesce('; daarin ook: ' || delen.namen, '') as definitie)
from (
    select * from indicator_lijst
    union all by name
    select * from indicator_instellingen
) as samen
left join delen on samen.indicator_id = delen.indicator_id
order by cast(samen.volgorde as integer), samen.indicator_id
