set(USES base segment encode)
set(PACKAGES )
set(TABLES time_words.tsv frames.tsv triggers.tsv lightverbs.tsv nouns.tsv notviolent.tsv things.tsv cues.tsv modality.tsv contexts.tsv confidence.tsv countries.tsv where.tsv antecedents.weights
  actors/groups.tsv actors/states.tsv actors/parties.tsv actors/organisations.tsv actors/communities.tsv actors/leaders.tsv
  actors/dictionary.tsv actors/agents.tsv)
