-- Grain: one row per delivery, column and reason for which rows were refused. Each refused row counts
-- once, under its first reason.
select
    bron,
    levering_id,
    kolom,
    reden,
    count(*) as aantal
from stg_quarantaine
where soort = 'rij'
group by bron, levering_id, kolom, reden
order by bron, levering_id, kolom, reden
