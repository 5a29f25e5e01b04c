set(USES base ingest decode link store export)
set(PACKAGES jansson)
set(TABLES )
