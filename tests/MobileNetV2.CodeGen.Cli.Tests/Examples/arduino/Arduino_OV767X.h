/* What the examples use of the camera's library, so that a compiler can read them. */
#pragma once

enum
{
    RGB565 = 2,
    QCIF = 3
};
struct OV767X
{
    int begin(int resolution, int format, int fps);
    void readFrame(void *buffer);
};
extern OV767X Camera;
