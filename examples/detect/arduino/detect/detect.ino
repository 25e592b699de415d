// Boxes around people: an OV7675 on a Nano 33 BLE, library Arduino_OV767X, and the library that `make arduino` makes.
#include <Arduino_OV767X.h>
#include <detect.h>

static detect_answer found;

void setup()
{
    Serial.begin(115200);
    while (!Camera.begin(QCIF, RGB565, 1))
    {
        Serial.println("no camera");
        delay(1000);
    }
}

void loop()
{
    Camera.readFrame(detect_input()); // Straight into the network's memory.
    if (detect_invoke() != DETECT_OK || detect_read_answer(&found) != DETECT_OK)
    {
        return;
    }
    for (int32_t i = 0; i < found.count; ++i)
    {
        const mnv2_box &box = found.boxes[i]; // Sixteenths of a pixel of the network's input.
        Serial.print("#");
        Serial.print(box.track);
        Serial.print(" from ");
        Serial.print(box.left / 16);
        Serial.print(",");
        Serial.print(box.top / 16);
        Serial.print(" to ");
        Serial.print(box.right / 16);
        Serial.print(",");
        Serial.println(box.bottom / 16);
    }
}
