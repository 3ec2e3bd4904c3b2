-- Grain: one row per category of the report system; an empty subcategory stands for all others.
-- What the settings say of a category goes before the tables that come with the program.
-- `thema_signalen`: the category list of Signalen (Amsterdam/signals, its fixture), as name and as slug.
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
