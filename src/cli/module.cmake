set(USES base ingest link export score pipeline)
set(PACKAGES )
set(TABLES bench_report.txt)
