namespace MobileNetV2.CodeGen.Targets;

/// <summary>A machine of <c>qemu-system-arm</c>, and which of its regions the simulation uses for what.</summary>
/// <param name="Machine">As in <c>-machine</c>.</param>
/// <param name="ClockHz">The clock that SysTick counts.</param>
/// <param name="CodeRegion">Begins with the vector table that the machine starts from.</param>
/// <param name="ConstantsRegion">Read-only data and weights.</param>
/// <param name="DataRegion">Stack and variables.</param>
/// <param name="ArenaRegion">Arena, inputs and outputs.</param>
public sealed record Emulator(
    string Machine, int ClockHz, string CodeRegion, string ConstantsRegion, string DataRegion, string ArenaRegion);
