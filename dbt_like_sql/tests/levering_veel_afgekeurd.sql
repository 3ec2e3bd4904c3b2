-- A delivery in which more than one row in twenty was unusable, and at least five. Parts of a report
-- that counts as a whole (Signalen) were usable, and are left out. [warns]
with
delen as (
    select levering_id, sum(aantal) as aantal
    from afkeuringen
    where reden like 'deelmelding:%' or reden like 'gesplitste melding:%'
    group by levering_id
)

select leveringen.levering_id, leveringen.rijen, leveringen.afgekeurd
from leveringen
left join delen on leveringen.levering_id = delen.levering_id
where leveringen.afgekeurd - coalesce(delen.aantal, 0) > 0.05 * leveringen.rijen
    and leveringen.afgekeurd - coalesce(delen.aantal, 0) >= 5
