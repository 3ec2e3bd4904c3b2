-- Grain: one row: the settings these tables were made with.
-- nl: Precies één rij: de instellingen waarmee deze tabellen zijn gemaakt.
select * from instellingen
