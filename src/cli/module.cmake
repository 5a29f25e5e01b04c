set(USES base ingest link store export score pipeline)
set(PACKAGES )
set(TABLES bench_report.txt)
