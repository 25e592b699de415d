namespace MobileNetV2.CodeGen.Targets;

/// <summary>A machine of <c>qemu-system-arm</c>.</summary>
/// <param name="Machine">As in <c>-machine</c>.</param>
/// <param name="ClockHz">The clock that SysTick counts.</param>
public sealed record Emulator(string Machine, int ClockHz);
