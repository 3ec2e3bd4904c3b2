-- Areas of the open data that the reference does not know: the download uses another division into
-- neighbourhoods, so its figures match no neighbourhood in these tables. [warns]
select int_open_data_cijfers.gebied_code, count(*) as cijfers
from int_open_data_cijfers
left join int_gebieden on int_open_data_cijfers.gebied_code = int_gebieden.gebied_code
where int_open_data_cijfers.is_nieuwste and int_gebieden.gebied_code is null
group by int_open_data_cijfers.gebied_code
