set(USES base)
set(PACKAGES )
set(TABLES segment.weights)
