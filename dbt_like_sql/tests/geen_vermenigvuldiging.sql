-- No join multiplies rows: a delivered row counts at most once at any moment. [blocks]
select levering_id, rijnummer, count(*) as aantal
from int_rijgeldigheid
where tot is null
group by levering_id, rijnummer
having count(*) > 1
