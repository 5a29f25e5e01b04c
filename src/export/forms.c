#include "export/forms.h"

const cs_form *const cs_forms[] = {
    &cs_form_jsonl,   &cs_form_csv,    &cs_form_geojson, &cs_form_acled, &cs_form_ged,    &cs_form_gtd,
    &cs_form_polecat, &cs_form_plover, &cs_form_gdelt,   &cs_form_muc4,  &cs_form_stix,   &cs_form_ftm,
    &cs_form_prov,    &cs_form_conllu, &cs_form_brat,    &cs_form_gold,  &cs_form_bundle, NULL
};

const cs_form *cs_form_of(cs_str name) {
    for (int i = 0; cs_forms[i]; i++)
        if (cs_eq(name, (cs_str){ cs_forms[i]->name, (ptrdiff_t)strlen(cs_forms[i]->name) })) return cs_forms[i];
    return NULL;
}
