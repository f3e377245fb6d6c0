#include "hostile.h"

HOSTILE_PLUGIN(NULL, NULL)
