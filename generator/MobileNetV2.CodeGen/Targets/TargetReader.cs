using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Targets.Json;

namespace MobileNetV2.CodeGen.Targets;

/// <summary>Turns a target file into a <see cref="Target"/>.</summary>
internal static class TargetReader
{
    /// <summary>Many times the largest board; it bounds the work that a hostile file can ask for.</summary>
    public const int LargestBytes = 1 << 18;

    // What a linker script's MEMORY reads as its own words.
    private static readonly FrozenSet<string> LinkerWords =
        new[] { "o", "org", "origin", "l", "len", "length", "sizeof_headers" }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="findCore">The built-in core of a name; asked for <c>inherits</c>.</param>
    public static Outcome<Target> Read(ReadOnlySpan<byte> utf8, string fileName, PlacedJson schema, Func<string, Target?> findCore)
    {
        if (utf8.Length > LargestBytes)
            return new(null, [TargetDiagnostics.TooLarge(fileName, utf8.Length, LargestBytes)]);
        PlacedJson file;
        try
        {
            file = PlacedJson.Parse(utf8);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var at = e as JsonException;
            return new(
                null, [TargetDiagnostics.NotJson(fileName, (at?.LineNumber ?? 0) + 1, (at?.BytePositionInLine ?? 0) + 1, e.Message)]);
        }

        var problems = JsonSchemaSubset.Check(schema, file);
        if (!problems.IsEmpty)
            return new(null, [.. problems.Select(p => TargetDiagnostics.BreaksSchema(fileName, p))]);
        var target = Map(file, file["inherits"] is { } core ? findCore(core.Text) : null);
        var mistakes = CheckFlags(file, fileName).AddRange(CheckRegions(target, file, fileName));
        return new(mistakes.IsEmpty ? target : null, mistakes);
    }

    private static Target Map(PlacedJson file, Target? parent)
    {
        // The schema guarantees that without a parent every property below is present.
        var features = file["features"];
        return new Target(
            file["name"]!.Text,
            file["title"]!.Text,
            file["core"] is { } core ? CoreNames.Parse(core.Text) : parent!.Core,
            features?["dsp"]!.IsTrue ?? parent!.HasDsp,
            features?["mve"]!.IsTrue ?? parent!.HasMve,
            features?["fpu"]!.IsTrue ?? parent!.HasFpu,
            file["alignmentBytes"] is { } alignment ? int.Parse(alignment.Text, CultureInfo.InvariantCulture) : parent!.AlignmentBytes,
            Strings(file["compilerFlags"]) ?? parent!.CompilerFlags,
            file["preferredKernels"] is { } kernels
                ? (kernels.Text == "cmsis-nn" ? KernelSet.CmsisNn : KernelSet.Portable)
                : parent!.PreferredKernels,
            file["regions"] is { } regions ? [.. regions.Items.Select(Region)] : parent?.Regions ?? [],
            EmulatorName(file, parent))
        {
            Inherits = file["inherits"]?.Text,
            CmsisNnDefines = Strings(file["cmsisNnDefines"]) ?? parent?.CmsisNnDefines ?? [],
            ClockHz = file["clockHz"] is { } clock ? long.Parse(clock.Text, CultureInfo.InvariantCulture) : parent?.ClockHz,
            CyclesPerInstruction = file["cyclesPerInstruction"] is { } cycles ? CyclesOf(cycles) : parent?.CyclesPerInstruction,
            Emulator = file["emulator"] is { } emulator ? EmulatorOf(emulator) : null,
            Sources = [.. file["sources"]!.Items.Select(s => new TargetSource(s["document"]!.Text, s["section"]!.Text))],
        };
    }

    private static string? EmulatorName(PlacedJson file, Target? parent)
    {
        if (file["emulator"] is not null)
            return file["name"]!.Text;
        return file["emulatedBy"] is { } name ? (name.IsNull ? null : name.Text) : parent?.QemuMachine;
    }

