-- Grain: one row per delivery, column and reason for which a field of an accepted row was emptied.
select
    bron,
    levering_id,
    kolom,
    reden,
    count(*) as aantal
from stg_quarantaine
where soort = 'veld'
group by bron, levering_id, kolom, reden
order by bron, levering_id, kolom, reden
