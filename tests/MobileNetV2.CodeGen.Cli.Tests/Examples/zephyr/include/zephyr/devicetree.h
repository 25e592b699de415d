#pragma once
#define DT_CHOSEN(property) DT_CHOSEN_##property
#define DT_CHOSEN_zephyr_camera the_camera
