-- A code of the open data with a different name in a later download: it may count something else since
-- then, in which case the years before and after do not form one series. [warns]
select
    indicator_id,
    min(naam) as naam,
    max(naam) as andere_naam
from stg_open_data
where naam <> code
group by indicator_id
having count(distinct lower(naam)) > 1
