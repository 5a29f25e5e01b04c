set(USES base ingest segment encode decode link store export)
set(PACKAGES )
set(TABLES )
