namespace MobileNetV2.CodeGen.Targets;

public enum Core
{
    Host,
    CortexM0Plus,
    CortexM3,
    CortexM4,
    CortexM7,
    CortexM33,
    CortexM55,
    CortexM85,
}
