-- Every refused row has one reason: the refusals of a delivery add up to its refused rows. [blocks]
select leveringen.levering_id, leveringen.afgekeurd, sum(afkeuringen.aantal) as redenen
from leveringen
left join afkeuringen on leveringen.levering_id = afkeuringen.levering_id
group by leveringen.levering_id, leveringen.afgekeurd
having leveringen.afgekeurd <> coalesce(sum(afkeuringen.aantal), 0)
