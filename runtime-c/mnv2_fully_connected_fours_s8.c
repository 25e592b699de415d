/*
 * Fully connected layer for cores without products of pairs (Cortex-M0+, M3): four outputs at a time.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Four outputs are as many sums as the low registers of Armv6-M hold beside two pointers, a value and a weight. Weights
 * are bytes from 0 on, which that core loads in one instruction; what they have too much is 128 times the sum of all
 * values, the same for all outputs.
 */
#include "mnv2_armv6m_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_matrix.h"

enum
{
    OUTPUTS_AT_ONCE = 4
};

#if MNV2_ARMV6M_IN_ASSEMBLY

/*
 * r0 values, r1 weights, r2 a value, r3 a weight and its product, r4 to r7 sums, r12 the end of the loop's values,
 * lr end of all values.
 */
#define FOUR_TAP(value, weight0, weight1, weight2, weight3) \
    "ldrb    r2, [r0, #" value "]\n" \
    "sxtb    r2, r2\n" \
    "ldrb    r3, [r1, #" weight0 "]\n" \
    "muls    r3, r2, r3\n" \
    "adds    r4, r4, r3\n" \
    "ldrb    r3, [r1, #" weight1 "]\n" \
    "muls    r3, r2, r3\n" \
    "adds    r5, r5, r3\n" \
    "ldrb    r3, [r1, #" weight2 "]\n" \
    "muls    r3, r2, r3\n" \
    "adds    r6, r6, r3\n" \
    "ldrb    r3, [r1, #" weight3 "]\n" \
    "muls    r3, r2, r3\n" \
    "adds    r7, r7, r3\n"

/* Adds `count` values times four weights each to four sums. */
__attribute__((naked, noinline)) static void add_products(MNV2_UNUSED uint32_t *sums,
                                                          MNV2_UNUSED const int8_t *values,
                                                          MNV2_UNUSED const uint8_t *weights,
                                                          MNV2_UNUSED int32_t count)
{
    __asm__(
        ".syntax unified\n"
        "push    {r0, r4-r7, lr}\n"
        "ldm     r0!, {r4-r7}\n"
        "mov     r0, r1\n"
        "mov     r1, r2\n"
        "adds    r2, r0, r3\n"
        "mov     lr, r2\n"
        "lsrs    r3, r3, #2\n"
        "lsls    r3, r3, #2\n"
        "adds    r3, r0, r3\n"
        "mov     r12, r3\n"
        "b       2f\n"
        "1:\n" FOUR_TAP("0", "0", "1", "2", "3") FOUR_TAP("1", "4", "5", "6", "7") FOUR_TAP("2", "8", "9", "10", "11")
            FOUR_TAP("3", "12", "13", "14", "15") "adds    r0, #4\n"
                                                  "adds    r1, #16\n"
                                                  "2:\n"
                                                  "cmp     r0, r12\n"
                                                  "bne     1b\n"
                                                  "b       4f\n"
                                                  "3:\n" FOUR_TAP("0", "0", "1", "2", "3") "adds    r0, #1\n"
                                                                                           "adds    r1, #4\n"
                                                                                           "4:\n"
                                                                                           "cmp     r0, lr\n"
                                                                                           "bne     3b\n"
                                                                                           "pop     {r0}\n"
                                                                                           "stm     r0!, {r4-r7}\n"
                                                                                           "pop     {r4-r7, pc}\n");
}

#else

static void add_products(uint32_t *sums, const int8_t *values, const uint8_t *weights, int32_t count)
{
    uint32_t sum0 = sums[0];
    uint32_t sum1 = sums[1];
    uint32_t sum2 = sums[2];
    uint32_t sum3 = sums[3];
    const int8_t *const end = values + count;
    const int8_t *const end_of_fours = values + (count & ~3);
#define ADD_VALUE(i) \
    { \
        const int32_t value = values[i]; \
        sum0 = mnv2_mac(sum0, weights[4 * (i)], value); \
        sum1 = mnv2_mac(sum1, weights[4 * (i) + 1], value); \
        sum2 = mnv2_mac(sum2, weights[4 * (i) + 2], value); \
        sum3 = mnv2_mac(sum3, weights[4 * (i) + 3], value); \
    }
    while (values != end_of_fours)
    {
        ADD_VALUE(0)
        ADD_VALUE(1)
        ADD_VALUE(2)
        ADD_VALUE(3)
        values += 4;
        weights += 4 * OUTPUTS_AT_ONCE;
    }
    while (values != end)
    {
        ADD_VALUE(0)
        values++;
        weights += OUTPUTS_AT_ONCE;
    }
#undef ADD_VALUE
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}

#endif

#pragma weak mnv2_fully_connected_fours_s8
void mnv2_fully_connected_fours_s8(const mnv2_fully_connected_params *params,
                                   const int32_t *multiplier,
                                   const int32_t *shift,
                                   const int8_t *input,
                                   const int32_t *fours,
                                   int8_t *output)
{
    const int32_t features = params->input_features;
    for (int32_t batch = 0; batch < params->batches; batch++)
    {
        int32_t sum = 0;
        for (int32_t i = 0; i < features; i++)
        {
            sum += input[i];
        }
        const uint32_t offset = (uint32_t)(params->filter_offset - 128) * (uint32_t)sum;
        const int32_t *four = fours;
        for (int32_t c = 0; c < params->output_features; c += OUTPUTS_AT_ONCE)
        {
            uint32_t sums[OUTPUTS_AT_ONCE];
            for (int32_t i = 0; i < OUTPUTS_AT_ONCE; i++)
            {
                sums[i] = (uint32_t)four[i] + offset;
            }
            four += OUTPUTS_AT_ONCE;
            add_products(sums, input, (const uint8_t *)four, features);
            four += features;
            for (int32_t i = 0; i < OUTPUTS_AT_ONCE && c + i < params->output_features; i++)
            {
                const int32_t q = params->is_per_channel ? c + i : 0;
                output[c + i] = mnv2_requantize((int32_t)sums[i],
                                                multiplier[q],
                                                shift[q],
                                                params->output_offset,
                                                params->activation_min,
                                                params->activation_max);
            }
        }
        input += features;
        output += params->output_features;
    }
}
