/*
 * What the examples ask of a board. bare.c answers for emulated cores, zephyr.c for boards with Zephyr.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>

/* The camera's next row, at the start of a frame after waiting for it; 0 when no frame comes any more. */
int camera_row(void *row, size_t bytes);

/* A line for people: UART, semihosting or whatever the board has. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The answer as it is, for who compares it with the desk's; a product leaves this out. */
void keep(const void *answer, size_t bytes);

#endif
