-- Categories of the report system that stand in no theme. [warns]
select hoofdcategorie, subcategorie, count(*) as meldingen
from meldingen
where thema = 'onbekend'
group by hoofdcategorie, subcategorie
