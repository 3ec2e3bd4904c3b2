-- [warns] Two streets of the list that sound the same in one town are often one street, written in
-- two ways: its rows are then counted as those of two streets.
select int_straten.straatnaam || ' en ' || int_straten.lijkt_op as straten
from int_straten
where int_straten.lijkt_op is not null
order by straten
