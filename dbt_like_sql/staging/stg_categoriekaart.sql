-- Grain: one row per category of the report system, with its theme; an empty subcategory covers all
-- subcategories not listed. The settings take precedence over the tables that come with the program.
-- `thema_signalen` is the category list of Signalen (Amsterdam/signals, its fixture), by name and by
-- slug.
-- nl: Een rij per hoofd- en subcategorie van het meldsysteem met het thema waaronder meldingen tellen;
-- een lege subcategorie geldt voor alle overige. Wat u zelf instelt onder [melddesk.categorieen], gaat
-- voor.
with
samen as (
    select hoofdcategorie, subcategorie, thema, 1 as voorrang from categorie_instellingen
    union all
    select hoofdcategorie, subcategorie, thema, 2 as voorrang from thema_melddesk
    union all
    select hoofdcategorie, subcategorie, thema, 3 as voorrang from thema_signalen
),

gerangschikt as (
    select
        lower(trim(hoofdcategorie)) as hoofdcategorie,
        lower(trim(coalesce(subcategorie, ''))) as subcategorie,
        thema,
        row_number() over (
            partition by lower(trim(hoofdcategorie)), lower(trim(coalesce(subcategorie, '')))
            order by voorrang, thema
        ) as rang
    from samen
)

select hoofdcategorie, subcategorie, thema
from gerangschikt
where rang = 1
order by hoofdcategorie, subcategorie
