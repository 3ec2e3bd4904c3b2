-- Categories of the report system without a theme. [warns]
select hoofdcategorie, subcategorie, count(*) as meldingen
from meldingen
where thema = 'onbekend'
group by hoofdcategorie, subcategorie
