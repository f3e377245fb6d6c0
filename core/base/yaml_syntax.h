/* Inside of the YAML reader: what its library finds wrong, in the reader's language. */
#ifndef MARHABA_BASE_YAML_SYNTAX_H
#define MARHABA_BASE_YAML_SYNTAX_H

#include "base/yaml.h"

/* Complains of a syntax error at `place`. `reason` is the library's own sentence; NULL when it
 * found nothing to read. Returns false. */
bool yaml_complain_of_syntax(const struct yaml_node *place, const char *reason,
                             struct error *error);

#endif
