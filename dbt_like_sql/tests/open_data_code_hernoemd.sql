-- A code of the open data that bears another name in a later download: perhaps it counts something
-- else since, and then the years before and after are no series. [warns]
select
    indicator_id,
    min(naam) as naam,
    max(naam) as andere_naam
from stg_open_data
where naam <> code
group by indicator_id
having count(distinct lower(naam)) > 1
