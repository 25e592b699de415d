using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>targets</c>: lists the built-in cores and boards.</summary>
internal static class TargetsCommand
{
    private const string Notes = """
        A board of your own is a JSON file that inherits a core; pass its path as --target ./board.json.

        Examples:
          mnv2c targets
          mnv2c targets --json
        """;

    public static Command Create(CliConsole console) => ListCommand.Create(
        console, "targets", "List the cores and boards that code can be generated for", Notes, PrintTable, WriteJson);

    private static void PrintTable(CliConsole console)
    {
        TablePrinter.Print(console, new TextTable(
            [
                TableColumn.Left("target"), TableColumn.Left("core"), TableColumn.Left("arena in"),
                TableColumn.Left("other memory") with { LeftOut = 1 }, TableColumn.Left("title"),
            ],
            [.. TargetCatalog.All.Select(t => ImmutableArray.Create(
                t.Name, t.Inherits ?? t.Name, Memory(t, r => r.Holds == RegionUse.Arena),
                Memory(t, r => r.Holds != RegionUse.Arena), t.Title))]));
        console.Out.WriteLine();
        console.WriteText(
            "The arena goes to the first region under 'arena in' where it fits whole, or over all of them. --ram-budget sets a smaller "
                + "limit, all regions together; --reserve keeps bytes of them for the rest of the firmware; "
                + "--place arena=REGION,arena=REGION takes other regions, in this order. --json has addresses, features of the cores "
                + "and the machine of QEMU that emulates each.");
    }

    private static string Memory(Target t, Func<MemoryRegion, bool> chosen) =>
        string.Join(", ", t.Regions.Where(chosen).Select(r => $"{r.Name} {Size(r.SizeBytes)}"));

    private static string Size(uint bytes) => bytes % (1024 * 1024) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)}M")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}K");

    private static void WriteJson(Utf8JsonWriter w)
    {
        w.WriteStartArray();
        foreach (var target in TargetCatalog.All)
        {
            w.WriteStartObject();
            w.WriteString("name", target.Name);
            w.WriteString("title", target.Title);
            w.WriteString("core", target.Inherits ?? target.Name);
            w.WriteBoolean("dsp", target.HasDsp);
            w.WriteBoolean("mve", target.HasMve);
            w.WriteBoolean("fpu", target.HasFpu);
            if (target.ClockHz is { } clock)
                w.WriteNumber("clockHz", clock);
            w.WriteString("emulatedBy", target.QemuMachine);
            w.WriteString("kernels", OptionNames.Of(target.PreferredKernels));
            w.WriteStartArray("regions");
            foreach (var region in target.Regions)
            {
                w.WriteStartObject();
                w.WriteString("name", region.Name);
                w.WriteNumber("originAddress", region.OriginAddress);
                w.WriteNumber("sizeBytes", region.SizeBytes);
                w.WriteString("holds", OptionNames.Of(region.Holds));
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }
}
