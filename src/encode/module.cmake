set(USES base segment)
set(PACKAGES )
set(TABLES )
