#undef HOSTILE_ID
#define HOSTILE_ID "information"
#include "hostile.h"

HOSTILE_PLUGIN(hostile_build, NULL)
