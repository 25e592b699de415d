using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Cycles;
using MobileNetV2.CodeGen.Simulation.Processes;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>Counts the blocks that a built program runs, by a plugin of the emulator, and prices them.</summary>
/// <param name="Plugin">For the emulator's command line.</param>
/// <param name="Missing">Why there is none.</param>
internal sealed record BlockCounter(CycleTable? Table, Disassembly? Program, string? Plugin, string? Missing)
{
    private const string Source = "plugin/mnv2_count.c";
    private const string Library = "./libmnv2_count.so";
    private const string CountsName = "blocks.txt";

    // It holds the instructions of all cores, and the program keeps no attributes that tell which it is for.
    private const string Architecture = "armv8.1-m.main";

    private static readonly TimeSpan ToolLimit = TimeSpan.FromMinutes(2);

    /// <param name="waitsForFlash">Reads of constants are counted too, which takes longer.</param>
    public static async Task<BlockCounter> ForAsync(
        SimulationFolder folder, Core core, bool waitsForFlash, CancellationToken cancellation)
    {
        if (CycleTable.Of(core) is not { } table)
            return Without("there is no table of cycles for this core");
        folder.WriteEmbedded(Source);
        if (!await SucceedsAsync("gcc", "-shared", "-fPIC", "-O2", "-o", Library, Source))
            return Without("the emulator's plugin that counts blocks needs a gcc for this machine");
        var listing = await Tool.RunAsync(
            "arm-none-eabi-objdump", ["-h", "-d", "-m", Architecture, HarnessBuilder.ProgramName], folder.Path, ToolLimit, cancellation);
        if (listing.Value is not { Succeeded: true } listed)
            return Without("arm-none-eabi-objdump is needed to tell one instruction from another");
        var program = Disassembly.Parse(listed.Output);
        var plugin = $"{Library},out={CountsName},{Marks(program)}{(waitsForFlash ? Flash(program, table) : "")}";
        return new(table, program, plugin, null);

        async Task<bool> SucceedsAsync(string tool, params IEnumerable<string> arguments) =>
            (await Tool.RunAsync(tool, arguments, folder.Path, ToolLimit, cancellation)).Value is { Succeeded: true };
    }

    /// <summary>An emulator may be built without plugins: it ends at once.</summary>
    public static BlockCounter Refused { get; } = Without("this qemu-system-arm was built without plugins");

    /// <summary>False when the emulator did not take the plugin, however the run ended.</summary>
    public static bool WasLoaded(SimulationFolder folder) => File.Exists(folder[CountsName]);

    /// <returns>What each step took, or null when the counts are not those of the <paramref name="expected"/> instructions.</returns>
    public async Task<ImmutableArray<PricedInterval>?> ReadAsync(
        SimulationFolder folder, InstructionCounts expected, CancellationToken cancellation)
    {
        const double Trusted = 0.001;
        const int Slack = 100;
        var counts = BlockCounts.Parse(await File.ReadAllLinesAsync(folder[CountsName], cancellation));
        if (counts.Intervals.Length != MeasuredIntervals<PricedInterval>.CountFor(expected.Steps.Length))
            return null;
        var prices = new CyclePrices(Table!, Program!, counts);
        var steps = MeasuredIntervals<PricedInterval>.Of([.. counts.Intervals.Select(prices.Of)]).Steps;
        return steps.Zip(expected.Steps).All(s => Math.Abs(s.First.Instructions - s.Second) <= Slack + (Trusted * s.Second)) ? steps : null;
    }

    private static BlockCounter Without(string why) => new(null, null, null, why);

    private static string Marks(Disassembly program) => string.Create(
        CultureInfo.InvariantCulture,
        $"begin=0x{program.Functions["mnv2_interval_begins"]:x},end=0x{program.Functions["mnv2_interval_ends"]:x}");

    private static string Flash(Disassembly program, CycleTable table) => string.Create(
        CultureInfo.InvariantCulture,
        $",low=0x{program.Sections[".rodata"].Begin:x},high=0x{program.Sections[".weights"].End:x},line={table.FlashLineBytes}");
}
