set(USES base ingest link store export import score pipeline)
set(PACKAGES libmicrohttpd jansson)
set(TABLES )
