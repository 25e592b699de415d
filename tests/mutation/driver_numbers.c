/*
 * Functions of numbers at their corners: infinities, halves, powers of two, what is no number, and much in between.
 * What comes out is compared with what came out before a change.
 * uses: mnv2_apply_f32.c mnv2_apply_curve_f32.c mnv2_calculate_f32.c mnv2_calculate_s32.c mnv2_calculate_s64.c
 *       mnv2_floor_mod_f32.c mnv2_pow_f32.c mnv2_compare_f32.c mnv2_compare_s8.c mnv2_compare_u8.c mnv2_compare_s32.c
 *       mnv2_compare_s64.c mnv2_cast.c mnv2_requantize.c mnv2_requantize_wide.c mnv2_quantize_f32.c mnv2_div_s8.c
 *       mnv2_dequantize_f32.c mnv2_log_softmax_s8.c mnv2_softmax_s8.c mnv2_softmax_s8_s16.c mnv2_l2_normalization_s8.c
 *       mnv2_softmax_f32.c mnv2_log_softmax_f32.c mnv2_l2_normalization_f32.c mnv2_top_k_f32.c mnv2_top_k_s8.c
 *       mnv2_top_k_s32.c mnv2_arg_max_f32.c mnv2_add_s8.c mnv2_add_halves_s8.c mnv2_mul_s8.c
 * mnv2_squared_difference_s8.c mnv2_prelu_s8.c
 */
#include "driver.h"

#include "mnv2_conversion.h"
#include "mnv2_elementwise.h"
#include "mnv2_floats.h"
#include "mnv2_functions.h"
#include "mnv2_numbers.h"
#include "mnv2_softmax.h"

enum
{
    COUNT = 96
};

static float real(void)
{
    static const float corners[] = {0.0f,           -0.0f,         0.5f,           -0.5f,          1.0f,
                                    -1.0f,          1.5f,          -1.5f,          2.0f,           2.5f,
                                    3.0f,           6.0f,          6.5f,           1e-45f,         -1e-45f,
                                    1.1754944e-38f, 3.4028235e38f, -3.4028235e38f, 1e-4f,          -1e-4f,
                                    16.619047f,     16.7f,         88.72284f,      88.8f,          709.5f,
                                    -87.4f,         -103.9f,       -104.5f,        127.5f,         -128.5f,
                                    255.5f,         32767.5f,      8388608.5f,     16777216.0f,    2147483648.0f,
                                    -2147483648.0f, 4294967296.0f, 9.2233720e18f,  -9.2233720e18f, 9007199254740992.0f,
                                    0.99999994f,    1.0000001f,    0.33333334f};
    uint32_t bits = (uint32_t)any(INT32_MIN, INT32_MAX);
    float value = corners[any(0, (int32_t)(sizeof corners / sizeof corners[0]) - 1)];
    switch (any(0, 6))
    {
    case 0:
        memcpy(&value, &bits, sizeof value);
        break;
    case 1:
        value = (float)any(-20000, 20000) / 1000.0f;
        break;
    case 2:
        value = (float)any(-40, 40) / 2.0f;
        break;
    case 3:
        bits = chance(50) ? 0x7F800000U : chance(50) ? 0xFF800000U : chance(50) ? 0x7F800001U : 0x7FC00000U;
        memcpy(&value, &bits, sizeof value);
        break;
    case 4:
        bits &= 0x807FFFFFU; /* Below the smallest that is normal, and just above. */
        bits |= chance(30) ? 0x00800000U : 0;
        memcpy(&value, &bits, sizeof value);
        break;
    default:
        break;
    }
    return value;
}

