"""The columns of the tables that others publish, as their codebooks have them."""

ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2
inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale
notes fatalities tags timestamp""".split()
ACLED_TYPES = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {"Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
                                   "Remote explosive/landmine/IED", "Grenade"},
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
                               "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
                               "Other"}}
GED = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id
dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country
country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob""".split()


def _gtd():
    def target(k):
        return [f"{n}{k}{t}" for n, ts in (("targtype", ("", "_txt")), ("targsubtype", ("", "_txt")), ("corp", ("",)), ("target", ("",)),
                                          ("natlty", ("", "_txt"))) for t in ts]

    def weapon(k):
        return [f"{n}{k}{t}" for n in ("weaptype", "weapsubtype") for t in ("", "_txt")]

    return ("""eventid iyear imonth iday approxdate extended resolution country country_txt region region_txt provstate city latitude
longitude specificity vicinity location summary crit1 crit2 crit3 doubtterr alternative alternative_txt multiple success suicide attacktype1
attacktype1_txt attacktype2 attacktype2_txt attacktype3 attacktype3_txt""".split() + target(1) + target(2) + target(3) +
            """gname gsubname gname2 gsubname2 gname3 gsubname3 motive guncertain1 guncertain2 guncertain3 individual nperps nperpcap
claimed claimmode claimmode_txt claim2 claimmode2 claimmode2_txt claim3 claimmode3 claimmode3_txt compclaim""".split() +
            weapon(1) + weapon(2) + weapon(3) + weapon(4) +
            """weapdetail nkill nkillus nkillter nwound nwoundus nwoundte property propextent propextent_txt propvalue propcomment ishostkid
nhostkid nhostkidus nhours ndays divert kidhijcountry ransom ransomamt ransomamtus ransompaid ransompaidus ransomnote hostkidoutcome
hostkidoutcome_txt nreleased addnotes scite1 scite2 scite3 dbsource INT_LOG INT_IDEO INT_MISC INT_ANY related""".split())


GTD = _gtd()
POLECAT = """Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,
Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,
Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,
GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,
Version""".replace("\n", "").split(",")


def _gdelt():
    actor = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
    geo = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
    return ("GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split() + [f"Actor{k}{n}" for k in (1, 2) for n in actor] +
            """IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles
AvgTone""".split() + [f"{w}Geo_{n}" for w in ("Actor1", "Actor2", "Action") for n in geo] + ["DATEADDED", "SOURCEURL"])


GDELT = _gdelt()
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset
Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras""".split()
MUC4_TYPES = {"ARSON", "ATTACK", "BOMBING", "FORCED WORK STOPPAGE", "HIJACKING", "KIDNAPPING", "ROBBERY"}
MUC4_STAGES = {"ACCOMPLISHED", "ATTEMPTED", "THREATENED"}
MUC4_CONFIDENCES = {"REPORTED AS FACT", "ACQUITTED", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES",
                    "POSSIBLE"}
PLOVER_TYPES = set("""AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE
ASSAULT""".split())
