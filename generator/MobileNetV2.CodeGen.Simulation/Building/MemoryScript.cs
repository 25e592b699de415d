using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Writes <c>memory.ld</c> for <c>targets/qemu/mnv2_sections.ld</c>: the machine's memories and what goes where.</summary>
internal static class MemoryScript
{
    public static string For(Target machine)
    {
        var emulator = machine.Emulator ?? throw new ArgumentException($"'{machine.Name}' is not an emulated machine", nameof(machine));
        var script = new StringBuilder("MEMORY\n{\n");
        foreach (var region in machine.Regions)
            script.Append(CultureInfo.InvariantCulture,
                $"    {region.Name} : ORIGIN = 0x{region.OriginAddress:X8}, LENGTH = {region.SizeBytes}\n");
        script.Append("}\n");
        script.Append(CultureInfo.InvariantCulture, $"REGION_ALIAS(\"CODE\", {emulator.CodeRegion})\n");
        script.Append(CultureInfo.InvariantCulture, $"REGION_ALIAS(\"CONSTANTS\", {emulator.ConstantsRegion})\n");
        script.Append(CultureInfo.InvariantCulture, $"REGION_ALIAS(\"DATA\", {emulator.DataRegion})\n");
        script.Append(CultureInfo.InvariantCulture, $"REGION_ALIAS(\"ARENA\", {emulator.ArenaRegion})\n");
        return script.ToString();
    }
}