static int64_t whole(void)
{
    static const int64_t corners[] = {
        0, 1, -1, 2, -2, 3, 7, -7, 31, 32, 63, 64, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
    return chance(40)   ? corners[any(0, 15)]
           : chance(50) ? any(-20, 20)
                        : (int64_t)any(INT32_MIN, INT32_MAX) * any(1, 1 << 20);
}

static void reals(void)
{
    const mnv2_broadcast shapes = {2, {2, COUNT / 2}, {COUNT / 2, 1}, {COUNT / 2, 1}};
    const mnv2_broadcast row = {2, {2, COUNT / 2}, {COUNT / 2, 1}, {0, 1}};
    float a[COUNT], b[COUNT], c[COUNT];
    uint8_t truths[COUNT];
    for (int32_t i = 0; i < COUNT; i++)
    {
        a[i] = real();
        b[i] = real();
        if (chance(10))
        {
            /* Some last bits away from each other. */
            uint32_t bits;
            memcpy(&bits, &b[i], sizeof bits);
            bits += (uint32_t)any(-3, 3);
            memcpy(&a[i], &bits, sizeof bits);
        }
    }
    for (int32_t f = MNV2_FUNCTION_ABS; f <= MNV2_FUNCTION_RELU_0_TO_1; f++)
    {
        mnv2_apply_f32((mnv2_function)f, 0.25f, a, c, COUNT);
        tell(c, sizeof c);
    }
    for (int32_t f = MNV2_CURVE_EXP; f <= MNV2_CURVE_GELU_TANH; f++)
    {
        mnv2_apply_curve_f32((mnv2_curve)f, a, c, COUNT);
        tell(c, sizeof c);
    }
    for (int32_t f = MNV2_ADD; f <= MNV2_PRELU; f++)
    {
        if (f != MNV2_FLOOR_MOD && f != MNV2_POW)
        {
            const mnv2_activation activation = (mnv2_activation)any(0, 3);
            mnv2_calculate_f32(f % 2 == 0 ? &row : &shapes, (mnv2_calculation)f, activation, a, b, c);
            tell(c, sizeof c);
        }
    }
    for (int32_t f = MNV2_EQUAL; f <= MNV2_GREATER_EQUAL; f++)
    {
        mnv2_compare_f32(&shapes, (mnv2_relation)f, a, b, truths);
        tell(truths, sizeof truths);
    }
    mnv2_floor_mod_f32(&shapes, a, b, c);
    tell(c, sizeof c);
    mnv2_pow_f32(&row, a, b, c);
    tell(c, sizeof c);
    int8_t small[COUNT];
    mnv2_quantize_f32_s8(a, small, 0.05f, any(-128, 127), COUNT);
    tell(small, sizeof small);
    mnv2_quantize_f32_u8(a, truths, 1.0f, any(0, 255), COUNT);
    tell(truths, sizeof truths);
    float values[COUNT];
    int32_t places[COUNT];
    for (int32_t i = 0; i < COUNT; i++)
    {
        a[i] = (float)any(-30, 30) / 4.0f;
        if (chance(10))
        {
            memset(&a[i], 0xFF, sizeof a[i]); /* No number. */
        }
    }
    mnv2_top_k_f32(a, values, places, 3, COUNT / 3, 7);
    tell(values, 21 * sizeof values[0]);
    tell(places, 21 * sizeof places[0]);
    mnv2_arg_max_f32_s32(a, places, 4, 3, COUNT / 12, any(0, 1));
    tell(places, COUNT / 3 * sizeof places[0]);
    memset(a + COUNT / 4, 0, COUNT / 8 * sizeof a[0]); /* A row of zeros. */
    mnv2_softmax_f32(a, c, 0.7f, 8, COUNT / 8);
    tell(c, sizeof c);
    mnv2_log_softmax_f32(a, c, 8, COUNT / 8);
    tell(c, sizeof c);
    mnv2_l2_normalization_f32(a, c, 8, COUNT / 8);
    tell(c, sizeof c);
}

static void wholes(void)
{
    const mnv2_broadcast shapes = {2, {2, COUNT / 2}, {COUNT / 2, 1}, {COUNT / 2, 1}};
    int64_t a[COUNT], b[COUNT], c[COUNT];
    int32_t x[COUNT], y[COUNT], z[COUNT];
    uint8_t truths[COUNT];
    for (int32_t i = 0; i < COUNT; i++)
    {
        a[i] = whole();
        b[i] = chance(10) ? a[i] : whole();
        x[i] = (int32_t)(uint32_t)(uint64_t)a[i];
        y[i] = (int32_t)(uint32_t)(uint64_t)b[i];
    }
    for (int32_t f = MNV2_ADD; f <= MNV2_POW; f++)
    {
        mnv2_calculate_s64(&shapes, (mnv2_calculation)f, a, b, c);
        tell(c, sizeof c);
        mnv2_calculate_s32(&shapes, (mnv2_calculation)f, x, y, z);
        tell(z, sizeof z);
    }
    for (int32_t f = MNV2_EQUAL; f <= MNV2_GREATER_EQUAL; f++)
    {
        mnv2_compare_s64(&shapes, (mnv2_relation)f, a, b, truths);
        tell(truths, sizeof truths);
        mnv2_compare_s32(&shapes, (mnv2_relation)f, x, y, truths);
        tell(truths, sizeof truths);
    }
    for (int32_t f = MNV2_EQUAL; f <= MNV2_LOGICAL_OR; f++)
    {
        uint8_t p[COUNT], q[COUNT];
        for (int32_t i = 0; i < COUNT; i++)
        {
            p[i] = (uint8_t)any(0, 1);
            q[i] = (uint8_t)any(0, 1);
        }
        mnv2_compare_u8(&shapes, (mnv2_relation)f, p, q, truths);
        tell(truths, sizeof truths);
        mnv2_logical_not(p, truths, COUNT);
        tell(truths, sizeof truths);
    }
}

static void casts(void)
{
    static const size_t sizes[] = {1, 1, 1, 2, 4, 8, 4};
    for (int32_t from = MNV2_INT8; from <= MNV2_FLOAT32; from++)
    {
        for (int32_t to = MNV2_INT8; to <= MNV2_FLOAT32; to++)
        {
            uint8_t *const input = room(COUNT * sizes[from]);
            uint8_t *const output = room(COUNT * sizes[to]);
            for (int32_t i = 0; i < COUNT; i++)
            {
                const int64_t number = from == MNV2_BOOL ? any(0, 1) : whole();
                const float fraction = real();
                memcpy(input + (size_t)i * sizes[from],
                       from == MNV2_FLOAT32 ? (const void *)&fraction : &number,
                       sizes[from]);
            }
            mnv2_cast(input, (mnv2_element)from, output, (mnv2_element)to, COUNT);
            tell(output, COUNT * sizes[to]);
            free(input);
            free(output);
        }
    }
}

static void scales(void)
{
    const int is_unsigned = any(0, 1);
    const mnv2_requantize_params params = {is_unsigned ? -any(0, 255) : any(-127, 128),
                                           any(1 << 30, INT32_MAX),
                                           any(-6, 2),
                                           is_unsigned ? any(0, 255) : any(-128, 127),
                                           is_unsigned ? 0 : -128,
                                           is_unsigned ? 255 : 127};
    int8_t *const input = bytes_of(COUNT, -128, 127);
    uint8_t *const output = room(COUNT);
    mnv2_requantize_s8(&params, input, (int8_t *)output, COUNT);
    tell(output, COUNT);
    mnv2_requantize_u8_s8(&params, (const uint8_t *)input, (int8_t *)output, COUNT);
    tell(output, COUNT);
    mnv2_requantize_s8_u8(&params, input, output, COUNT);
    tell(output, COUNT);
    mnv2_requantize_u8(&params, (const uint8_t *)input, output, COUNT);
    tell(output, COUNT);
    for (int32_t from = MNV2_INT8; from <= MNV2_INT16; from++)
    {
        for (int32_t to = MNV2_INT8; to <= MNV2_INT32; to++)
        {
            if (from != MNV2_BOOL && to != MNV2_BOOL)
            {
                int16_t wide[COUNT / 2];
                int32_t results[COUNT / 2] = {0};
                memcpy(wide, input, sizeof wide);
                mnv2_requantize_wide(&params, wide, (mnv2_element)from, results, (mnv2_element)to, COUNT / 2);
                tell(results, sizeof results);
            }
        }
    }
    float floats[COUNT];
    mnv2_dequantize_s8_f32(input, floats, 0.037f, any(-128, 127), COUNT);
    tell(floats, sizeof floats);
    mnv2_dequantize_u8_f32((const uint8_t *)input, floats, 0.037f, any(0, 255), COUNT);
    tell(floats, sizeof floats);
    free(input);
    free(output);
}

static void pairs(void)
{
    const mnv2_broadcast row = {2, {4, COUNT / 4}, {COUNT / 4, 1}, {0, 1}};
    int8_t *const a = bytes_of(COUNT, -128, 127);
    int8_t *const b = bytes_of(COUNT, -128, 127);
    int8_t *const c = room(COUNT);
    const int32_t low = chance(50) ? -128 : any(-128, 0);
    const int32_t high = chance(50) ? 127 : any(1, 127);
    const mnv2_div_params divide = {
        any(-127, 128), any(-127, 128), any(-128, 127), any(1 << 30, INT32_MAX), any(-10, 6), low, high};
    mnv2_div_s8(&divide, a, b, c, COUNT);
    tell(c, COUNT);
    mnv2_div_broadcast_s8(&divide, &row, a, b, c);
    tell(c, COUNT);
    const mnv2_add_params add = {any(-127, 128),
                                 any(1 << 30, INT32_MAX),
                                 any(-3, chance(80) ? 0 : 1),
                                 any(-127, 128),
                                 any(1 << 30, INT32_MAX),
                                 any(-3, 0),
                                 chance(50) ? 1 : -1,
                                 20,
                                 any(-128, 127),
                                 any(1 << 30, INT32_MAX),
                                 -any(14, 20),
                                 low,
                                 high};
    mnv2_add_s8(&add, a, b, c, chance(50) ? COUNT : COUNT - 3);
    tell(c, COUNT - 3);
    mnv2_add_broadcast_s8(&add, &row, a, b, c);
    tell(c, COUNT);
    /* Results that are scaled up, or not at all. */
    mnv2_add_params up = add;
    const int is_far_left = chance(20);
    up.left_shift = is_far_left ? 21 : any(2, 8);
    up.input_1_shift = is_far_left ? -1 : any(-3, 1);
    up.input_2_shift = is_far_left ? -1 : any(-3, 1);
    up.output_shift = any(-up.left_shift, is_far_left ? -9 : 1);
    mnv2_add_s8(&up, a, b, c, COUNT);
    tell(c, COUNT);
    const int32_t zero_point = any(-128, 127);
    const int32_t other_point = any(-128, 127);
    const mnv2_add_halves_params halves = {.larger_start = -zero_point * (1 << 19),
                                           .other_start = other_point * (1 << 21),
                                           .other_multiplier = -any(1 << 30, INT32_MAX),
                                           .other_divisor = (int32_t) - (INT64_C(1) << any(26, 31)),
                                           .output_multiplier = (int32_t)(2 * (uint32_t)any(1 << 30, INT32_MAX)),
                                           .output_divisor = -(1 << any(13, 18)),
                                           .output_offset = any(-128, 127)};
    mnv2_add_halves_s8(&halves, a, b, c, chance(50) ? COUNT : COUNT - 1);
    tell(c, COUNT - 1);
    const mnv2_mul_params multiply = {
        any(-127, 128), any(-127, 128), any(-128, 127), any(1 << 30, INT32_MAX), -any(3, 9), low, high};
    mnv2_mul_s8(&multiply, a, b, c, COUNT);
    tell(c, COUNT);
    const mnv2_squared_difference_params square = {any(-127, 128),
                                                   any(1 << 30, INT32_MAX),
                                                   -any(1, 3),
                                                   any(-127, 128),
                                                   any(1 << 30, INT32_MAX),
                                                   -any(1, 3),
                                                   7,
                                                   any(-128, 127),
                                                   any(1 << 30, INT32_MAX),
                                                   -any(17, 22)};
    mnv2_squared_difference_s8(&square, a, b, c, COUNT);
    tell(c, COUNT);
    const mnv2_prelu_params prelu = {any(-127, 128),
                                     any(-127, 128),
                                     any(-128, 127),
                                     any(1 << 30, INT32_MAX),
                                     -any(0, 3),
                                     any(1 << 30, INT32_MAX),
                                     -any(5, 9)};
    mnv2_prelu_s8(&prelu, a, b, c, COUNT);
    tell(c, COUNT);
    const mnv2_compare_params compare = {
        any(-127, 128), any(1 << 30, INT32_MAX), -any(0, 3), any(-127, 128), any(1 << 30, INT32_MAX), -any(0, 3)};
    for (int32_t f = MNV2_EQUAL; f <= MNV2_GREATER_EQUAL; f++)
    {
        mnv2_compare_s8(&compare, &row, (mnv2_relation)f, a, b, (uint8_t *)c);
        tell(c, COUNT);
    }
    free(a);
    free(b);
    free(c);
}

static void rows(void)
{
    const int32_t length = any(1, 16);
    const int32_t spread = any(0, 127);
    int8_t *const a = bytes_of((size_t)(6 * length), chance(50) ? -128 : -spread, spread);
    int8_t *const c = room((size_t)(6 * length));
    int16_t *const wide = room((size_t)(12 * length));
    const int32_t left = any(18, 26);
    /* (2^5 - 1) * 2^26 / 2^left differences still count. */
    const mnv2_softmax_params softmax = {
        6, length, any(1 << 30, INT32_MAX), left, -(int32_t)((INT64_C(31) << 26) >> left)};
    mnv2_softmax_s8(&softmax, a, c);
    tell(c, (size_t)(6 * length));
    mnv2_softmax_s8_s16(&softmax, a, wide);
    tell(wide, (size_t)(12 * length));
    const mnv2_log_softmax_params logarithm = {
        6, length, any(1 << 30, INT32_MAX), left, any(1 << 30, INT32_MAX), 27 - left - 5, softmax.diff_min};
    mnv2_log_softmax_s8(&logarithm, a, c);
    tell(c, (size_t)(6 * length));
    mnv2_l2_normalization_s8(a, c, 6, length, any(-128, 127));
    tell(c, (size_t)(6 * length));
    int32_t places[96];
    const int32_t k = any(1, length);
    mnv2_top_k_s8(a, c, places, 6, length, k);
    tell(c, (size_t)(6 * k));
    tell(places, (size_t)(24 * k));
    int32_t numbers[96];
    int32_t largest[96];
    for (int32_t i = 0; i < 96; i++)
    {
        numbers[i] = any(-9, 9);
    }
    mnv2_top_k_s32(numbers, largest, places, 6, length, k);
    tell(largest, (size_t)(24 * k));
    tell(places, (size_t)(24 * k));
    free(a);
    free(c);
    free(wide);
}

/* The sum of squares of a row may need 30 bits. */
static void long_rows(void)
{
    static const int32_t length = 12000;
    int8_t *const a = bytes_of((size_t)length, 100, 127);
    int8_t *const c = room((size_t)length);
    mnv2_l2_normalization_s8(a, c, 1, length, any(-128, -100));
    tell(c, (size_t)length);
    free(a);
    free(c);
}

int main(void)
{
    be_patient();
    out = fopen("outputs.bin", "wb");
    long_rows();
    long_rows();
    for (int round = 0; round < 25; round++)
    {
        reals();
        wholes();
        casts();
        for (int i = 0; i < 8; i++)
        {
            scales();
            pairs();
            rows();
        }
    }
    return fclose(out);
}
