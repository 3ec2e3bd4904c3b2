-- Grain: one row per delivery whose rows were removed after their term. Its rows in the other tables
-- are counts that were kept, one row for each: without a key, an address or a row number of their own.
-- nl: Een rij per levering waarvan de rijen na hun bewaartermijn zijn verwijderd. Van zo'n levering zijn
-- alleen tellingen over.
select levering_id, bevroren_op
from bevroren_leveringen
order by levering_id