    private static Emulator EmulatorOf(PlacedJson emulator) => new(
        emulator["machine"]!.Text,
        int.Parse(emulator["clockHz"]!.Text, CultureInfo.InvariantCulture),
        emulator["codeRegion"]!.Text,
        emulator["constantsRegion"]!.Text,
        emulator["dataRegion"]!.Text,
        emulator["arenaRegion"]!.Text);

    private static CycleEstimate CyclesOf(PlacedJson cycles) => new(
        double.Parse(cycles["value"]!.Text, CultureInfo.InvariantCulture),
        int.Parse(cycles["errorPercent"]!.Text, CultureInfo.InvariantCulture),
        cycles["source"]!.Text);

    private static MemoryRegion Region(PlacedJson region) => new(
        region["name"]!.Text,
        uint.Parse(region["originAddress"]!.Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        uint.Parse(region["sizeBytes"]!.Text, CultureInfo.InvariantCulture),
        region["holds"]!.Text switch
        {
            "flash" => RegionUse.Flash,
            "arena" => RegionUse.Arena,
            "data" => RegionUse.Data,
            _ => RegionUse.Spare,
        });

    private static ImmutableArray<string>? Strings(PlacedJson? array) => array is null ? null : [.. array.Items.Select(i => i.Text)];

    private static ImmutableArray<Diagnostic> CheckFlags(PlacedJson file, string fileName) =>
        [.. file["compilerFlags"]?.Items.Where(f => !CompilerFlags.IsKnown(f.Text))
            .Select(f => TargetDiagnostics.ForbiddenFlag(fileName, f.Place, f.Text)) ?? []];

    private static ImmutableArray<Diagnostic> CheckRegions(Target target, PlacedJson file, string fileName)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        if (target.Emulator is { } e)
        {
            foreach (var name in new[] { e.CodeRegion, e.ConstantsRegion, e.DataRegion, e.ArenaRegion }.Where(n =>
                target.Regions.All(r => r.Name != n)).Distinct())
                found.Add(
                    TargetDiagnostics.BadRegions(fileName, file["emulator"]!.Place,
                        $"the emulator uses region '{name}', which is not among "
                            + $"{string.Join(", ", target.Regions.Select(r => $"'{r.Name}'"))}"));
        }

        if (file["regions"] is not { } places)
            return found.ToImmutable();
        for (var i = 0; i < target.Regions.Length; i++)
        {
            var region = target.Regions[i];
            var at = places.Items[i].Place;
            if (LinkerWords.Contains(region.Name))
                found.Add(
                    TargetDiagnostics.BadRegions(fileName, at, $"'{region.Name}' is a word of linker scripts and cannot name a region"));
            if (End(region) > 1UL << 32)
                found.Add(TargetDiagnostics.BadRegions(
                    fileName, at, $"region '{region.Name}' ends at 0x{End(region):X}, past the last address 0x100000000"));
            foreach (var other in target.Regions.Take(i))
            {
                if (other.Name == region.Name)
                    found.Add(TargetDiagnostics.BadRegions(fileName, at, $"two regions are called '{region.Name}'"));
                if (region.OriginAddress < End(other) && other.OriginAddress < End(region))
                    found.Add(
                        TargetDiagnostics.BadRegions(fileName, at,
                            $"region '{region.Name}' begins at 0x{region.OriginAddress:X8} and overlaps '{other.Name}', which ends at "
                                + $"0x{End(other):X8}"));
                if (region.Holds == RegionUse.Arena && other.Holds == RegionUse.Arena)
                    found.Add(TargetDiagnostics.BadRegions(fileName, at, $"'{other.Name}' and '{region.Name}' both hold the arena"));
            }
        }

        return found.ToImmutable();
    }

    private static ulong End(MemoryRegion region) => (ulong)region.OriginAddress + region.SizeBytes;
}
