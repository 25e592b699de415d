/*
 * Plain copy.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "mnv2_movement.h"

#pragma weak mnv2_copy
void mnv2_copy(const void *input, void *output, size_t bytes)
{
    memcpy(output, input, bytes);
}
