-- Grain: one row per area for which figures are made; `onbekend` holds what could not be placed.
select gemeentecode as gebied_code, 'gemeente' as gebied_soort, gemeentenaam as gebied_naam from instellingen
union all
select distinct wijkcode, 'wijk', wijknaam from gebieden
union all
select buurtcode, 'buurt', buurtnaam from gebieden
union all
select 'onbekend', 'onbekend', 'onbekend' from instellingen
order by 2, 1
