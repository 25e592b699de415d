#pragma once
#include <stdbool.h>

struct device
{
    const char *name;
};
extern const struct device the_camera;
#define DEVICE_DT_GET(node) (&node)
bool device_is_ready(const struct device *device);
