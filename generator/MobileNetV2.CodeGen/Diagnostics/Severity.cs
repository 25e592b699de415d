namespace MobileNetV2.CodeGen.Diagnostics;

public enum Severity
{
    Warning,
    Error,
}
