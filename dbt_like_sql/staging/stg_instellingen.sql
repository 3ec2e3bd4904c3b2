-- Grain: one row: the settings by which these tables were made.
select * from instellingen
