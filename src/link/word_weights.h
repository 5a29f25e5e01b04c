/* made by train/same.py */
enum { CS_N_WORD_WEIGHTS = 1 };
static const cs_word_id cs_word_weights[CS_N_WORD_WEIGHTS] = { { 1, 0 } };
