/*
 * Rows divided by their length.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_fixed_functions_private.h"
#include "mnv2_softmax.h"

enum
{
    OUTPUT_BITS = 7
};

/* 1 / sqrt(x) as multiplier and shift; five Newton steps from 1 in Q3. 0 counts as 1. */
static int32_t reciprocal_of_root(int32_t x, int32_t *shift)
{
    const int32_t one_and_half = (INT32_C(1) << 28) + (INT32_C(1) << 27);
    const int32_t root_of_half = 1518500250;
    *shift = 0;
    if (x <= 1)
    {
        return INT32_MAX;
    }
    int32_t right = 11;
    if (x >= INT32_C(1) << 29)
    {
        x >>= 2;
        right++;
    }
    /* x goes to [2^27, 2^29) by an even number of bits, half of which the root takes back. */
    const int32_t pairs = (mnv2_leading_zeros((uint32_t)x) - 1) / 2 - 1;
    right -= pairs;
    const int32_t half = mnv2_rounding_divide_by_power_of_two((x << (2 * pairs)) >> 1, 1);
    int32_t root = INT32_C(1) << 28;
    for (int32_t step = 0; step < 5; step++)
    {
        const int32_t square = mnv2_multiply_q31(root, root);
        const int32_t cube = mnv2_saturating_shift_left(mnv2_multiply_q31(square, root), 6);
        const int32_t next = mnv2_multiply_q31(one_and_half, root) - mnv2_multiply_q31(half, cube);
        root = mnv2_saturating_shift_left(next, 3);
    }
    root = mnv2_multiply_q31(root, root_of_half);
    if (right < 0)
    {
        return root << -right;
    }
    *shift = -right;
    return root;
}

#pragma weak mnv2_l2_normalization_s8
void mnv2_l2_normalization_s8(
    const int8_t *input, int8_t *output, int32_t rows, int32_t row_size, int32_t input_zero_point)
{
    for (int32_t row = 0; row < rows; row++)
    {
        int32_t sum = 0;
        for (int32_t i = 0; i < row_size; i++)
        {
            const int32_t x = input[i] - input_zero_point;
            sum += x * x;
        }
        int32_t shift;
        const int32_t multiplier = reciprocal_of_root(sum, &shift);
        for (int32_t i = 0; i < row_size; i++)
        {
            output[i] =
                mnv2_requantize(input[i] - input_zero_point, multiplier, shift + OUTPUT_BITS, 0, INT8_MIN, INT8_MAX);
        }
        input += row_size;
        output += row_size;
    }
}
