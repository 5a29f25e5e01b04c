set(USES base)
set(PACKAGES libutf8proc)
set(TABLES segment.weights skim.weights)
