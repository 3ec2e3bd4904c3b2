-- A delivery in which more than one row in twenty was unusable, and at least five. Rows of another
-- municipality are left out of both numbers; parts of a report that counts as a whole (Signalen) were
-- usable, and are no refusal. [warns]
with
redenen as (
    select
        levering_id,
        sum(case when reden = 'buiten de gemeente' then aantal else 0 end) as buiten,
        sum(
            case
                when reden like 'deelmelding:%' or reden like 'gesplitste melding:%' then aantal
                else 0
            end
        ) as delen
    from afkeuringen
    group by levering_id
),

binnen as (
    select
        leveringen.levering_id,
        leveringen.rijen - coalesce(redenen.buiten, 0) as rijen,
        leveringen.afgekeurd - coalesce(redenen.buiten, 0) - coalesce(redenen.delen, 0) as afgekeurd
    from leveringen
    left join redenen on leveringen.levering_id = redenen.levering_id
)

select levering_id, rijen, afgekeurd
from binnen
where afgekeurd > 0.05 * rijen and afgekeurd >= 5
