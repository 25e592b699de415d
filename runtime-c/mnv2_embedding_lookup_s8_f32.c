/*
 * Rows of a quantized table as reals.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_numbers.h"

static int32_t nearest(int32_t row, int32_t rows)
{
    if (row < 0)
    {
        return 0;
    }
    return row < rows ? row : rows - 1;
}

#pragma weak mnv2_embedding_lookup_s8_f32
void mnv2_embedding_lookup_s8_f32(
    const mnv2_embedding_lookup_params *params, float scale, const int8_t *table, const int32_t *rows, float *output)
{
    for (int32_t i = 0; i < params->count; i++)
    {
        const int8_t *row = table + nearest(rows[i], params->table_rows) * params->columns;
        for (int32_t column = 0; column < params->columns; column++)
        {
            *output++ = (float)row[column] * scale;
        }
    }
}
