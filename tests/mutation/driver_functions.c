/*
 * Functions of private headers and of files, called by themselves: kernels round most of their bits away.
 * What comes out is compared with what came out before a change.
 * uses: mnv2_softmax_s8.c
 */
#include "driver.h"

#include "mnv2_curves_s16_private.h"
#include "mnv2_exact_private.h"
#include "mnv2_exp_private.h"
#include "mnv2_fixed_functions_private.h"
#include "mnv2_fixed_point_64_private.h"
#include "mnv2_fixed_point_private.h"
#include "mnv2_int4_private.h"
#include "mnv2_log_private.h"
#include "mnv2_sqrt_private.h"

/* Whole files, for what they keep to themselves. */
#include "mnv2_apply_curve_f32.c"
#include "mnv2_div_s8.c"
#include "mnv2_l2_normalization_s8.c"
#include "mnv2_log_softmax_s8.c"
#include "mnv2_pow_f32.c"
#include "mnv2_softmax_s16.c"

static void tell_real(double number)
{
    int64_t bits;
    memcpy(&bits, &number, sizeof bits);
    tell_number(number != number ? 0 : bits);
}

static double real_of(int64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static float float_of(uint32_t bits)
{
    float number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static int32_t any_word(void)
{
    static const int32_t corners[] = {INT32_MIN,
                                      INT32_MIN + 1,
                                      -(1 << 30) - 1,
                                      -(1 << 30),
                                      -(1 << 30) + 1,
                                      -65536,
                                      -32768,
                                      -2,
                                      -1,
                                      0,
                                      1,
                                      2,
                                      32767,
                                      32768,
                                      65535,
                                      65536,
                                      (1 << 30) - 1,
                                      1 << 30,
                                      (1 << 30) + 1,
                                      INT32_MAX - 1,
                                      INT32_MAX};
    const int32_t fewer = any(0, 30);
    return chance(40) ? corners[any(0, 20)] : any(INT32_MIN, INT32_MAX) >> fewer;
}

static void fixed_point(void)
{
    const int32_t a = any_word();
    const int32_t b = any_word();
    const int32_t small = a / 2 == INT32_MIN / 2 ? 0 : a / 2;
    /* Some at the border of what is rounded to 16 bits. */
    static const int32_t lower_halves[] = {0, 1, 0x7FFE, 0x7FFF, 0x8000, 0x8001, 0xFFFF};
    const int32_t upper_half = chance(20) ? 0x7FFF : any(0x4000, 0x7FFF);
    const int32_t at_border = upper_half * 65536 + lower_halves[any(0, 6)];
    const int32_t factor = chance(10) ? 0 : any(1 << 30, INT32_MAX);
    const int32_t shift = any(-31, 10);
    const int32_t down = shift < 0 ? shift : -1 - shift;
    tell_number(mnv2_saturating_rounding_doubling_high_mul(a, b));
    tell_number(mnv2_rounding_divide_by_power_of_two(a, any(0, 31)));
    tell_number(mnv2_shift_left(a, any(0, 31)));
    tell_number(mnv2_multiply_by_quantized_multiplier(a, factor, shift));
    tell_number(mnv2_clamp(a, -5, 7));
    tell_number(mnv2_clamp(any(-7, 9), -5, 7));
    tell_number(mnv2_doubling_high_product_of_small(small, factor));
    const int32_t zero = any(-128, 127);
    const int32_t low = any(-128, 0);
    const int32_t high = any(1, 127);
    const int32_t weight = any(-128, 127);
    const int32_t value = any(-255, 255);
    const int32_t wide_shift = any(-31, 7);
    const int32_t wide_low = any(-32768, 0);
    const int32_t wide_high = any(1, 32767);
    tell_number(mnv2_requantize(a, factor, shift, zero, low, high));
    /* All of a result's bits, where the limits of a kernel leave eight. */
    tell_number(mnv2_scale_down(small, factor, -down - 1, 1 + 2 * zero));
    tell_number(mnv2_scale(small, mnv2_scaling_of(factor, down)));
    tell_number(mnv2_scale(small, mnv2_scaling_of(factor, 0)));
    tell_number(mnv2_finish_down(small, factor, -down - 1, mnv2_output_range_of(zero, low, high)));
    tell_number(mnv2_mac((uint32_t)a, weight, value));
    tell_number(mnv2_wrapping_mac(a, weight, value));
    const int64_t sum = (int64_t)a * any(1, 1 << 15);
    tell_number(mnv2_multiply_64_by_quantized_multiplier(sum, factor, wide_shift));
    tell_number(mnv2_multiply_64_by_quantized_multiplier(sum, INT32_MAX - any(0, 70000), wide_shift));
    tell_number(mnv2_multiply_64_by_quantized_multiplier(sum, at_border, wide_shift));
    tell_number(mnv2_requantize_s16(sum, factor, wide_shift, chance(50) ? 32 : 48, wide_low, wide_high));
}

static void fixed_functions(void)
{
    const int32_t one_minus = INT32_MAX;
    const int32_t a = any_word();
    const int32_t b = any_word();
    const int32_t fewer = any(0, 8);
    tell_number(mnv2_multiply_q31(a, b));
    tell_number(mnv2_saturating_shift_left(a, any(0, 12)));
    tell_number(mnv2_exp_of_quarter(-any(1, 1 << 29)));
    const int32_t difference = chance(10) ? 0 : -(any(1, INT32_MAX) >> fewer);
    tell_number(mnv2_exp_of_negative(difference));
    tell_number(mnv2_exp_of_negative(-(any(1, 127) << 24)));
    tell_number(mnv2_reciprocal_of_one_plus(chance(10) ? (chance(50) ? 0 : one_minus) : any(0, one_minus)));
    tell_number(mnv2_leading_zeros((uint32_t)any_word()));
    tell_number(mnv2_leading_zeros(UINT32_C(1) << any(0, 31)));
}

static void reals(void)
{
    static const double corners[] = {0,    -0.0,  1,      -1,   709.69, 709.7,  709.70000001, 709.72,
                                     710,  -708,  -744,   -745, -745.1, -745.2, -1000.4,      -693.5,
                                     -694, 1e300, -1e300, 0.5,  1e-300, 709.44, 710.5};
    const double narrow = (double)any(-800000000, 800000000) / 1000000.0;
    tell_real(mnv2_exp(corners[any(0, 22)]));
    tell_real(mnv2_exp(narrow));
    tell_real(mnv2_exp(narrow / 800));
    tell_real(mnv2_exp(real_of(INT64_C(0x7FF8000000000000))));
    tell_real(mnv2_exp(real_of(INT64_C(0x7FF0000000000000))));
    tell_real(mnv2_exp(-real_of(INT64_C(0x7FF0000000000000))));
    tell_real(mnv2_power_of_two(any(-1022, 1023)));
    const float number = float_of((uint32_t)any_word());
    const float sign = chance(50) ? -1.0f : 1.0f;
    const float root = (float)any(0, 4096);
    tell_real(mnv2_log(number));
    tell_real(mnv2_log((double)any(1, 4000) / 1000));
    tell_real(mnv2_log(float_of((uint32_t)any(0, 0x7F800000))));
    tell_real(mnv2_log(1.4142135623730951));
    tell_real(mnv2_log(0));
    tell_real(mnv2_log(float_of(UINT32_C(0x7F800000))));
    tell_real(mnv2_sqrt(float_of(UINT32_C(0x7F800000))));
    tell_real(mnv2_log(-1.5));
    tell_real(mnv2_sqrt(number));
    tell_real(mnv2_sqrt(float_of((uint32_t)any(0, 0x7F800000))));
    tell_real(mnv2_sqrt(float_of((uint32_t)any(0, 0x00FFFFFF))));
    tell_real(mnv2_sqrt(root * root));
    tell_real(mnv2_canonical(number));
    tell_real(mnv2_floor((float)any(-40, 40) / 8.0f));
    tell_real(mnv2_floor((float)any(8388600, 8388616) / 2.0f * sign));
    tell_real(mnv2_floor((float)any(8388600, 8388616) * sign));
}

static void small_ones(void)
{
    static int16_t table[257];
    for (int32_t i = 0; i < 257; i++)
    {
        table[i] = (int16_t)(128 * i - (i > 255 ? 1 : 0) + any(-60, 0));
    }
    const int32_t x = any(-32768, 32767);
    const int32_t multiplier = any(16384, 32767);
    const int32_t argument = mnv2_curve_argument(x, multiplier, any(0, 15));
    const int32_t limited = mnv2_clamp(argument, -200000, 200000);
    tell_number(argument);
    tell_number(mnv2_logistic_of(table, limited));
    tell_number(mnv2_tanh_of(table, limited));
    tell_number(mnv2_logistic_of(table, any(130000, 131100)));
    tell_number(mnv2_tanh_of(table, -any(65000, 65600)));
    uint8_t *const both = (uint8_t *)bytes_of(3, -128, 127);
    for (int32_t i = 0; i < 6; i++)
    {
        tell_number(mnv2_int4_at(both, i));
        tell_number(mnv2_int4_bytes(i));
    }
    free(both);
}

/* The functions of files. */
static void whole_files(void)
{
    static int16_t table[513];
    int32_t shift;
    tell_number(reciprocal_of_root(any(0, 1 << any(0, 30)), &shift));
    tell_number(shift);
    int64_t all = 0;
    for (int32_t i = 0; i < 50; i++)
    {
        all = 3 * (all % (INT64_C(1) << 60)) + log_of_sum(any(1 << 18, INT32_MAX));
    }
    tell_number(all);
    tell_number(log_of_sum(any(1 << 19, 1 << any(20, 30))));
    const mnv2_div_params divide_params = {
        .output_multiplier = any(1 << 30, INT32_MAX),
        .output_shift = chance(50) ? 22 : any(-12, 22),
    };
    const int32_t sign = chance(50) ? 1 : -1;
    const int32_t dividend = chance(30) ? (1 << any(0, 8)) * sign : any(-255, 255);
    tell_number(quotient(&divide_params, dividend, any(-255, 255)));
    const double narrow = (double)any(-800000000, 800000000) / 50000000.0;
    const double whole = any(-9, 9);
    tell_real(power(narrow, whole));
    tell_real(power(whole, narrow));
    tell_real(power(whole, any(-5, 5)));
    const float exponent = float_of((uint32_t)any_word());
    tell_real(power(float_of((uint32_t)any_word()), exponent));
    tell_real(absolute(narrow));
    tell_real(hyperbolic_tangent(narrow));
    tell_real(hyperbolic_tangent(narrow / 9000));
    tell_real(exp_minus_one(-absolute(narrow)));
    tell_real(exp_minus_one(narrow / 90000));
    tell_real(normal(narrow / 2));
    for (int32_t i = 0; i < 513; i++)
    {
        table[i] = (int16_t)(64 * i + any(-60, 0));
    }
    tell_number(look_up(table, any(INT16_MIN, INT16_MAX)));
}

int main(void)
{
    be_patient();
    out = fopen("outputs.bin", "wb");
    for (int round = 0; round < 4000; round++)
    {
        fixed_point();
        fixed_functions();
        reals();
        small_ones();
        whole_files();
    }
    return fclose(out);
}
