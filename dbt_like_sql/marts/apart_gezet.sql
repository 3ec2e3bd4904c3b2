-- Grain: one row per file of the inbox that could not be taken in, with what to do about it.
select
    apart.bestandsnaam,
    apart.sha256,
    apart.melding
from apart
cross join instellingen
where instellingen.peildatum is null
order by apart.bestandsnaam, apart.sha256
