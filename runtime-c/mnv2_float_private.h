/*
 * What kernels with float arithmetic want of the compiler: every operation as it is written, rounded to its type.
 * SPDX-License-Identifier: Apache-2.0
 *
 * -Ofast and -ffast-math allow, for example, a multiplication by 1 / scale for a division: the last bit changes. Clang
 * does not tell when -freciprocal-math is given alone; do not give it.
 */
#ifndef MNV2_FLOAT_PRIVATE_H
#define MNV2_FLOAT_PRIVATE_H

#if defined(__FAST_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__ASSOCIATIVE_MATH__) || \
    defined(__ARM_FP_FAST) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "float kernels need exact arithmetic: build this file without -Ofast, -ffast-math and their parts (-O3 is fine)"
#endif

#endif
