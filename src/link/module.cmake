set(USES base decode)
set(PACKAGES )
set(TABLES regions.tsv place_names.tsv features.tsv muc_types.tsv muc_kinds.tsv fillers.weights word_weights.tsv)
