/* What the example sketch uses of Arduino, so that a compiler can read it. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct Printer
{
    void begin(unsigned long);
    template <typename T> void print(T);
    template <typename T> void println(T);
};
extern Printer Serial;
unsigned long micros();
void delay(unsigned long);
